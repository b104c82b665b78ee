"""Dates as boxes send them: whatever else is sent is a wrong answer, and no fault of the portal.

The form library fails on "1990" and on a date in the year 10 to the 20th.
"""

from egov.portal import _
from plone.app.z3cform.converters import DatetimeWidgetConverter
from plone.app.z3cform.converters import DateWidgetConverter
from z3c.form.converter import FormatterValidationError


MESSAGE = _("This is not a valid date.")
# What the library's reading of parts fails with; of lists, too.
FAILED = (AttributeError, OverflowError, TypeError, ValueError)


class Dates(DateWidgetConverter):
    def toFieldValue(self, value):
        try:
            return super().toFieldValue(value)
        except FAILED as error:
            raise FormatterValidationError(MESSAGE, value) from error


class Moments(DatetimeWidgetConverter):
    def toFieldValue(self, value):
        try:
            return super().toFieldValue(value)
        except FAILED as error:
            raise FormatterValidationError(MESSAGE, value) from error
