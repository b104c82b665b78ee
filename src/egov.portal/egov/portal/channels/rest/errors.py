"""Errors of the REST API: `{type, message, errors?}`, in the caller's language, no traceback."""

from egov.portal import _
from egov.portal.channels.rest.language import language_of
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.crowded import RETRY_AFTER
from egov.portal.shared.requests import asks_wrongly
from egov.portal.shared.requests import leads_nowhere
from egov.portal.shared.requests import OWN_FAULTS
from egov.portal.shared.requests import was_read
import json
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from plone.rest.interfaces import ICORSPolicy
from plone.restapi.exceptions import QueryParsingError
from transaction.interfaces import TransientError
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import MethodNotAllowed
from zExceptions import NotFound
from zExceptions import Redirect
from zExceptions import Unauthorized
from zExceptions.unauthorized import Unauthorized as ZUnauthorized
from zope.component import adapter
from zope.component import queryMultiAdapter
from zope.i18n import translate
from zope.i18nmessageid import Message
from ZPublisher.interfaces import IPubBeforeCommit


MESSAGES = (
    (NotFound, _("There is nothing at this address.")),
    (Unauthorized, _("You are not allowed to do this. Sign in with an account that is.")),
    (ZUnauthorized, _("You are not allowed to do this. Sign in with an account that is.")),
    (Forbidden, _("You are not allowed to do this.")),
    (MethodNotAllowed, _("This method is not allowed here.")),
)
BAD_REQUEST = _("The request is not right. See the errors.")
METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")
# What is told of an answer that says no more than its status.
BY_STATUS = {
    401: ("Unauthorized", MESSAGES[1][1]),
    403: ("Forbidden", MESSAGES[3][1]),
    404: ("NotFound", MESSAGES[0][1]),
}
CROWDED_OUT = _(
    "So much is sent just now that this could not be stored; nothing of it was. Send it again, an "
    "application with the same Idempotency-Key."
)
INTERNAL = _("Something went wrong on our side. It is in our log; please try again later.")


class PortalErrorHandling(ErrorHandling):
    """As plone.rest's on other sites; on a portal, what the class of the error allows to say."""

    def __call__(self):
        response = self.request.response
        if leads_nowhere(self.request, self.context):
            self.context = NotFound()
        elif asks_wrongly(self.request, self.context):
            self.context = BadRequest()
        if not was_read(self.request) or isinstance(self.context, (BadRequest, QueryParsingError)):
            response.setStatus(400, lock=1)
        elif isinstance(self.context, NotFound) and IEgovLayer.providedBy(self.request):
            allowed = other_methods(self.request)
            if allowed:
                response.setHeader("Allow", ", ".join(allowed))
                response.setStatus(405, lock=1)
                self.context = MethodNotAllowed()
        elif isinstance(self.context, TransientError) and IEgovLayer.providedBy(self.request):
            response.setStatus(503, lock=1)
            response.setHeader("Retry-After", RETRY_AFTER)
        elif isinstance(self.context, OWN_FAULTS):
            response.setStatus(500, lock=1)
        return super().__call__()

    def render_exception(self, exception):
        if not was_read(self.request):
            return described(BadRequest(), language_of(self.request))
        if not IEgovLayer.providedBy(self.request):
            return super().render_exception(exception)
        policy = queryMultiAdapter((self.context, self.request), ICORSPolicy)
        if policy is not None:
            policy.process_simple_request()
        if isinstance(exception, NotFound) and self.attempt_redirect():
            self.request.response.setBody("", lock=1)
            return None
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return described(exception, language_of(self.request))


def other_methods(request):
    """Methods that the named service at this address, which is not found, does have."""
    name = request.environ.get("PATH_INFO", "").rstrip("/").rpartition("/")[2]
    if not name.startswith("@") or not request.get("PARENTS"):
        return []
    context = request["PARENTS"][0]
    context = getattr(context, "context", context)
    prefix = getattr(request, "_rest_service_id", "").partition("_")[2]
    found = (f"{method}_{prefix}{name}" for method in METHODS if method != request.method)
    return [
        service.partition("_")[0]
        for service in found
        if queryMultiAdapter((context, request), name=service) is not None
    ]


def described(exception, language):
    """`{type, message, errors?}` of an exception."""

    def said(message):
        if isinstance(message, Message):
            return translate(message, target_language=language)
        return str(message)

    name = type(exception).__name__
    for kind, message in MESSAGES:
        if isinstance(exception, kind):
            return {"type": name, "message": said(message)}
    if isinstance(exception, QueryParsingError):
        return {"type": "BadRequest", "message": said(BAD_REQUEST)}
    if isinstance(exception, Redirect):
        return {"type": name, "message": str(exception)}
    if isinstance(exception, TransientError):
        return {"type": "ServiceUnavailable", "message": said(CROWDED_OUT)}
    if not is_clients_fault(exception):
        return {"type": "InternalServerError", "message": said(INTERNAL)}
    first = exception.args[0] if exception.args else ""
    if isinstance(first, list) and all(isinstance(error, dict) for error in first):
        errors = [
            {key: said(error[key]) for key in ("field", "message") if error.get(key)}
            for error in first
        ]
        return {"type": name, "message": said(BAD_REQUEST), "errors": errors}
    return {"type": name, "message": said(first or BAD_REQUEST)}


def is_clients_fault(exception):
    """Whether the answer is a 4xx, so that the reason was written for the caller."""
    if isinstance(exception, BadRequest):
        return True
    from ZPublisher.HTTPResponse import status_codes

    status = getattr(exception, "status", None) or status_codes.get(
        type(exception).__name__.lower()
    )
    return isinstance(status, int) and 400 <= status < 500


@adapter(IPubBeforeCommit)
def give_errors_one_shape(event):
    """Errors that a service of plone.restapi has answered itself: `{error: {…}}`, or nothing."""
    request, response = event.request, event.request.response
    if response.getStatus() < 400 or not IEgovLayer.providedBy(request):
        return
    if not IAPIRequest.providedBy(request):
        return
    try:
        told = json.loads(response.body or b"null")
    except (TypeError, ValueError):
        return
    if isinstance(told, dict) and isinstance(told.get("error"), dict):
        told = told["error"]
    elif told is not None:
        return
    language = language_of(request)
    kind, message = BY_STATUS.get(response.getStatus(), ("BadRequest", BAD_REQUEST))
    answer = {
        "type": kind,
        "message": (told or {}).get("message") or translate(message, target_language=language),
    }
    response.setHeader("Content-Type", "application/json")
    response.setBody(json.dumps(answer, indent=2).encode())
