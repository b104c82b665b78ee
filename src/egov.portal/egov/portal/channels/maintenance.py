"""A filter before Zope: while the portal is being worked on, everybody is told to come back.

It is on while the file is there that EGOV_MAINTENANCE_FILE names (`make start`: `maintenance` in
the folder of the portal's data). A number in the file is the seconds after which to come back.
The switch is a file, so that it works while the database does not.
"""

from egov.portal import _
from egov.portal.channels.standing_answers import answer
from egov.portal.shared.language import LANGUAGES
from egov.portal.shared.plain_page import page
import os
from zope.i18n import translate


COME_BACK = 600  # seconds
LONGEST = 86_400
TITLE = _("The portal is being maintained")
SAID = [
    _("We are working on the portal and will be back shortly. Please come again later."),
    _(
        "Nothing you have sent is lost. Applications can also be handed in at the one-stop "
        "counters during office hours."
    ),
]


def filter_maintenance(application, _settings=None, **_local):
    """A WSGI application in front of `application`; a PasteDeploy `filter_app_factory`."""
    path = os.environ.get("EGOV_MAINTENANCE_FILE")

    def filtered(environ, start_response):
        if not path or not os.path.exists(path):
            return application(environ, start_response)
        return answer(
            environ,
            start_response,
            "503 Service Unavailable",
            "ServiceUnavailable",
            TITLE,
            SAID,
            also=[("Retry-After", str(seconds(path)))],
        )

    return filtered


def seconds(path):
    """After how long to come back, as the file says it."""
    try:
        with open(path, "rb") as file:
            text = file.read(20).decode("ascii").strip()
    except (OSError, UnicodeError):
        return COME_BACK
    return min(int(text), LONGEST) if text.isdigit() and int(text) else COME_BACK


def static_page():
    """The same as a file, for the server in front to show when no process answers."""
    return page(
        {
            language: (
                translate(TITLE, target_language=language),
                [translate(each, target_language=language) for each in SAID],
            )
            for language in LANGUAGES
        }
    )
