"""Bodies of requests that only their own service reads, within its limits."""

from AccessControl import getSecurityManager
from egov.portal import _
from zExceptions import HTTPException
from zope.component import adapter
from zope.i18n import translate
from ZPublisher.interfaces import IPubAfterTraversal
from ZPublisher.interfaces import IPubStart


HELD_BACK = ("/@submissions", "/@track")
# Bytes of a body that anybody may send anywhere.
SMALL = 1_000_000
# Parts of addresses at which anybody may send files along: the forms of services, papers later.
TAKES_FILES = {"dich-vu", "bo-sung-ho-so"}
HELD = "egov.portal.body_held"


class RequestEntityTooLarge(HTTPException):
    """Answered with 413: the publisher finds the status by the name of the class."""

    errmsg = "Request Entity Too Large"
    status = 413
    title = "Request Entity Too Large"


class TooLarge(Exception):
    """A body is longer than there is need to read."""


@adapter(IPubStart)
def hold_back_body(event):
    """Hide the body of a submission, or of a question, from whatever looks at JSON on the way.

    The sign-in by token parses any JSON body in search of a name and a password: all of it, before
    its size is known to be within limits. The service itself reads `BODYFILE`.
    """
    request = event.request
    path = request.environ.get("PATH_INFO", "").rstrip("/")
    if request.method == "POST" and path.endswith(HELD_BACK):
        request.other["BODY"] = b""
    elif body_size(request) > SMALL:
        # Until it is known who asks: see `let_body_go`.
        request.other["BODY"] = b""
        request.other[HELD] = True


@adapter(IPubAfterTraversal)
def let_body_go(event):
    """A large body is for those who are signed in, or where files are asked for.

    :raises RequestEntityTooLarge: for everybody else
    """
    request = event.request
    if not request.other.pop(HELD, False):
        return
    signed_in = getSecurityManager().getUser().getId() is not None
    if not signed_in and not takes_files(request.environ.get("PATH_INFO", "")):
        raise RequestEntityTooLarge(translate(_("What you sent is too large."), context=request))
    request.other.pop("BODY", None)


def takes_files(path):
    """Whether files may be sent to an address by somebody who is not signed in."""
    return any(name.removeprefix("@@") in TAKES_FILES for name in path.split("/"))


def body_size(request):
    """Bytes of the request's body as announced; 0 where nothing is."""
    try:
        return max(0, int(request.environ.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0


def read_at_most(request, most):
    """The body, also where no length, or a wrong one, was announced.

    :param most: bytes
    :raises TooLarge: when it is longer
    """
    if body_size(request) > most:
        raise TooLarge()
    # Not BODY: see `hold_back_body`.
    body = request["BODYFILE"]
    body.seek(0)
    data = body.read(most + 1)
    if len(data) > most:
        raise TooLarge()
    return data
