"""Mail: a letter that is delivered when the other side has said so."""

from egov.portal.shared.mail.delivery import deliver
from egov.portal.shared.mail.delivery import why_not
from egov.portal.shared.mail.message import message
from egov.portal.shared.mail.settings import public_address


__all__ = ["deliver", "message", "public_address", "why_not"]
