"""A filter before Zope: what is too large to be of use is refused before anybody reads it.

There is no database here: which form takes how much is known to the form itself, which asks the
registry (`intake.settings.largest_body`). Here is what holds for whole kinds of addresses. Whether
somebody is signed in is not known either, only whether they say so; `shared.bodies` asks again.
"""

from egov.portal import _
from egov.portal.channels.addresses import wants_json
from egov.portal.channels.rest.language import LANGUAGES
from egov.portal.channels.rest.language import wished_language
from egov.portal.shared.bodies import SMALL
from egov.portal.shared.bodies import takes_files
from html import escape
import json
import os
import re
from tempfile import TemporaryFile
from zope.i18n import translate


MEGABYTE = 1_000_000
# Of a body of files, in MB; the server in front of this (`max-request-body-size`) takes no more.
LARGEST_UPLOAD = 100
CHUNK = 65_536
SIGNED_IN = re.compile(r"(?:^|;\s*)(?:__ac|auth_token)=[^;]")
TOO_LARGE = _("What you sent is too large.")
TOO_LARGE_TITLE = _("Too large")
GO_BACK = _("Go back, and send less or smaller files.")


def filter_limits(application, _settings=None, **_local):
    """A WSGI application in front of `application`; a PasteDeploy `filter_app_factory`."""
    upload = largest_upload()

    def answer(environ, start_response):
        most = upload if takes_files(environ.get("PATH_INFO", "")) or says_who(environ) else SMALL
        opened = None
        size = announced(environ)
        if size is None:
            opened, size = received(environ, most)
        if size > most:
            return refuse(environ, start_response)
        if opened is not None:
            environ["wsgi.input"] = opened
            environ["CONTENT_LENGTH"] = str(size)
        return application(environ, start_response)

    return answer


def largest_upload():
    """Bytes, from EGOV_LARGEST_UPLOAD in the environment (MB)."""
    text = os.environ.get("EGOV_LARGEST_UPLOAD", "")
    return (int(text) if text.isdigit() else LARGEST_UPLOAD) * MEGABYTE


def says_who(environ):
    """Whether the request has credentials, right or wrong."""
    if environ.get("HTTP_AUTHORIZATION"):
        return True
    return SIGNED_IN.search(environ.get("HTTP_COOKIE", "")) is not None


def announced(environ):
    """Bytes of the body, or None where they come without a number."""
    text = environ.get("CONTENT_LENGTH") or ""
    if text.isdigit():
        return int(text)
    return None if environ.get("HTTP_TRANSFER_ENCODING") else 0


def received(environ, most):
    """(file, bytes) of a body of unknown size, on disk; no more of it than is allowed and a bit."""
    opened, size = TemporaryFile(), 0
    while size <= most and (piece := environ["wsgi.input"].read(CHUNK)):
        opened.write(piece)
        size += len(piece)
    opened.seek(0)
    return opened, size


def refuse(environ, start_response):
    """413, in the language and the form that is wished for."""
    language = wished_language(environ.get("HTTP_ACCEPT_LANGUAGE")) or LANGUAGES[0]

    def say(message):
        return translate(message, target_language=language)

    if wants_json(environ):
        content_type = "application/json"
        body = json.dumps({"type": "RequestEntityTooLarge", "message": say(TOO_LARGE)})
    else:
        content_type = "text/html; charset=utf-8"
        title, text, advice = (escape(say(each)) for each in (TOO_LARGE_TITLE, TOO_LARGE, GO_BACK))
        body = (
            f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
            f"<body><main><h1>{text}</h1><p>{advice}</p></main></body></html>\n"
        )
    data = body.encode()
    headers = [
        ("Content-Type", content_type),
        ("Content-Length", str(len(data))),
        ("Content-Language", language),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response("413 Request Entity Too Large", headers)
    return [data]
