"""Answers of the filters before Zope: pages in both languages, JSON for programs."""

from egov.portal.shared.language import language_of_environ
from egov.portal.shared.language import LANGUAGES
from egov.portal.shared.plain_page import headers
from egov.portal.shared.plain_page import page
import json
from zope.i18n import translate


def wants_json(environ):
    return "++api++" in environ.get("PATH_INFO", "") or "application/json" in environ.get(
        "HTTP_ACCEPT", ""
    )


def answer(environ, start_response, status, kind, title, paragraphs, also=()):
    """Answer a request without Zope.

    :param status: such as "404 Not Found"
    :param kind: `type` of the answer to a program; `message` is the first paragraph
    :param title: a message, as each of `paragraphs`
    :param also: [(name, value)] of further headers
    """
    language = language_of_environ(environ)

    def say(message, tongue):
        return translate(message, target_language=tongue)

    if wants_json(environ):
        content_type = "application/json"
        text = json.dumps({"type": kind, "message": say(paragraphs[0], language)})
    else:
        content_type = "text/html; charset=utf-8"
        tongues = [language, *(each for each in LANGUAGES if each != language)]
        text = page(
            {
                tongue: (say(title, tongue), [say(each, tongue) for each in paragraphs])
                for tongue in tongues
            }
        )
    data = text.encode()
    start_response(status, [*headers(data, language, content_type), *also])
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [data]
