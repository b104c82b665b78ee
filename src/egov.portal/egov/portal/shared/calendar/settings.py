"""The calendar as stored, and the rules by which time limits are reckoned."""

from collective.z3cform.datagridfield.row import DictRow
from dataclasses import dataclass
import datetime
from egov.portal import _
from egov.portal.shared.calendar.days import HOLIDAY
from egov.portal.shared.calendar.days import MAKE_UP
from egov.portal.shared.calendar.known import known_days
from egov.portal.shared.fields import Line
from egov.portal.shared.settings import records
import functools
from plone.registry.interfaces import IRegistry
import re
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


TIME = r"([01]?\d|2[0-3]):([0-5]\d)"
SPAN = re.compile(rf"\s*{TIME}\s*[-–]\s*{TIME}\s*")
PREFIX = "egov.portal.calendar"


def office_hours(text):
    """((begin, end), ...) times of "07:30-11:30, 13:30-17:00", in order; ValueError."""
    spans = []
    for part in re.split("[,;]", text or ""):
        match = SPAN.fullmatch(part)
        if not match:
            raise ValueError(text)
        numbers = [int(number) for number in match.groups()]
        spans.append((datetime.time(*numbers[:2]), datetime.time(*numbers[2:])))
    moments = [moment for span in spans for moment in span]
    if any(later <= earlier for earlier, later in zip(moments, moments[1:], strict=False)):
        raise ValueError(text)
    return tuple(spans)


def time_of(text):
    """The time in "15:00"; None of an empty text; ValueError."""
    if not (text or "").strip():
        return None
    match = re.fullmatch(TIME, text.strip())
    if not match:
        raise ValueError(text)
    return datetime.time(int(match[1]), int(match[2]))


def valid_office_hours(value):
    try:
        office_hours(value)
    except ValueError:
        raise Invalid(_("Write spans of time in their order: 07:30-11:30, 13:30-17:00")) from None
    return True


def valid_time(value):
    try:
        time_of(value)
    except ValueError:
        raise Invalid(_("Write a time such as 15:00")) from None
    return True


KINDS = SimpleVocabulary(
    [
        SimpleTerm(HOLIDAY, title=_("Day off")),
        SimpleTerm(MAKE_UP, title=_("Make-up working day")),
    ]
)


class IDayRow(Interface):
    """A day that is not as its day of the week says."""

    date = schema.Date(title=_("Date"))
    kind = schema.Choice(title=_("What it is"), vocabulary=KINDS, default=HOLIDAY)
    name = Line(title=_("Name"), required=True)
    name_en = Line(title=_("Name in English"))
    confirmed = schema.Bool(title=_("Confirmed"), required=False, default=False)


class ICalendar(Interface):
    """A record of the registry."""

    days = schema.List(
        title=_("Days off and make-up days"),
        value_type=DictRow(title=_("Day off"), schema=IDayRow),
        default=known_days(),
        required=False,
    )


class IDeadlineSettings(Interface):
    """Records of the registry, under `egov.portal.calendar`."""

    office_hours = schema.TextLine(
        title=_("Office hours"),
        description=_("Time limits end when the last of them does; hours are counted within them"),
        default="07:30-11:30, 13:30-17:00",
        constraint=valid_office_hours,
    )
    last_time = schema.TextLine(
        title=_("Last time of receipt"),
        description=_(
            "What arrives from this time on counts as received the next working morning. "
            "Empty: until midnight."
        ),
        default="15:00",
        required=False,
        missing_value="",
        constraint=valid_time,
    )
    first_day_counts = schema.Bool(
        title=_("The day of receipt is counted"),
        description=_("The Civil Code begins with the day after it (article 147)"),
        default=False,
        required=False,
    )


@dataclass(frozen=True)
class Rules:
    """`office_hours`: ((begin, end), ...) times; `last_time`: a time or None."""

    office_hours: tuple = office_hours(IDeadlineSettings["office_hours"].default)
    last_time: datetime.time | None = time_of(IDeadlineSettings["last_time"].default)
    first_day_counts: bool = False


@functools.lru_cache(maxsize=16)
def rules_from(hours, last_time, first_day_counts):
    return Rules(office_hours(hours), time_of(last_time), bool(first_day_counts))


def current_rules():
    """The site's Rules; the defaults outside of one."""
    if queryUtility(IRegistry) is None:
        return Rules()
    record = records(IDeadlineSettings, PREFIX)
    return rules_from(record.office_hours, record.last_time, record.first_day_counts)
