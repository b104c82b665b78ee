"""A filter before Zope: an address that is no text in UTF-8 leads nowhere.

Zope itself fails on one before it has a request to answer, with a traceback in the log.
"""

from egov.portal import _
from egov.portal.channels.rest.language import LANGUAGES
from egov.portal.channels.rest.language import wished_language
import json
from zope.i18n import translate


NOTHING = _("There is nothing at this address.")


def filter_addresses(application, _settings=None, **_local):
    """A WSGI application in front of `application`; a PasteDeploy `filter_app_factory`."""

    def answer(environ, start_response):
        if is_text(environ.get("PATH_INFO", "")):
            return application(environ, start_response)
        language = wished_language(environ.get("HTTP_ACCEPT_LANGUAGE")) or LANGUAGES[0]
        message = translate(NOTHING, target_language=language)
        if wants_json(environ):
            content_type = "application/json"
            body = json.dumps({"type": "NotFound", "message": message}).encode()
        else:
            content_type = "text/plain; charset=utf-8"
            body = f"{message}\n".encode()
        headers = [("Content-Type", content_type), ("Content-Length", str(len(body)))]
        start_response("404 Not Found", headers)
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]

    return answer


def is_text(path):
    """Whether a path as WSGI hands it over, a character for each byte, is UTF-8."""
    try:
        path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True


def wants_json(environ):
    return "++api++" in environ.get("PATH_INFO", "") or "application/json" in environ.get(
        "HTTP_ACCEPT", ""
    )
