"""Settings of the outbox, edited in the control panel."""

from egov.portal import _
from egov.portal.shared.outbox.policy import Policy
from egov.portal.shared.settings import records
from zope import schema
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
    reconciling_hours = schema.Int(
        title=_("Look for what is unfinished every so many hours"),
        description=_("All dossiers are looked at, little by little"),
        default=6,
        min=1,
        max=7 * 24,
    )


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(IOutboxSettings, PREFIX)


def policy():
    """The settings as the worker takes them."""
    record = settings()
    return Policy(
        attempts=record.attempts,
        first_delay=float(record.first_delay),
        longest_delay=float(record.longest_delay),
    )
