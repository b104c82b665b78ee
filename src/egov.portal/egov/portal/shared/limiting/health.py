"""What administrators are told about the limits."""

from egov.portal import _
from egov.portal.shared import limiting
from egov.portal.shared.limiting import counting


def check_limits():
    """The health check: (status, message)."""
    if limiting.is_off():
        return "warning", _("Rate limits are lifted by EGOV_RATE_LIMITS=off.")
    if limiting.warn_of_proxy.cache_info().currsize:
        return "warning", _(
            "A proxy in front of the portal is not named in EGOV_TRUSTED_PROXIES: all visitors "
            "share the rate limits of one address."
        )
    if not counting.counts():
        return "warning", _("The storage of rate limits cannot be used: see the log.")
    return "ok", _("Rate limits are counted.")
