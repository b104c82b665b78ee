"""The language to answer in."""

import re


LANGUAGES = ("vi", "en")
# What Plone keeps of a choice.
CHOSEN = re.compile(r'(?:^|;)\s*I18N_LANGUAGE="?(vi|en)"?\s*(?:;|$)')
# What is read of a header.
MOST_CHARACTERS = 200
MOST_COOKIES = 8000


def language_of(request):
    """The language of the page (negotiated by the site), Vietnamese without one."""
    given = request.get("LANGUAGE") if request is not None else None
    short = str(given or "").partition("-")[0]
    return short if short in LANGUAGES else LANGUAGES[0]


def wished_language(header):
    """The best of our languages in an Accept-Language header; None where it wishes for none."""
    best, weight = None, 0.0
    for part in (header or "")[:MOST_CHARACTERS].split(","):
        name, _semicolon, quality = part.partition(";q=")
        short = name.strip().lower().partition("-")[0]
        try:
            given = float(quality) if quality else 1.0
        except ValueError:
            continue
        if short in LANGUAGES and given > weight:
            best, weight = short, given
    return best


def asked_language(header):
    """As `wished_language`; Vietnamese where none is wished for."""
    return wished_language(header) or LANGUAGES[0]


def language_of_environ(environ):
    """The language a visitor has chosen, else the one the browser asks for: before any request."""
    chosen = CHOSEN.search(environ.get("HTTP_COOKIE", "")[:MOST_COOKIES])
    return chosen[1] if chosen else asked_language(environ.get("HTTP_ACCEPT_LANGUAGE"))


def use_asked_language(request):
    """Answer this REST request in the language it asks for."""
    language = asked_language(request.getHeader("Accept-Language"))
    request.set("LANGUAGE", language)
    return language
