"""Which days are worked: weekends, public holidays and make-up days, edited through the web."""

from egov.portal.shared.calendar.days import current_calendar
from egov.portal.shared.calendar.days import WorkingCalendar


__all__ = ["current_calendar", "WorkingCalendar"]
