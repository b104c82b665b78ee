"""What is wrong with an answer, said plainly and in the page's language."""

from collective.easyform.interfaces import IEasyForm
from egov.portal import _
from egov.portal.interfaces import IEgovLayer
from z3c.form.converter import FormatterValidationError
from z3c.form.error import ErrorViewSnippet
from z3c.form.error import InvalidErrorViewSnippet
from zope import schema
from zope.component import adapter
from zope.interface import Invalid
from zope.schema import interfaces


OWN_WORDS = {"Must be checked.": _("This must be ticked.")}


@adapter(interfaces.ValidationError, IEgovLayer, None, None, None, IEasyForm)
class AnswerError(ErrorViewSnippet):
    """The messages of the form library exist in few languages; these are the portal's own."""

    def createMessage(self):
        return message(self.error, self.field) or super().createMessage()


@adapter(Invalid, IEgovLayer, None, None, None, IEasyForm)
class CheckError(InvalidErrorViewSnippet):
    """A check's message; the form library's own ones that are used here are said anew."""

    def createMessage(self):
        given = super().createMessage()
        return OWN_WORDS.get(str(given), given)


def message(error, field):
    """The message for an error of the schema library, or None for one that has its own."""
    if isinstance(error, interfaces.RequiredMissing):
        return _("This must be filled in.")
    if isinstance(error, interfaces.TooLong):
        return _("No more than ${count} characters.", mapping={"count": field.max_length})
    if isinstance(error, interfaces.TooShort):
        return _("At least ${count} characters.", mapping={"count": field.min_length})
    if isinstance(error, interfaces.TooBig):
        return _("No more than ${limit}.", mapping={"limit": str(field.max)})
    if isinstance(error, interfaces.TooSmall):
        return _("No less than ${limit}.", mapping={"limit": str(field.min)})
    if isinstance(error, interfaces.ConstraintNotSatisfied):
        if interfaces.ITextLine.providedBy(field):
            return _("Write it on one line.")
        return _("This is not one of the values allowed.")
    if isinstance(error, FormatterValidationError):
        return wrong_format(field)
    if isinstance(error, (interfaces.WrongType, interfaces.InvalidValue)):
        return _("This is not a valid value.")
    if isinstance(error, interfaces.WrongContainedType):
        return _("This is not one of the values allowed.")
    return None


def wrong_format(field):
    if schema.interfaces.IInt.providedBy(field):
        return _("Write a whole number.")
    if schema.interfaces.IDatetime.providedBy(field) or schema.interfaces.IDate.providedBy(field):
        return _("This is not a valid date.")
    if schema.interfaces.INumber.providedBy(field):
        return _("Write a number.")
    return _("This is not a valid value.")
