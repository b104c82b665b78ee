"""Health: what a monitor, a balancer and an administrator are told about the portal.

Each room registers what it looks at: a named utility that provides `IHealthCheck`.
"""

from egov.portal import _
import logging
from plone import api
import time
from typing import NamedTuple
from zope.component import getUtilitiesFor
from zope.interface import Interface


logger = logging.getLogger("egov.portal.health")
OK, WARNING, ERROR = "ok", "warning", "error"
ORDER = (OK, WARNING, ERROR)
# So many seconds strangers are given the same answer: looking costs more than asking.
KEPT = 5.0


class IHealthCheck(Interface):
    """Looks at one thing: a utility with the name of that thing."""

    def __call__():
        """(status, message): ok, warning or error; a text for administrators, to be translated.

        `error` is for what keeps the portal from its work. Takes a second at most, writes nothing.
        """


class Finding(NamedTuple):
    """What one check said."""

    name: str
    status: str
    message: str


def findings():
    """What all checks say, by name. One that fails itself is an error."""
    found = []
    for name, check in sorted(getUtilitiesFor(IHealthCheck)):
        try:
            status, message = check()
        except Exception:
            logger.exception("The health check %s failed", name)
            status, message = ERROR, _("This check failed: see the log.")
        found.append(Finding(name, status, message))
    return found


def overall(found):
    """The worst status of all."""
    return max((finding.status for finding in found), key=ORDER.index, default=OK)


kept = {}


def overall_kept(name=None):
    """The overall status, or that of one check, at most a few seconds old; for strangers."""
    key = ("/".join(api.portal.get().getPhysicalPath()), name)
    at, status = kept.get(key, (0.0, None))
    if status is None or time.monotonic() - at > KEPT:
        status = overall([each for each in findings() if name in (None, each.name)])
        kept[key] = (time.monotonic(), status)
    return status


def forget():
    """Look anew the next time."""
    kept.clear()
