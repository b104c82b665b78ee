"""Whether letters can be sent."""

from egov.portal import _
from egov.portal.shared.health import OK
from egov.portal.shared.health import WARNING
from egov.portal.shared.mail.delivery import why_not
from egov.portal.shared.mail.settings import public_address


def mail():
    """Whether a server and a sender are set, and the address that letters link to."""
    if reason := why_not():
        return WARNING, reason
    if not public_address():
        return WARNING, _("Letters have no links: the portal's own address is not set.")
    return OK, _("Letters are sent.")
