"""Settings of scanning, edited in the control panel."""

from egov.portal import _
from egov.portal.shared.scanning.clamd import parsed
from egov.portal.shared.settings import records
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid


PREFIX = "egov.portal.scanning"


def valid_address(value):
    try:
        if value:
            parsed(value)
    except ValueError:
        raise Invalid(_("Write unix:/path/of/the/socket or host:port.")) from None
    return True


class IScanningSettings(Interface):
    """Registry records under `egov.portal.scanning`."""

    address = schema.ASCIILine(
        title=_("Address of the virus scanner (clamd)"),
        description=_(
            "unix:/run/clamav/clamd.ctl or host:port, for example 127.0.0.1:3310. Empty: there is "
            "no scanner, and what citizens send along stays in quarantine."
        ),
        default="",
        required=False,
        constraint=valid_address,
    )
    timeout = schema.Int(
        title=_("Longest scan of a file, in seconds"),
        description=_("A file that takes longer is tried again later."),
        default=60,
        min=1,
        max=240,
    )
    hand_out_unscanned = schema.Bool(
        title=_("Hand out files that were not scanned"),
        description=_(
            "A risk: officers may open a file with a virus. Files in which a virus was found, or "
            "which the scanner cannot look into, are never handed out."
        ),
        default=False,
        required=False,
    )


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(IScanningSettings, PREFIX)
