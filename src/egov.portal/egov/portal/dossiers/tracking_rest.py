"""POST @track: the state and the dates of a dossier, for whoever has its code and secret.

For the code alone its state only, where an administrator allows it.
"""

from egov.portal import _
from egov.portal.dossiers import states
from egov.portal.dossiers.codes import MOST_CHARACTERS
from egov.portal.dossiers.rest import iso
from egov.portal.dossiers.tracking import NOT_FOUND
from egov.portal.dossiers.tracking_limits import code_is_enough
from egov.portal.dossiers.tracking_limits import state_within_limits
from egov.portal.dossiers.tracking_limits import track_within_limits
from egov.portal.dossiers.views import private
from egov.portal.shared.answers import failure
from egov.portal.shared.answers import say
from egov.portal.shared.answers import too_often
from egov.portal.shared.answers import unless_json
from egov.portal.shared.bodies import read_at_most
from egov.portal.shared.bodies import TooLarge
from egov.portal.shared.language import use_asked_language
from egov.portal.shared.limiting import TooOften
import json
from plone.restapi.services import Service


LARGEST_BODY = 4096  # bytes


class TrackPost(Service):
    """Kept in no cache, in the language asked for."""

    def reply(self):
        private(self.request.response)
        language = use_asked_language(self.request)
        self.request.response.setHeader("Content-Language", language)
        if refusal := unless_json(self.request):
            return refusal
        try:
            data = json.loads(read_at_most(self.request, LARGEST_BODY))
        except TooLarge:
            return failure(
                self.request, 413, "RequestEntityTooLarge", _("What you sent is too large.")
            )
        except (ValueError, RecursionError):
            return failure(self.request, 400, "BadRequest", _("The body is not valid JSON."))
        if not isinstance(data, dict):
            return failure(self.request, 400, "BadRequest", _("The body must be a JSON object."))
        if code_is_enough() and not data.get("secret") and is_short_text(data.get("code")):
            return self.state_alone(data["code"])
        errors = [
            {"field": name, "message": say(self.request, _("Give a text."))}
            for name in ("code", "secret")
            if not is_short_text(data.get(name))
        ]
        if errors:
            return failure(
                self.request, 400, "BadRequest", _("The body needs a code and a secret."), errors
            )
        try:
            course = track_within_limits(data["code"], data["secret"], self.request)
        except TooOften as refused:
            return too_often(self.request, refused)
        if course is None:
            return failure(self.request, 404, "NotFound", NOT_FOUND)
        return self.described(course)

    def state_alone(self, code):
        try:
            found = state_within_limits(code, self.request)
        except TooOften as refused:
            return too_often(self.request, refused)
        if found is None:
            return failure(self.request, 404, "NotFound", NOT_FOUND)
        return {"code": found[0], **self.state(found[1])}

    def described(self, course):
        return {
            "code": course.code,
            **self.state(course.state),
            "received_at": iso(course.received_at),
            "due_at": iso(course.due_at),
            "updated_at": iso(course.updated_at),
            "log": [{"at": iso(at), **self.state(state)} for at, state in course.log],
        }

    def state(self, state):
        return {"state": state, "state_title": say(self.request, states.title(state))}


def is_short_text(value):
    return isinstance(value, str) and bool(value.strip()) and len(value) <= MOST_CHARACTERS
