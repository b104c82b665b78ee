"""What of a request makes a difference for a stranger's page: the key of its answer.

The page is made from just that: every other header is taken away before Zope sees the request, so
nothing a visitor sends can come into a page that is given to others.
"""

from egov.portal.shared.language import asked_language
from egov.portal.shared.language import LANGUAGES
from http.cookies import CookieError
from http.cookies import SimpleCookie
import re
from typing import NamedTuple
from urllib.parse import parse_qsl


LANGUAGE_COOKIE = "I18N_LANGUAGE"
#: Cookies that other sites of the same domain set for counting visitors.
OTHERS = re.compile(r"^(?:_ga|_gid|_gat|_gcl|_pk_|_hj|__utm|_fbp|_clck|_clsk)")
#: Parameters that lists, searches and REST read.
PARAMETERS = {
    "q",
    "field",
    "level",
    "audience",
    "agency",
    "life_event",
    "online_level",
    "b_start",
    "b_size",
    "kind",
    "archive",
    "type",
    "year",
    "place",
    "month",
    "day",
    "issuer",
    "force",
    "open",
    "SearchableText",
    "portal_type",
    "expand",
    "fullobjects",
    "metadata_fields",
    "sort_on",
    "sort_order",
}
LONGEST_QUERY = 500
LONGEST_PATH = 1000
#: Headers that say how somebody asks and never what is shown: they are left as they are.
HARMLESS = {
    "HTTP_HOST",
    "HTTP_CONNECTION",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_RANGE",
    "HTTP_RANGE",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
}
#: With one of these a request is not for what is kept.
REFUSED = ("HTTP_AUTHORIZATION", "HTTP_X_REQUESTED_WITH", "HTTP_X_HTTP_METHOD_OVERRIDE")
JSON = "application/json"
HTML = "text/html,*/*;q=0.8"


class Asked(NamedTuple):
    """The key: all that an answer is made from."""

    scheme: str
    host: str
    script: str
    path: str
    query: str
    accept: str
    language: str
    cookie: str
    foreign: bool


def asked(environ):
    """The `Asked` of a stranger's request for what may be kept, else None."""
    if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
        return None
    if any(environ.get(name) for name in REFUSED) or environ.get("CONTENT_LENGTH", "0") not in (
        "",
        "0",
    ):
        return None
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY or not known(query):
        return None
    cookie = language_cookie(environ.get("HTTP_COOKIE", ""))
    if cookie is None:
        return None
    accept = environ.get("HTTP_ACCEPT", "")
    html = "text/html" in accept
    if JSON in accept and not html:
        accept = JSON
    elif JSON not in accept and (html or not accept or "*/*" in accept):
        accept = HTML
    else:
        return None
    wished = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    return Asked(
        environ.get("wsgi.url_scheme", "http"),
        environ.get("HTTP_HOST", "") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}",
        environ.get("SCRIPT_NAME", ""),
        path,
        query,
        accept,
        asked_language(wished) if wished else "",
        cookie,
        bool(environ.get("HTTP_ORIGIN")),
    )


def known(query):
    """Whether a query has nothing but what lists and searches read."""
    if not query:
        return True
    try:
        names = {name for name, _value in parse_qsl(query, keep_blank_values=True)}
    except ValueError:
        return False
    return bool(names) and names <= PARAMETERS


def language_cookie(header):
    """The language of the cookie, "" without one; None where cookies may say who somebody is."""
    if not header:
        return ""
    try:
        cookies = SimpleCookie(header)
    except CookieError:
        return None
    found = ""
    # A name that SimpleCookie cannot read ends its reading: all have to be there.
    if len(cookies) != sum(1 for part in header.split(";") if part.strip()):
        return None
    for name, morsel in cookies.items():
        if name == LANGUAGE_COOKIE:
            if morsel.value not in LANGUAGES:
                return None
            found = morsel.value
        elif not OTHERS.match(name):
            return None
    return found


def reduced(environ, key):
    """The request with nothing in it but its key, for Zope."""
    kept = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in HARMLESS
    }
    kept["HTTP_ACCEPT"] = key.accept
    if key.language:
        kept["HTTP_ACCEPT_LANGUAGE"] = key.language
    if key.cookie:
        kept["HTTP_COOKIE"] = f"{LANGUAGE_COOKIE}={key.cookie}"
    if key.foreign:
        kept["HTTP_ORIGIN"] = environ["HTTP_ORIGIN"]
    return kept
