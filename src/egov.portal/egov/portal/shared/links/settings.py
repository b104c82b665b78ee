"""Settings of the check of links, edited in the control panel."""

from egov.portal import _
from egov.portal.shared.settings import records
from zope import schema
from zope.interface import Interface


PREFIX = "egov.portal.links"


class ILinkSettings(Interface):
    """Registry records under `egov.portal.links`."""

    active = schema.Bool(
        title=_("Ask other sites whether links to them still work"),
        description=_(
            "The server asks each address for its head only. Leave it off where the server cannot "
            "reach the internet: all links would seem broken. Links within the portal are always "
            "checked."
        ),
        default=False,
        required=False,
    )
    days = schema.Int(
        title=_("Ask again after so many days"),
        default=7,
        min=1,
        max=365,
    )
    per_minute = schema.Int(
        title=_("Addresses a minute"),
        description=_("At most so many are asked, so that no other site is burdened"),
        default=20,
        min=1,
        max=120,
    )


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(ILinkSettings, PREFIX)
