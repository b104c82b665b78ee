"""Dates and moments as people read them.

In English the month is a word: of 05/11/2026 half the world would read the month first.
"""

from egov.portal.shared.clock import timezone
from egov.portal.shared.language import language_of
from zope.globalrequest import getRequest


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def written_day(value, language):
    """`22/11/2026`, in English `22 November 2026`.

    :param value: a date or datetime, which is read as it is
    """
    if language == "en":
        return f"{value.day} {written_month(value, language)}"
    return f"{value:%d/%m/%Y}"


def written_day_of_year(value, language):
    """`22/11`, in English `22 November`."""
    return f"{value.day} {MONTHS[value.month - 1]}" if language == "en" else f"{value:%d/%m}"


def written_month(value, language):
    """`11/2026`, in English `November 2026`."""
    if language == "en":
        return f"{MONTHS[value.month - 1]} {value.year}"
    return f"{value:%m/%Y}"


def written_moment(value, language=None):
    """`22/11/2026 14:05`, in English `22 November 2026, 14:05`, in the site's time zone.

    :param value: an aware datetime; None gives an empty text
    :param language: None for that of the request
    """
    if not value:
        return ""
    language = language or language_of(getRequest())
    local = value.astimezone(timezone())
    comma = "," if language == "en" else ""
    return f"{written_day(local, language)}{comma} {local:%H:%M}"
