"""Numbers as people write them in boxes of text.

The form library leaves out every mark of thousands, wherever it stands: on a Vietnamese page "2.5"
would be 25, and what has more than three decimals would be no number. Here marks of thousands
count where they part thousands only; what can be read in one way alone is read in that way.
"""

from decimal import Decimal
from egov.portal import _
import math
import re
from z3c.form.converter import BaseDataConverter
from z3c.form.converter import FormatterValidationError
from z3c.form.interfaces import ITextWidget
from zExceptions import BadRequest
from zope.component import adapter
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt


LONGEST = 400  # characters
OTHER = {",": ".", ".": ","}
BLANKS = re.compile("[\u00a0\u2009\u202f]")
MARKS = re.compile(r"[., ]")
# Mark before decimals -> how a number is written.
WRITTEN = {
    mark: re.compile(
        rf"(?P<sign>[+-]?)(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?P<group>[{other} ])[0-9]{{3}}"
        rf"(?:(?P=group)[0-9]{{3}})*)(?:{re.escape(mark)}(?P<part>[0-9]+))?"
    )
    for mark, other in OTHER.items()
}


def read_number(text, mark):
    """The Decimal of a text; None if it is none.

    :param mark: what stands before decimals on the page, a comma or a dot; the other one parts
        thousands. "1.200" is 1200 where it is a comma; "2.5" is 2.5 on any page.
    """
    text = BLANKS.sub(" ", text[: LONGEST + 1]).strip().replace("\u2212", "-")
    if len(text) > LONGEST:
        return None
    for each in (mark, OTHER[mark]):
        found = WRITTEN[each].fullmatch(text)
        if found:
            whole = MARKS.sub("", found["whole"])
            return Decimal(f"{found['sign']}{whole}.{found['part'] or 0}")
    return None


def write_number(number, mark):
    """As `read_number` reads it, with all its decimals: 1234.5 as "1.234,5"."""
    text = f"{Decimal(str(number)):,f}"
    whole, _dot, part = text.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", OTHER[mark]) + (mark + part if part else "")


class Numbers(BaseDataConverter):
    """As said above, in the language of the page; `message` where it is none."""

    message = _("Write a number.")

    def mark(self):
        """What stands before decimals in the language of the page."""
        found = self.widget.request.locale.numbers.getFormatter("decimal").symbols["decimal"]
        return found if found in OTHER else "."

    def toWidgetValue(self, value):
        return "" if value == self.field.missing_value else write_number(value, self.mark())

    def toFieldValue(self, value):
        """
        :raises BadRequest: for a cell of a table that was left out, which no browser does: it would
            be emptied
        """
        if value is None:
            raise BadRequest(self.widget.name)
        if not isinstance(value, str):
            raise FormatterValidationError(self.message, value)
        if not value.strip():
            return self.field.missing_value
        number = read_number(value, self.mark())
        if number is None or not self.takes(number):
            raise FormatterValidationError(self.message, value)
        return self.made(number)

    def takes(self, number):
        return True

    def made(self, number):
        return number


@adapter(IInt, ITextWidget)
class WholeNumbers(Numbers):
    message = _("Write a whole number.")
    made = staticmethod(int)

    def takes(self, number):
        return number == number.to_integral_value()


@adapter(IFloat, ITextWidget)
class FloatNumbers(Numbers):
    made = staticmethod(float)

    def takes(self, number):
        return math.isfinite(float(number))


@adapter(IDecimal, ITextWidget)
class DecimalNumbers(Numbers):
    """Exact."""
