"""Kinds of schema fields that several types use, and the checks of what is typed into them."""

from collective.z3cform.datagridfield.row import DictRow
from egov.portal import _
from egov.portal.shared.text import clean
import re
from urllib.parse import urlsplit
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import ValidationError


EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
PHONE = re.compile(r"\+?[0-9][0-9 .()/-]{1,30}")
CODE = re.compile(r"[^\W_][\w.-]*")


class CleanText:
    """Empty is "", and what is typed is brought into composed form."""

    def __init__(self, **options):
        options.setdefault("required", False)
        super().__init__(missing_value="", default="", **options)

    def fromUnicode(self, value):
        value = clean(value)
        self.validate(value)
        return value


class Line(CleanText, schema.TextLine):
    """A line of text."""


class Paragraphs(CleanText, schema.Text):
    """Text of several lines, which end as stored ones do.

    Browsers send another line end than what is stored; without this every edit would change
    every text.
    """


class IAmount(IFloat):
    """A number that people write with dots or commas between thousands."""


@implementer(IAmount)
class Amount(schema.Float):
    """An amount of money."""


class ICoordinate(IFloat):
    """A number whose dot or comma always stands before decimals."""


@implementer(ICoordinate)
class Coordinate(schema.Float):
    """Degrees of latitude or longitude."""


def table(title, row, description=""):
    """A list of rows, each a plain dict with the keys of the schema `row`."""
    return schema.List(
        title=title,
        description=description,
        value_type=DictRow(title=title, schema=row),
        required=False,
        defaultFactory=list,
        missing_value=[],
    )


def choices(title, vocabulary, description=""):
    """A list of values of the named vocabulary, each at most once."""
    return schema.List(
        title=title,
        description=description,
        value_type=schema.Choice(vocabulary=vocabulary),
        unique=True,
        required=False,
        defaultFactory=list,
        missing_value=[],
    )


def lines(title, description="", constraint=None):
    """A list of texts, typed one a line."""
    options = {"constraint": constraint} if constraint else {}
    return schema.List(
        title=title,
        description=description,
        value_type=schema.TextLine(**options),
        required=False,
        defaultFactory=list,
        missing_value=[],
    )


class NotWellFormed(ValidationError):
    """A constraint's complaint, with a message for whoever typed the value.

    `zope.interface.Invalid` would do for forms, but over REST it is no error of the client.
    """

    def __init__(self, message):
        super().__init__(message)
        self.message = message

    def doc(self):
        return self.message


def web_address(value):
    """An http or https address with a host, without blanks."""
    if not value:
        return True
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or re.search(r"\s", value):
        raise NotWellFormed(_("Write a whole web address, for example https://example.gov.vn"))
    return True


def email_address(value):
    """An address of the form name@host.domain."""
    if value and not EMAIL.fullmatch(value):
        raise NotWellFormed(_("Write an e-mail address, for example motcua@example.gov.vn"))
    return True


def phone_number(value):
    """Digits, with blanks, dots, dashes, slashes or brackets between them."""
    if value and not PHONE.fullmatch(value):
        raise NotWellFormed(_("Write a telephone number with digits, for example 024 3825 1234"))
    return True


def code_format(value):
    """Letters, digits, dots, dashes and low lines, beginning with a letter or digit."""
    if value and not CODE.fullmatch(value):
        raise NotWellFormed(
            _("A code has only letters, digits, dots and dashes, for example 1.001193")
        )
    return True


class FieldInvalid(Invalid):
    """An invariant's complaint about one field: shown beside that field.

    `field` is the field's name in the schema.
    """

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


def in_order(data, first, last, message):
    """Complain about the field `last` when its date is before the one of `first`."""
    start = getattr(data, first, None)
    end = getattr(data, last, None)
    if start and end and end < start:
        raise FieldInvalid(last, message)
