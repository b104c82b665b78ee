"""A filter before Zope: what is too large to be of use is refused before anybody reads it.

There is no database here: which form takes how much is known to the form itself, which asks the
registry (`intake.settings.largest_body`). Here is what holds for whole kinds of addresses. Whether
somebody is signed in is not known either, only whether they say so; `shared.bodies` asks again.
"""

from egov.portal import _
from egov.portal.channels.standing_answers import answer as standing_answer
from egov.portal.shared.bodies import SMALL
from egov.portal.shared.bodies import takes_files
import os
import re
from tempfile import TemporaryFile


MEGABYTE = 1_000_000
# Of a body of files, in MB; the server in front (`max-request-body-size`) takes twice as much, so
# that this filter is the one that refuses, in words the sender understands.
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
    status = "413 Request Entity Too Large"
    said = [TOO_LARGE, GO_BACK]
    return standing_answer(
        environ, start_response, status, "RequestEntityTooLarge", TOO_LARGE_TITLE, said
    )
