"""Checks for fields common in Vietnamese forms, to be chosen in the form editor.

Each has `pattern`, `format` and `example`, so that clients over REST know them too.
"""

from collective.easyform.interfaces import IFieldValidator
from egov.portal import _
import re
from zope.interface import provider


def validator(message, pattern=None, format=None, example=None):
    """A named validator: a full match of the pattern, or the message. An empty value passes."""
    expression = re.compile(pattern)

    @provider(IFieldValidator)
    def validate(value, **kw):
        if value and not expression.fullmatch(str(value).strip()):
            return message
        return None

    validate.pattern = f"^{pattern}$"
    validate.format = format
    validate.example = example
    return validate


# 12 digits; the first three name the province or country of birth (Decree 70/2024/NĐ-CP).
personal_id = validator(
    _("A personal identification number has 12 digits."),
    pattern=r"0[0-9]{11}",
    example="001190000001",
)
phone = validator(
    _("A telephone number has 10 or 11 digits and begins with 0 or +84."),
    pattern=r"(0|\+84)[0-9]{9,10}",
    example="0912345678",
)
email = validator(
    _("This is not an e-mail address."),
    pattern=r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}",
    format="email",
    example="nguoidan@example.vn",
)
