"""The form a dossier was submitted under, question by question, answered or not."""

from egov.portal.dossiers.form_models import model_of
from egov.portal.dossiers.views import private
from lxml import etree
from Products.Five.browser import BrowserView
from zExceptions import NotFound


SCHEMA = "{http://namespaces.plone.org/supermodel/schema}"
CONDITION = "{http://namespaces.plone.org/supermodel/easyform}depends_on"


class FormAsItWas(BrowserView):
    """`questions`: [{name, title, description, required, condition, choices}] in their order."""

    def __call__(self):
        private(self.request.response)
        model = model_of(self.context)
        if not model:
            raise NotFound()
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(model.encode("utf-8"), parser)
        self.questions = [question(field) for field in root.iter(f"{SCHEMA}field")]
        return self.index()


def question(field):
    def text(name):
        return (field.findtext(f"{SCHEMA}{name}") or "").strip()

    return {
        "name": field.get("name", ""),
        "title": text("title") or field.get("name", ""),
        "description": text("description"),
        "required": text("required") != "False",
        "condition": field.get(CONDITION, ""),
        "choices": [(choice.text or "").strip() for choice in field.iter(f"{SCHEMA}element")],
    }
