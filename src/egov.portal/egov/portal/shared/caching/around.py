"""The page around a text that is for one visitor alone, kept for strangers as a part is.

A page that answers something sent is never kept, but header, navigation, theme and footer around
its text are alike for all. They are made once, theme and all, with a mark where the text goes, from
a request that has nothing left of what its sender put in.
"""

from contextlib import contextmanager
from egov.portal.shared.caching.parts import part
from egov.portal.shared.caching.publishing import above
from egov.portal.shared.caching.publishing import UNUSED
from egov.portal.shared.caching.recording import shows
from egov.portal.shared.language import language_of
from plone import api
from plone.transformchain.interfaces import DISABLE_TRANSFORM_REQUEST_KEY
from plone.transformchain.zpublisher import applyTransform
from Products.statusmessages import STATUSMESSAGEKEY
import secrets
from zope.annotation.interfaces import IAnnotations


# Nobody can send it: it is another in each process.
MARK = f"egov-{secrets.token_hex(16)}"
NAMES = ("form", "taintedform", "cookies", "taintedcookies")
HEADERS = (*UNUSED, "HTTP_COOKIE", "HTTP_X_REQUESTED_WITH")


def around(view, make, text):
    """The whole page of `view` with `text` (HTML, not looked at) in it; None where it is not kept.

    :param make: function of a text, returns the page with it in, before its theme is put around
    """
    request = view.request
    if not is_alike(view, request):
        return None
    what = (
        type(view),
        request["ACTUAL_URL"],
        api.portal.get().absolute_url(),
        language_of(request),
    )
    pieces = part(what, lambda: pieces_of(view, make))
    if pieces is None:
        return None
    # It has its theme already.
    request.environ[DISABLE_TRANSFORM_REQUEST_KEY] = True
    request.response.setHeader("Content-Type", "text/html;charset=utf-8")
    return text.join(pieces)


def is_alike(view, request):
    """Whether a stranger asks at the view's own address, with no message waiting to be shown."""
    address = view.context.absolute_url()
    return (
        request["ACTUAL_URL"]
        in (address, f"{address}/{view.__name__}", f"{address}/@@{view.__name__}")
        and not request.get("QUERY_STRING")
        and api.user.is_anonymous()
        and STATUSMESSAGEKEY not in request.cookies
        and not IAnnotations(request).get(STATUSMESSAGEKEY)
    )


def pieces_of(view, make):
    """What stands before and after the text, with the theme; None where that cannot be told."""
    request = view.request
    shows(*above(view.context))
    with emptied(request):
        page = make(MARK)
        themed = applyTransform(request, page)
    if themed is not None:
        chunks = [themed] if isinstance(themed, str | bytes) else themed
        page = "".join(each.decode() if isinstance(each, bytes) else each for each in chunks)
    pieces = page.split(MARK)
    return tuple(pieces) if len(pieces) == 2 else None


@contextmanager
def emptied(request):
    """The request with nothing in it that its sender chose, but address and language."""
    environ = request.environ
    held = {name: getattr(request, name) for name in NAMES}
    headers = {name: environ.pop(name) for name in HEADERS if name in environ}
    for name in NAMES:
        setattr(request, name, {})
    try:
        yield
    finally:
        for name, value in held.items():
            setattr(request, name, value)
        environ.update(headers)
