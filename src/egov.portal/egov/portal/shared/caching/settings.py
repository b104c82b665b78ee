"""Settings of what is kept, edited in the control panel."""

from egov.portal import _
from egov.portal.shared.settings import records
from zope import schema
from zope.interface import Interface


PREFIX = "egov.portal.caching"


class ICachingSettings(Interface):
    """Registry records under `egov.portal.caching`."""

    enabled = schema.Bool(
        title=_("Keep pages for visitors who are not signed in"),
        description=_(
            "They are answered from memory until something they show changes. Without it every "
            "page is made anew for everybody."
        ),
        default=True,
        required=False,
    )
    megabytes = schema.Int(
        title=_("Memory for kept pages, in MB"),
        description=_("Of each process; what was not asked for longest goes first."),
        default=64,
        min=1,
        max=4096,
    )
    longest_minutes = schema.Int(
        title=_("Longest time a page is kept, in minutes"),
        description=_(
            "Changes, and publishing and expiry at a set time, are seen at once in any case."
        ),
        default=60,
        min=1,
        max=1440,
    )
    proxy_seconds = schema.Int(
        title=_("Seconds for which a proxy may answer without asking"),
        description=_(
            "For a server such as Varnish in front. A change is seen by its visitors so much "
            "later; 0: it asks each time, and is told in about a millisecond."
        ),
        default=0,
        min=0,
        max=3600,
    )


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(ICachingSettings, PREFIX)
