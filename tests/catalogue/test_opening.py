"""Whether an agency is open: hours, days off, make-up days, in Vietnam's time."""

import datetime
from egov.portal.catalogue.opening import opening_at
from egov.portal.shared.calendar import WorkingCalendar
import pytest


WEEK = [
    {"day": day, "opens": opens, "closes": closes}
    for day in ("mon", "tue", "wed", "thu", "fri")
    for opens, closes in (("13:30", "17:00"), ("07:30", "11:30"))
]
HOLIDAY = datetime.date(2026, 9, 2)  # a Wednesday
MAKE_UP = datetime.date(2026, 8, 22)  # a Saturday
CALENDAR = WorkingCalendar(frozenset({HOLIDAY}), frozenset({MAKE_UP}))
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


def said(text, rows=WEEK):
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
    opening = opening_at(rows, CALENDAR, moment)
    opens = f"{opening.opens:%d/%m %H:%M}" if opening.opens else None
    return opening.open, f"{opening.until:%H:%M}" if opening.until else opens


@pytest.mark.parametrize(
    "moment,expected",
    [
        ("2026-11-23T07:30", (True, "11:30")),
        ("2026-11-23T11:30", (False, "23/11 13:30")),
        ("2026-11-23T06:00", (False, "23/11 07:30")),
        ("2026-11-23T16:59", (True, "17:00")),
        ("2026-11-23T17:00", (False, "24/11 07:30")),
        ("2026-11-20T18:00", (False, "23/11 07:30")),
        ("2026-11-22T09:00", (False, "23/11 07:30")),
    ],
)
def test_hours_have_a_beginning_an_end_and_a_break(moment, expected):
    assert said(moment) == expected


def test_a_day_off_is_closed_and_says_so():
    moment = datetime.datetime(2026, 9, 2, 9, tzinfo=VIETNAM)
    opening = opening_at(WEEK, CALENDAR, moment)
    assert not opening.open and opening.day_off
    assert opening.opens.date() == datetime.date(2026, 9, 3)


def test_a_make_up_saturday_has_mondays_hours_unless_it_has_its_own():
    assert said("2026-08-22T14:00") == (True, "17:00")
    own = [*WEEK, {"day": "sat", "opens": "07:30", "closes": "11:30"}]
    assert said("2026-08-22T14:00", own) == (False, "24/08 07:30")
    assert said("2026-08-29T08:00", own) == (True, "11:30")


def test_it_is_vietnams_clock_that_counts():
    utc = datetime.datetime(2026, 11, 23, 1, tzinfo=datetime.UTC)
    assert opening_at(WEEK, CALENDAR, utc).open


def test_unknown_hours_are_told_as_nothing_and_no_reopening_as_closed():
    moment = datetime.datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    assert opening_at([], CALENDAR, moment) is None
    assert opening_at(None, CALENDAR, moment) is None
    one = [{"day": "wed", "opens": "08:00", "closes": "09:00"}]
    everything_off = WorkingCalendar(
        frozenset(moment.date() + datetime.timedelta(days=n) for n in range(40)), frozenset()
    )
    assert opening_at(one, everything_off, moment).opens is None
