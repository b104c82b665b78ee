"""How long files may be kept that are no content: a year where the address changes with them."""

from AccessControl import getSecurityManager
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.caching.recording import current
from egov.portal.shared.static_files import digest
import hashlib
from os import stat
import re


YEAR = "max-age=31536000, immutable"
HOUR = "max-age=3600"
#: The stamp in an address: 16 digits are the portal's own (`static_files.stamp`), else Plone's.
STAMPED = re.compile(r"/\+\+(?:webresource|unique)\+\+([^/]+)/")
OURS = re.compile(r"[0-9a-f]{16}")
FILES = re.compile(r"/\+\+(?:theme|resource|plone)\+\+")
#: Scales of images, named by their content.
SCALE = re.compile(r"/@@images/(?:[a-z_]+-\d+-[0-9a-f]{32}|[0-9a-f-]{36})\.[a-z]+$")


def set_lifetime(event):
    """When the answer is made, before it is sent."""
    request = event.request
    response = request.response
    if not IEgovLayer.providedBy(request) or response.getStatus() not in (200, 206, 304):
        return
    path = request.get("PATH_INFO", "")
    if SCALE.search(path):
        # Of a draft it is for those only who may see that.
        public = getSecurityManager().getUser().getId() is None
        say(response, "public" if public else "private", YEAR)
        return
    stamped = STAMPED.search(path)
    if stamped is None:
        if FILES.search(path):
            say(response, "public", HOUR)
        return
    wanted = stamped[1]
    if not OURS.fullmatch(wanted):
        say(response, "public", YEAR)
    elif stamp_of(response.body) == wanted:
        say(response, "public", YEAR)
        recording = current()
        if recording is not None and response.getStatus() == 200:
            recording.fixed = True
    else:
        # Asked of a process that has another version of the file.
        say(response, "public", HOUR)


def say(response, whose, lifetime):
    response.setHeader("Cache-Control", f"{whose}, {lifetime}")
    response.headers.pop("expires", None)


def stamp_of(body):
    """The stamp of what is sent: bytes, or an open file."""
    name = getattr(body, "name", None)
    if isinstance(name, str):
        return digest(name, stat(name).st_mtime_ns)
    return hashlib.sha256(body).hexdigest()[:16] if isinstance(body, bytes) else None
