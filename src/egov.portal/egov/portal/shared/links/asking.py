"""Asking another site whether an address is there, without being led to where it must not go.

Editors write the addresses, so they may be anything. Only http and https to public addresses
are asked, at the ports of the web; the connection is made to the very address that was looked
at, and each redirection is looked at anew. Nothing is read but the head of the answer.
"""

from contextlib import suppress
import http.client
import ipaddress
import socket
import ssl
import threading
from typing import NamedTuple
from urllib.parse import quote
from urllib.parse import urljoin
from urllib.parse import urlsplit


SECONDS = 10.0
WHOLE_SECONDS = 20.0
REDIRECTIONS = 5
PORTS = {"http": 80, "https": 443}
AGENT = "egov.portal link check"
# What speaks to another family of addresses within it.
TRANSLATED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")))
# The other side is there, and wants something that a check has not.
THERE = {401, 403, 405, 406, 409, 429, 451}


class Answer(NamedTuple):
    """`ok`; the `status` of HTTP or 0; a short `reason`; `sure`: asking again will not help."""

    ok: bool
    status: int = 0
    reason: str = ""
    sure: bool = False


class Refused(Exception):
    """The address is none that may be asked."""


def is_public(address):
    """Whether an IP address, a text, is one of the internet at large."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if getattr(ip, "ipv4_mapped", None):
        ip = ip.ipv4_mapped
    if any(ip.version == net.version and ip in net for net in TRANSLATED):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def ask(url, may_ask=is_public, ports=PORTS, seconds=WHOLE_SECONDS):
    """An `Answer` about an address; never raises.

    :param may_ask: called with each IP address before it is connected to
    :param ports: {scheme: the only port that is asked}; a port of None is any
    """
    try:
        for _turn in range(REDIRECTIONS + 1):
            status, location = one(url, may_ask, ports, seconds)
            if status in (301, 302, 303, 307, 308) and location:
                url = urljoin(url, location)
                continue
            ok = status < 400 or status in THERE
            return Answer(ok, status, http.client.responses.get(status, ""), status in (404, 410))
        return Answer(False, 0, "too many redirections")
    except Refused as error:
        return Answer(False, 0, str(error), True)
    except ssl.SSLError as error:
        return Answer(False, 0, f"TLS: {error.reason or 'failed'}")
    except socket.gaierror:
        return Answer(False, 0, "unknown host")
    except TimeoutError:
        return Answer(False, 0, "no answer in time")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(False, 0, type(error).__name__)


def one(url, may_ask, ports, seconds):
    """(status, location) of one address, with HEAD or, where that is not understood, GET."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise Refused("no address of the web")
    port = parts.port or PORTS[parts.scheme]
    if ports[parts.scheme] not in (None, port):
        raise Refused("another port than the web's")
    address = public_address(parts.hostname, port, may_ask)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    path = quote(path, safe="/?&=%:;,+@~!$'()*")
    status, location = 0, None
    for method in ("HEAD", "GET"):
        status, location = exchange(method, parts, address, port, path, seconds)
        if status not in (400, 403, 404, 405, 500, 501, 503):
            break
    return status, location


def public_address(host, port, may_ask):
    """The address to connect to; refuses a name of which any address is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [entry[4][0] for entry in found]
    if not addresses or not all(may_ask(address) for address in addresses):
        raise Refused("not a public address")
    return addresses[0]


def exchange(method, parts, address, port, path, seconds):
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS)
    connection.sock = socket.create_connection((address, port), timeout=min(SECONDS, seconds))
    # A server that answers a letter at a time would hold each of them just below the time-out.
    ending = threading.Timer(seconds, shut, [connection])
    ending.daemon = True
    ending.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            # The handshake apart: it is cut off as well, and wrapping leaves the bare socket empty.
            connection.sock = context.wrap_socket(
                connection.sock, server_hostname=parts.hostname, do_handshake_on_connect=False
            )
            connection.sock.do_handshake()
        connection.request(method, path, headers={"User-Agent": AGENT, "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")
    finally:
        ending.cancel()
        connection.close()


def shut(connection):
    """End whatever this connection waits for."""
    sock = connection.sock
    if sock is not None:
        with suppress(OSError):  # closed already
            # Not TLS's own, which changes what the thread that waits is just using.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
