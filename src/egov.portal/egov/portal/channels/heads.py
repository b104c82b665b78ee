"""A filter before Zope: HEAD is answered as GET is, without the body (RFC 9110, 9.3.2).

Zope asks a folder's default page for a method HEAD of its own, which views do not have: 404.
"""

from egov.portal.shared.requests import HEAD_ASKED


def filter_heads(application, _settings=None, **_local):
    """A WSGI application in front of `application`; a PasteDeploy `filter_app_factory`."""

    def answer(environ, start_response):
        if environ.get("REQUEST_METHOD") != "HEAD":
            return application(environ, start_response)
        environ.update({"REQUEST_METHOD": "GET", HEAD_ASKED: True})
        try:
            body = application(environ, start_response)
            close = getattr(body, "close", None)
            if close is not None:
                close()
        finally:
            environ["REQUEST_METHOD"] = "HEAD"
        return []

    return answer
