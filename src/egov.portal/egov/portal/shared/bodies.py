"""Bodies of requests that only their own service reads, within its limits."""

from zope.component import adapter
from ZPublisher.interfaces import IPubStart


HELD_BACK = ("/@submissions", "/@track")


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
