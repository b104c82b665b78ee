"""The portal's time: every stored moment is aware, in the time zone of the site."""

from plone.registry.interfaces import IRegistry
from zope.component import queryUtility
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError
import datetime


VIETNAM = "Asia/Ho_Chi_Minh"


def timezone():
    """The site's time zone; Vietnam's when none, or an unknown one, is set."""
    registry = queryUtility(IRegistry)
    name = registry.get("plone.portal_timezone") if registry is not None else None
    try:
        return ZoneInfo(name or VIETNAM)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(VIETNAM)


def now():
    """This moment, aware, to the second as receipts show it."""
    return datetime.datetime.now(timezone()).replace(microsecond=0)
