"""When something begins or ends to be shown by itself: the end of what was kept before."""

from datetime import datetime
from datetime import timedelta
from egov.portal.shared.clock import timezone
from egov.portal.shared.clock import VIETNAM


MINUTE = 60


def next_midnight(now):
    """Seconds since 1970 of the next day's beginning, here or by the clock of site or machine."""
    moments = []
    for zone in (VIETNAM, timezone(), None):
        today = datetime.fromtimestamp(now, zone)
        day = today.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        moments.append(day.timestamp())
    return min(moments)


def next_change(catalog, now):
    """Seconds since 1970 of the next publication or expiry that was set by an editor.

    `catalog`: the `ZCatalog.Catalog` of the portal. Its index of ranges counts in whole minutes:
    what begins in a minute is there all of it, and so is what ends in it.
    """
    index = catalog.indexes.get("effectiveRange")
    if index is None:
        return float("inf")
    minute = int(now // MINUTE)
    found = [first(getattr(index, name), minute + 1) for name in ("_since", "_since_only")]
    found += [first(getattr(index, name), minute) + 1 for name in ("_until", "_until_only")]
    return min(found) * MINUTE


def first(tree, least):
    """The least key of a tree from this one on; infinite without one."""
    try:
        return tree.minKey(least)
    except ValueError:
        return float("inf")


def ends_at(catalog, began, longest):
    """Until when what was begun to be made at `began` is right; `longest` in seconds."""
    return min(began + longest, next_midnight(began), next_change(catalog, began))
