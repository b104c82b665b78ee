"""When something is due: a first clock, of weekends only.

Public holidays, make-up days, hours and months belong to the editable calendar that takes the
place of `is_working_day`; callers stay as they are.
"""

import datetime


# Received from this hour on counts as received the next working morning
# (Circular 01/2018/TT-VPCP).
LAST_HOUR = 15


def is_working_day(day):
    """Whether offices work on this date."""
    return day.weekday() < 5


def next_working_day(day):
    day += datetime.timedelta(days=1)
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day


def due(received, time, unit, last_hour=LAST_HOUR):
    """The aware end of `time` units (WORKING_DAY or DAY) after `received`.

    The first day is not counted. None where there is no time, or a unit not reckoned with yet.
    The result is the end of office hours, 17:00, of the day it falls on.
    """
    if not time or unit not in ("WORKING_DAY", "DAY"):
        return None
    day = received.date()
    if received.hour >= last_hour or not is_working_day(day):
        day = next_working_day(day)
    if unit == "DAY":
        day += datetime.timedelta(days=time)
    else:
        for _day in range(time):
            day = next_working_day(day)
    return datetime.datetime.combine(day, datetime.time(17), received.tzinfo)
