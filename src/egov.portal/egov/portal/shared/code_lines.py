"""A list of codes with their names, edited as lines of text: `code | name`."""

from egov.portal import _
from plone.app.z3cform.interfaces import ITextAreaWidget
from plone.app.z3cform.widgets.text import TextAreaWidget
from z3c.form.converter import BaseDataConverter
from z3c.form.converter import FormatterValidationError
from z3c.form.interfaces import IFieldWidget
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.schema.interfaces import IDict


class ICodeLinesWidget(ITextAreaWidget):
    """A text area of lines `code | name`."""


@implementer_only(ICodeLinesWidget)
class CodeLinesWidget(TextAreaWidget):
    """A tall text area."""

    rows = 14


@implementer(IFieldWidget)
def CodeLinesFieldWidget(field, request):
    return FieldWidget(field, CodeLinesWidget(request))


@adapter(IDict, ICodeLinesWidget)
class CodeLinesConverter(BaseDataConverter):
    """{code: name} as text and back. The order of lines is the order of the list."""

    def toWidgetValue(self, value):
        return "\n".join(f"{code} | {name}" for code, name in (value or {}).items())

    def toFieldValue(self, value):
        found = {}
        for number, line in enumerate((value or "").splitlines(), 1):
            if not line.strip():
                continue
            code, bar, name = (part.strip() for part in line.partition("|"))
            if not (code and bar and name):
                raise self.complaint(_("Line ${number}: write code | name"), number, line)
            if code in found:
                raise self.complaint(_("Line ${number}: this code stands above"), number, line)
            found[code] = name
        return found

    def complaint(self, message, number, line):
        message = _(message, mapping={"number": number})
        return FormatterValidationError(message, line)
