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


def named(found, name):
    """The findings of one check, of all without a name.

    :raises LookupError: where there is no such check: a monitor must not take that for good news
    """
    chosen = [each for each in found if name in (None, each.name)]
    if name is not None and not chosen:
        raise LookupError(name)
    return chosen


def overall(found):
    """The worst status of all."""
    return max((finding.status for finding in found), key=ORDER.index, default=OK)


# path of a site -> (monotonic time, its findings)
kept = {}


def findings_kept():
    """What all checks say, at most a few seconds old; for strangers, whatever they ask for."""
    path = "/".join(api.portal.get().getPhysicalPath())
    at, found = kept.get(path, (0.0, None))
    if found is None or time.monotonic() - at > KEPT:
        found = findings()
        kept[path] = (time.monotonic(), found)
    return found


def forget():
    """Look anew the next time."""
    kept.clear()
