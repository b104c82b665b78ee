"""How forms read numbers, and where they show the errors of invariants."""

from egov.portal import _
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.fields import FieldInvalid
from egov.portal.shared.fields import IAmount
from egov.portal.shared.fields import ICoordinate
from plone.app.z3cform.widgets.select import AjaxSelectWidget
import re
from z3c.form.converter import BaseDataConverter
from z3c.form.converter import FormatterValidationError
from z3c.form.error import InvalidErrorViewSnippet
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import ITextWidget
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection


THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([., ])[0-9]{3}(\1[0-9]{3})*")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_decimal(text):
    """The number of a text whose dot or comma stands before decimals; None if it is none."""
    text = text.strip().replace(",", ".")
    return float(text) if NUMBER.fullmatch(text) else None


def read_amount(text):
    """The number of "8.000", "8,000", "8 000", "8000" (all 8000.0), "1.234,5" or "10.5".

    The language of the browser does not matter: three digits after a dot or comma are
    thousands, unless nothing but a nought stands before. None if it is no number.
    """
    text = text.strip().replace("\u00a0", " ")
    if THOUSANDS.fullmatch(text):
        return float(re.sub(r"[., ]", "", text))
    last = max(text.rfind("."), text.rfind(","))
    whole, decimals = (text[:last], text[last + 1 :]) if last > 0 else (text, "")
    if THOUSANDS.fullmatch(whole):
        whole = re.sub(r"[., ]", "", whole)
    return read_decimal(f"{whole}.{decimals}" if decimals else whole)


def write_amount(number):
    """8000.0 as "8.000", 1234.5 as "1.234,5": the way Vietnamese papers have it."""
    if number == int(number):
        return f"{int(number):,}".replace(",", ".")
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


class NumberConverter(BaseDataConverter):
    """Reads with `read`, complains with `message`."""

    read = staticmethod(read_decimal)
    write = staticmethod(repr)
    message = _("Write a number, for example 21.0285")

    def toWidgetValue(self, value):
        return "" if value is None else self.write(value)

    def toFieldValue(self, value):
        if not value or not value.strip():
            return self.field.missing_value
        number = self.read(value)
        if number is None:
            raise FormatterValidationError(self.message, value)
        return number


@adapter(ICoordinate, ITextWidget)
class CoordinateConverter(NumberConverter):
    """Degrees, as maps give them."""


@adapter(IAmount, ITextWidget)
class AmountConverter(NumberConverter):
    """Money."""

    read = staticmethod(read_amount)
    write = staticmethod(write_amount)
    message = _("Write a number, for example 8000 or 8.000")


@adapter(FieldInvalid, IEgovLayer, None, None, Interface, None)
class FieldErrorSnippet(InvalidErrorViewSnippet):
    """Puts the error of an invariant beside the field it is about."""

    def update(self):
        super().update()
        widgets = getattr(self.form, "widgets", None)
        for name, widget in (widgets or {}).items():
            if name.rpartition(".")[2] == self.error.field and widget.error is None:
                self.widget = widget
                self.field = widget.field
                widget.error = self


class SearchSelectWidget(AjaxSelectWidget):
    """Choosing content by typing part of its name or code; one, or many for a list."""

    def get_pattern_options(self):
        options = super().get_pattern_options()
        if not ICollection.providedBy(self.field):
            options["maximumSelectionSize"] = 1
            options["allowNewItems"] = "false"
        options["width"] = "100%"
        return options


@adapter(IChoice, SearchSelectWidget)
class ChosenConverter(BaseDataConverter):
    """The value itself: whether it is a term is for validation to say.

    So a form can be saved although what it refers to was deleted meanwhile.
    """

    def toWidgetValue(self, value):
        return "" if value is None else str(value)

    def toFieldValue(self, value):
        return (value or "").strip() or self.field.missing_value


@implementer(IFieldWidget)
def SearchSelectFieldWidget(field, request):
    return FieldWidget(field, SearchSelectWidget(request))
