"""When something is due.

Stopping while the applicant is waited for, and re-appointments, are not reckoned with here: they
take the place of `received` and of `time` in what calls this.
"""

import calendar
import datetime
from egov.portal.shared.calendar.days import current_calendar
from egov.portal.shared.calendar.settings import current_rules
from egov.portal.shared.clock import VIETNAM
import math


# More than this is no time limit but a mistake.
LONGEST = {"WORKING_DAY": 10_000, "DAY": 40_000, "HOUR": 20_000, "MONTH": 1200, "YEAR": 100}


def due(received, time, unit, days=None, rules=None):
    """The aware moment until which something has to be done, in Vietnam's time.

    The day of receipt is not counted; a limit in days, months or years that ends on a day off ends
    on the next working day, and at the end of office hours (Civil Code 2015, articles 147 and 148).
    What arrives after the last time of receipt, or on a day off, counts as received the next
    working morning (Decree 61/2018/NĐ-CP, article 18). A month ends on the day of the same number,
    or on its last one. Hours are hours of work.

    :param received: aware moment
    :param time: number of units; a part of one counts as a whole
    :param unit: WORKING_DAY, DAY, HOUR, MONTH or YEAR
    :param days: a WorkingCalendar, the site's unless given
    :param rules: the Rules, the site's unless given
    :returns: None where there is no time, or a unit that is none of these
    """
    if not time or not 0 < time <= LONGEST.get(unit, 0):
        return None
    days = days or current_calendar()
    rules = rules or current_rules()
    received = counted_from(received.astimezone(VIETNAM).replace(tzinfo=None), days, rules)
    if unit == "HOUR":
        return aware(after_hours(received, time, days, rules))
    number = math.ceil(time)
    first = received.date()
    if unit == "WORKING_DAY":
        last = days.after(first, number - rules.first_day_counts)
    else:
        last = LATER[unit](first, number)
        if rules.first_day_counts:
            last -= datetime.timedelta(days=1)
        last = days.from_day(last)
    return aware(datetime.datetime.combine(last, rules.office_hours[-1][1]))


def counted_from(moment, days, rules):
    """The moment itself, or the beginning of the next morning of work that it counts as."""
    day = moment.date()
    if rules.last_time is not None and moment.time() >= rules.last_time:
        day += datetime.timedelta(days=1)
    day = days.from_day(day)
    if day == moment.date():
        return moment
    return datetime.datetime.combine(day, rules.office_hours[0][0])


def after_hours(moment, hours, days, rules):
    """The moment after so many hours of work."""
    left = datetime.timedelta(hours=hours)
    day = days.from_day(moment.date())
    while True:
        for begin, end in rules.office_hours:
            begin = max(datetime.datetime.combine(day, begin), moment)
            length = datetime.datetime.combine(day, end) - begin
            if left <= length:
                return begin + left
            left -= max(length, datetime.timedelta())
        day = days.after(day)


def months_later(day, number):
    """The day of the same number, or the last one of its month."""
    years, month = divmod(day.month - 1 + number, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


LATER = {
    "DAY": lambda day, number: day + datetime.timedelta(days=number),
    "MONTH": months_later,
    "YEAR": lambda day, number: months_later(day, 12 * number),
}


def aware(moment):
    """With the offset alone: a named zone is not stored in the database."""
    offset = moment.replace(tzinfo=VIETNAM).utcoffset()
    return moment.replace(tzinfo=datetime.timezone(offset))
