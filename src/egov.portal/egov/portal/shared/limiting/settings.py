"""The limits, edited in the control panel."""

from egov.portal import _
from egov.portal.shared.settings import records
import functools
import ipaddress
from limits import parse_many
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid


MOST_HITS = 100_000


def valid_rates(value):
    """Rates such as "60/minute; 600/hour"; an empty text for none."""
    try:
        rates = parsed(value or "")
    except ValueError:
        rates = None
    if rates is None or any(not 0 < rate.amount <= MOST_HITS for rate in rates):
        raise Invalid(_("Write rates such as 60/minute; 600/hour, or nothing for no limit."))
    return True


def valid_address(value):
    try:
        ipaddress.ip_network((value or "").strip(), strict=False)
    except ValueError:
        raise Invalid(
            _("Write an address or a network such as 203.0.113.7 or 203.0.113.0/24.")
        ) from None
    return True


@functools.lru_cache(maxsize=64)
def parsed(text, factor=1):
    """The `limits.RateLimitItem`s in a text; ValueError."""
    if not text.strip():
        return ()
    return tuple(
        type(rate)(rate.amount * factor, rate.multiples) for rate in parse_many(text.strip())
    )


class ILimitSettings(Interface):
    """Registry records under `egov.portal.limits`; the names are those `hit` is called with."""

    submit = schema.TextLine(
        title=_("Applications sent"),
        description=_("For each address, or signed-in user; for example 60/minute; 600/hour"),
        default="60/minute; 600/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    draft = schema.TextLine(
        title=_("Drafts begun"),
        default="60/minute; 600/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    upload = schema.TextLine(
        title=_("Files sent"),
        default="120/minute",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    track = schema.TextLine(
        title=_("Applications looked up by code and secret"),
        default="60/minute",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    track_code = schema.TextLine(
        title=_("Applications looked up by the code alone"),
        default="20/minute",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    track_failed = schema.TextLine(
        title=_("Wrong secrets from one address"),
        description=_("The right secret opens its application whatever was counted"),
        default="100/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    sign_in = schema.TextLine(
        title=_("Wrong passwords from one address"),
        default="20/minute; 100/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    sign_in_name = schema.TextLine(
        title=_("Wrong passwords for one user name from one address"),
        default="30/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    sign_in_anywhere = schema.TextLine(
        title=_("Wrong passwords for one user name from all addresses together"),
        description=_(
            "When it is reached, nobody signs in with that name for a while, its owner included: "
            "keep it much higher than the limit from one address"
        ),
        default="500/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    forgotten = schema.TextLine(
        title=_("Letters for a forgotten password or user name"),
        description=_("For each address, and for each user name from all addresses together"),
        default="5/minute; 20/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    contact = schema.TextLine(
        title=_("Messages by the contact form"),
        default="5/minute; 20/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    useful = schema.TextLine(
        title=_("Answers on whether a page was useful"),
        default="20/minute; 100/hour",
        required=False,
        missing_value="",
        constraint=valid_rates,
    )
    factor = schema.Int(
        title=_("Raised limits: times as much"),
        description=_("For people who work for an agency, and for the addresses below"),
        default=10,
        min=1,
        max=1000,
    )
    addresses = schema.List(
        title=_("Addresses with raised limits"),
        description=_("Kiosks, one-stop offices, other systems: an address or a network a line"),
        value_type=schema.TextLine(constraint=valid_address),
        default=[],
        required=False,
        missing_value=[],
    )


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(ILimitSettings, "egov.portal.limits")


def rates_of(name, factor=1):
    """The rates of a field of `ILimitSettings`, a number of times as high."""
    return parsed(getattr(settings(), name) or "", factor)
