"""Templates that only print what a view has worked out: plain Chameleon, expressions in Python.

Zope's engine interprets each expression on each page and looks for its permissions; a page of a
procedure has hundreds of them, which took a third of its time. These are compiled with the
template. They find nothing by themselves: what is in them, their view has found.
"""

from chameleon import PageTemplateFile
from functools import lru_cache
from pathlib import Path
from z3c.pt.pagetemplate import BOOLEAN_HTML_ATTRS
from zope.component import queryUtility
from zope.i18n import translate
from zope.i18n.interfaces import ITranslationDomain
from zope.i18nmessageid import Message


FOLDER = Path(__file__).parent / "templates"


class Printed(PageTemplateFile):
    """A template of `templates/`; called with its view and further names, it gives HTML."""

    boolean_attributes = BOOLEAN_HTML_ATTRS
    enable_comment_interpolation = False
    i18n_message_type = Message
    literal_false = True
    trim_attribute_space = True

    def __init__(self, name):
        super().__init__(str(FOLDER / name))

    def __call__(self, view, **names):
        return self.render(
            view=view,
            translate=translation(view.language),
            target_language=view.language,
            **names,
        )


def translation(language):
    """A function that puts the texts of a template into a language, for one page."""
    domains = {}

    def worded(msgid, domain=None, mapping=None, context=None, target_language=None, default=None):
        if not isinstance(msgid, str):
            return msgid
        if isinstance(msgid, Message) or mapping or domain is None:
            return translate(
                msgid, domain=domain, mapping=mapping, default=default, target_language=language
            )
        if domain not in domains:
            domains[domain] = queryUtility(ITranslationDomain, domain)
        return constant(domains[domain], msgid, default, language)

    return worded


@lru_cache(maxsize=5000)
def constant(domain, msgid, default, language):
    """A text without anything put into it, from the catalogues read at the start."""
    if domain is None:
        return msgid if default is None else default
    return domain.translate(msgid, default=default, target_language=language)
