"""The portal's time: every stored moment is aware, in the time zone of the site.

Never the machine's, which often is UTC: seven hours of each day it has another date than Vietnam.
"""

import datetime
from plone.registry.interfaces import IRegistry
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError
from zope.component import queryUtility


VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def timezone():
    """The site's time zone; Vietnam's when none, or an unknown one, is set."""
    registry = queryUtility(IRegistry)
    name = registry.get("plone.portal_timezone") if registry is not None else None
    try:
        return ZoneInfo(name) if name else VIETNAM
    except (ZoneInfoNotFoundError, ValueError):
        return VIETNAM


def now():
    """This moment, aware, to the second as receipts show it.

    The offset is a fixed one: a named zone is not stored in the database, and what was said to a
    sender does not change with the rules of a zone.
    """
    moment = datetime.datetime.now(timezone()).replace(microsecond=0)
    return moment.replace(tzinfo=datetime.timezone(moment.utcoffset()))


def today():
    """The date of this moment, by the site's clock."""
    return datetime.datetime.now(timezone()).date()
