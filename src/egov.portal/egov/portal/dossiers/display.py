"""Moments and sizes as people read them."""

from egov.portal.shared.clock import timezone
from egov.portal.shared.typed import first_shown


def moment(value):
    """An aware datetime as 21/11/2026 14:05 in the site's time zone; empty for None."""
    return value.astimezone(timezone()).strftime("%d/%m/%Y %H:%M") if value else ""


def size(count):
    """Bytes as B, kB or MB, the decimal comma as in Vietnamese."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")


def page_start(request, size):
    """`b_start` of the query, a multiple of the page's size; 0 for what is no number."""
    return first_shown(request) // size * size
