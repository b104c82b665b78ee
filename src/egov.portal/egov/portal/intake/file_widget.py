"""The widget of a file to be submitted.

The usual one keeps what a stranger uploads in the site's own record while other answers are put
right: a write by anybody, in one place. This one keeps nothing: files are picked again. And its
label is the label of the box itself.
"""

from egov.portal.intake.settings import settings
from plone.formwidget.namedfile.utils import is_file_upload
from plone.formwidget.namedfile.widget import NamedFileWidget
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import NOVALUE
from z3c.form.widget import FieldWidget
from zope.interface import implementer


class SubmittedFileWidget(NamedFileWidget):
    file_upload_id = ""
    template = ViewPageTemplateFile("templates/file_input.pt")

    @property
    def accept(self):
        return ", ".join(f".{end}" for end in settings().file_types)

    def extract(self, default=NOVALUE):
        value = self.request.form.get(self.name, default)
        if not is_file_upload(value) or not value.filename:
            return default
        value.seek(0)
        return value


@implementer(IFieldWidget)
def submitted_file_widget(field, request):
    return FieldWidget(field, SubmittedFileWidget(request))
