"""A filter before Zope: an address that is no text in UTF-8 leads nowhere, nor do those of WebDAV.

Zope itself fails on such a text before it has a request to answer, with a traceback in the log.
Nor do those with `.` and `..` among their names, which browsers never send: behind a virtual host
they would lead out of the portal. WebDAV is not used here: its methods, and those nobody has heard
of, are refused, since Zope would show a page for any; and so are its views of content, which say
more than the pages do.
"""

from egov.portal import _
from egov.portal.channels.standing_answers import answer


NOTHING = _("There is nothing at this address.")
TITLE = _("This page does not exist")
CHECK = _("Check the address, or go back and choose another link.")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NO_METHOD = _("This method is not allowed here.")
NO_METHOD_TITLE = _("This does not work here")
NOT_THERE = {".", "..", "manage_FTPget", "manage_DAVget", "manage_FTPlist", "manage_FTPstat"}


MARK = "/++api++"
# Zope looks for the last name of the address in the content itself before it changes anything.
CHANGES = ("PUT", "PATCH", "DELETE")


def filter_addresses(application, _settings=None, **_local):
    """A WSGI application in front of `application`; a PasteDeploy `filter_app_factory`."""

    def filtered(environ, start_response):
        if environ.get("REQUEST_METHOD") not in METHODS:
            status, also = "405 Method Not Allowed", [("Allow", ", ".join(METHODS))]
            said = [NO_METHOD, CHECK]
            return answer(
                environ, start_response, status, "MethodNotAllowed", NO_METHOD_TITLE, said, also
            )
        path = environ.get("PATH_INFO", "")
        if is_text(path) and NOT_THERE.isdisjoint(path.split("/")):
            return application(marked_otherwise(environ), start_response)
        return answer(environ, start_response, "404 Not Found", "NotFound", TITLE, [NOTHING, CHECK])

    return filtered


def marked_otherwise(environ):
    """A change whose address ends with the mark of REST, marked by a header: Zope takes the mark
    for the name of what is to be changed."""
    path = environ.get("PATH_INFO", "").rstrip("/")
    if environ.get("REQUEST_METHOD") not in CHANGES or not path.endswith(MARK):
        return environ
    shorter = path.removesuffix(MARK) or "/"
    return {**environ, "PATH_INFO": shorter, "HTTP_ACCEPT": "application/json"}


def is_text(path):
    """Whether a path as WSGI hands it over, a character for each byte, is UTF-8."""
    try:
        path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True
