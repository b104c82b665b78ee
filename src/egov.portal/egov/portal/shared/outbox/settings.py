"""Settings of the outbox, edited in the control panel."""

from egov.portal import _
from egov.portal.shared.outbox.policy import Policy
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "egov.portal.outbox"


class IOutboxSettings(Interface):
    """Registry records under `egov.portal.outbox`."""

    attempts = schema.Int(
        title=_("Attempts"),
        description=_("How often something is tried before it is left to an administrator"),
        default=12,
        min=1,
        max=100,
    )
    first_delay = schema.Int(
        title=_("First delay"),
        description=_("Seconds before the second attempt; each later delay is twice as long"),
        default=60,
        min=1,
        max=3600,
    )
    longest_delay = schema.Int(
        title=_("Longest delay"),
        description=_("Seconds; no delay becomes longer than this"),
        default=4 * 3600,
        min=1,
        max=7 * 24 * 3600,
    )


def policy():
    """The settings as the worker takes them; defaults where the site has none."""
    registry = queryUtility(IRegistry)
    if registry is None:
        return Policy()
    record = registry.forInterface(IOutboxSettings, check=False, prefix=PREFIX)
    return Policy(
        attempts=record.attempts,
        first_delay=float(record.first_delay),
        longest_delay=float(record.longest_delay),
    )
