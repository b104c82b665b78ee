"""The widget of a file to be submitted.

The usual one keeps what a stranger uploads in the site's own record while other answers are put
right: a write by anybody, in one place. This one keeps nothing by itself: a form of one page has
files picked again, and a form with a draft says what the draft keeps. And its label is the label
of the box itself.
"""

from egov.portal.intake.settings import settings
from egov.portal.shared.language import language_of
from plone.formwidget.namedfile.utils import is_file_upload
from plone.formwidget.namedfile.widget import NamedFileWidget
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import NOVALUE
from z3c.form.widget import FieldWidget
from zope.interface import implementer


def size_of(file, request):
    """The size of a file in words: "1,2 MB"."""
    if file is None:
        return ""
    size, unit = max(file.getSize(), 100) / 1000, "kB"
    if size >= 1000:
        size, unit = size / 1000, "MB"
    text = f"{size:.1f}" if size < 10 else f"{size:.0f}"
    return f"{text.replace('.', ',') if language_of(request) == 'vi' else text} {unit}"


class SubmittedFileWidget(NamedFileWidget):
    file_upload_id = ""
    template = ViewPageTemplateFile("templates/file_input.pt")

    @property
    def accept(self):
        return ", ".join(f".{end}" for end in settings().file_types)

    @property
    def kept(self):
        """The file that was sent before and is kept by the form's draft, or None."""
        form = getattr(self.form, "parentForm", self.form)
        return getattr(form, "kept", {}).get(self.field.__name__)

    @property
    def kept_size(self):
        return size_of(self.kept, self.request)

    @property
    def is_sent(self):
        """Whether a file came with this request."""
        value = self.request.form.get(self.name)
        return is_file_upload(value) and bool(value.filename)

    def extract(self, default=NOVALUE):
        if not self.is_sent:
            return self.of_field(self.kept) or default
        value = self.request.form[self.name]
        value.seek(0)
        return value

    def of_field(self, file):
        """The file as one of the field's own type."""
        if file is None or isinstance(file, self.field._type):
            return file
        return self.field._type(file.data, file.contentType, file.filename)


@implementer(IFieldWidget)
def submitted_file_widget(field, request):
    return FieldWidget(field, SubmittedFileWidget(request))
