"""What is not known of the days to come."""

from egov.portal import _
from egov.portal.shared.calendar.days import stored_days
from egov.portal.shared.calendar.known import known_days
from egov.portal.shared.clock import now


# From this month on the next year is looked at: long time limits reach into it.
MONTH = 10


def outlook(rows, today):
    """A message when days to come are missing or not confirmed, else None.

    :param rows: [{date, confirmed, ...}]
    """
    for year in [today.year, *([today.year + 1] if today.month >= MONTH else [])]:
        days = [row for row in rows if row["date"].year == year]
        if not days:
            return _("The calendar has no days for ${year}.", mapping={"year": year})
        open_days = [row for row in days if row["date"] >= today and not row["confirmed"]]
        if open_days:
            return _(
                "${number} days of ${year} are not confirmed yet.",
                mapping={"number": len(open_days), "year": year},
            )
    return None


def check_calendar():
    """The health check: (status, message)."""
    rows = stored_days()
    message = outlook(known_days() if rows is None else rows, now().date())
    return ("warning", message) if message else ("ok", _("The days to come are confirmed."))
