"""Days that are worked and days that are not."""

from dataclasses import dataclass
import datetime
from egov.portal.shared.calendar.known import known_days
import functools
from plone.registry.interfaces import IRegistry
from zope.component import queryUtility


HOLIDAY = "holiday"
MAKE_UP = "make_up"
RECORD = "egov.portal.calendar.days"
ONE_DAY = datetime.timedelta(days=1)
# What was made of the stored days: [(the list as stored, its calendar)], newest first. The list in
# the registry is replaced, never changed, and each connection has its own, as its transaction sees
# it: whoever changes the calendar, in this process or another, the next transaction reads another.
_made = []
MOST_KEPT = 16


@dataclass(frozen=True)
class WorkingCalendar:
    """`days_off`: holidays, `make_up`: days of weekends that are worked; frozensets of dates."""

    days_off: frozenset = frozenset()
    make_up: frozenset = frozenset()

    def works(self, day):
        """Whether offices work on this date."""
        return day in self.make_up or (day.weekday() < 5 and day not in self.days_off)

    def from_day(self, day):
        """The date itself if it is worked, else the next that is."""
        while not self.works(day):
            day += ONE_DAY
        return day

    def after(self, day, number=1):
        """The working day that comes `number` working days after a date.

        :raises OverflowError: beyond the year 9999
        """
        for _day in range(number):
            day = self.from_day(day + ONE_DAY)
        return day


def calendar_of(rows):
    """The WorkingCalendar of rows {date, kind, ...}."""
    return WorkingCalendar(
        days_off=frozenset(row["date"] for row in rows if row["kind"] == HOLIDAY),
        make_up=frozenset(row["date"] for row in rows if row["kind"] == MAKE_UP),
    )


@functools.cache
def shipped_calendar():
    return calendar_of(known_days())


def stored_days():
    """[{date, kind, confirmed, name, name_en}] of the site; None where it has no calendar yet."""
    registry = queryUtility(IRegistry)
    return registry.get(RECORD) if registry is not None else None


def current_calendar():
    """The site's WorkingCalendar; what ships where it has none yet."""
    rows = stored_days()
    if rows is None:
        return shipped_calendar()
    for known, calendar in _made:
        if known is rows:
            return calendar
    calendar = calendar_of(rows)
    _made.insert(0, (rows, calendar))
    del _made[MOST_KEPT:]
    return calendar
