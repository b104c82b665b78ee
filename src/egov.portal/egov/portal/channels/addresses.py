"""A filter before Zope: an address that is no text in UTF-8 leads nowhere.

Zope itself fails on one before it has a request to answer, with a traceback in the log.
"""

from egov.portal import _
from egov.portal.channels.standing_answers import answer


NOTHING = _("There is nothing at this address.")
TITLE = _("This page does not exist")
CHECK = _("Check the address, or go back and choose another link.")


def filter_addresses(application, _settings=None, **_local):
    """A WSGI application in front of `application`; a PasteDeploy `filter_app_factory`."""

    def filtered(environ, start_response):
        if is_text(environ.get("PATH_INFO", "")):
            return application(environ, start_response)
        return answer(environ, start_response, "404 Not Found", "NotFound", TITLE, [NOTHING, CHECK])

    return filtered


def is_text(path):
    """Whether a path as WSGI hands it over, a character for each byte, is UTF-8."""
    try:
        path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True
