"""Who sent a request: a user, an address, a network."""

from AccessControl import getSecurityManager
from egov.portal.shared.limiting.settings import settings
import functools
import ipaddress
import logging
from ZPublisher import HTTPRequest


logger = logging.getLogger("egov.portal.limits")
IPV6_NETWORK = 64  # bits: what one subscriber gets


def sender_of(request):
    """A text that stays the same for one sender: of a user, or of an address."""
    user = current_user()
    return f"user {user}" if user else f"address {network_of(request.getClientAddr())}"


def factor_of(request):
    """How many times the usual limits the sender may use up."""
    record = settings()
    if "Staff" in getSecurityManager().getUser().getRoles():
        return record.factor
    networks = networks_from(tuple(record.addresses or ()))
    address = address_from(request.getClientAddr()) if networks else None
    if address is not None and any(address in network for network in networks):
        return record.factor
    return 1


def current_user():
    return getSecurityManager().getUser().getId()


def network_of(text):
    """An IPv4 address as it is, an IPv6 address by its /64: one subscriber has all of it.

    The address of a request is that of the connection, or what a trusted proxy wrote in
    X-Forwarded-For (`trusted-proxy` in zope.conf): what a stranger writes there is not looked at.
    """
    address = address_from(text)
    if address is None:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
    return str(address)


def address_from(text):
    """The address in "203.0.113.7", "203.0.113.7:4711", "[2001:db8::1]:4711"; None of others."""
    text = (text or "").strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


@functools.lru_cache(maxsize=8)
def networks_from(lines):
    return tuple(ipaddress.ip_network(line.strip(), strict=False) for line in lines)


def untrusted_proxy(request):
    """Whether a proxy that nobody declared trusted seems to stand in front of all visitors.

    Then all of them share the limits of one address.
    """
    if HTTPRequest.trusted_proxies or not request.environ.get("HTTP_X_FORWARDED_FOR"):
        return False
    address = address_from(request.environ.get("REMOTE_ADDR"))
    return address is not None and address.is_private
