"""Whether an agency is open: its weekly hours, the calendar's days off and make-up days.

On a make-up day (a day of the weekend that is worked) an agency without hours of its own for that
day keeps those of Monday.
"""

from dataclasses import dataclass
import datetime
from egov.portal.shared.clock import VIETNAM


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOK_AHEAD = 15  # days; the longest holidays are shorter


@dataclass(frozen=True)
class Opening:
    """`until`: datetime.time of the end when open; `opens`: the aware datetime it opens next."""

    open: bool
    until: datetime.time | None = None
    opens: datetime.datetime | None = None
    day_off: bool = False


def hours_on(rows, calendar, day):
    """[(opens, closes)] texts "HH:MM" of a date, in order; none when it is closed all day.

    :param rows: [{day, opens, closes}] as an agency has them
    :param calendar: a `shared.calendar.WorkingCalendar`
    """
    if day in calendar.days_off:
        return []
    name = DAYS[day.weekday()]
    own = [row for row in rows if row.get("day") == name]
    if not own and day in calendar.make_up:
        own = [row for row in rows if row.get("day") == "mon"]
    return sorted((row["opens"], row["closes"]) for row in own)


def opening_at(rows, calendar, moment):
    """The Opening at an aware datetime; None when no hours are known."""
    if not rows:
        return None
    moment = moment.astimezone(VIETNAM)
    today, clock = moment.date(), f"{moment:%H:%M}"
    day_off = today in calendar.days_off
    for opens, closes in hours_on(rows, calendar, today):
        if opens <= clock < closes:
            return Opening(True, until=datetime.time.fromisoformat(closes))
        if clock < opens:
            return Opening(False, opens=at(today, opens))
    for number in range(1, LOOK_AHEAD + 1):
        day = today + datetime.timedelta(days=number)
        hours = hours_on(rows, calendar, day)
        if hours:
            return Opening(False, opens=at(day, hours[0][0]), day_off=day_off)
    return Opening(False, day_off=day_off)


def at(day, clock):
    time = datetime.time.fromisoformat(clock)
    return datetime.datetime.combine(day, time, tzinfo=VIETNAM)
