"""Builders of schema fields that several types use: tables, choices, lines, and their checks."""

from collective.z3cform.datagridfield.row import DictRow
from egov.portal import _
import re
from urllib.parse import urlsplit
from zope import schema
from zope.interface import Invalid


EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
PHONE = re.compile(r"\+?[0-9][0-9 .()/-]{1,30}")


def table(title, row, description=""):
    """A list of rows, each a plain dict with the keys of the schema `row`."""
    return schema.List(
        title=title,
        description=description,
        value_type=DictRow(title=title, schema=row),
        required=False,
        defaultFactory=list,
    )


def choices(title, vocabulary, description=""):
    """A list of values of the named vocabulary."""
    return schema.List(
        title=title,
        description=description,
        value_type=schema.Choice(vocabulary=vocabulary),
        required=False,
        defaultFactory=list,
    )


def lines(title, description=""):
    """A list of texts, typed one a line."""
    return schema.List(
        title=title,
        description=description,
        value_type=schema.TextLine(),
        required=False,
        defaultFactory=list,
    )


def web_address(value):
    """An http or https address with a host."""
    if value:
        try:
            parts = urlsplit(value)
        except ValueError:
            parts = None
        if not parts or parts.scheme not in ("http", "https") or not parts.hostname:
            raise Invalid(_("Write a whole web address, for example https://example.gov.vn"))
        if re.search(r"\s", value):
            raise Invalid(_("A web address has no blank in it."))
    return True


def email_address(value):
    """An address of the form name@host.domain."""
    if value and not EMAIL.fullmatch(value):
        raise Invalid(_("Write an e-mail address, for example motcua@example.gov.vn"))
    return True


def phone_number(value):
    """Digits, with blanks, dots, dashes, slashes or brackets between them."""
    if value and not PHONE.fullmatch(value):
        raise Invalid(_("Write a telephone number with digits, for example 024 3825 1234"))
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
