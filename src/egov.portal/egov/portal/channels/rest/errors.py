"""Errors of the REST API: `{type, message, errors?}`, in the caller's language, no traceback."""

from egov.portal import _
from egov.portal.channels.rest.language import language_of
from egov.portal.interfaces import IEgovLayer
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import ICORSPolicy
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import MethodNotAllowed
from zExceptions import NotFound
from zExceptions import Unauthorized
from zExceptions.unauthorized import Unauthorized as ZUnauthorized
from zope.component import queryMultiAdapter
from zope.i18n import translate
from zope.i18nmessageid import Message


MESSAGES = (
    (NotFound, _("There is nothing at this address.")),
    (Unauthorized, _("You are not allowed to do this. Sign in with an account that is.")),
    (ZUnauthorized, _("You are not allowed to do this. Sign in with an account that is.")),
    (Forbidden, _("You are not allowed to do this.")),
    (MethodNotAllowed, _("This method is not allowed here.")),
)
BAD_REQUEST = _("The request is not right. See the errors.")
INTERNAL = _("Something went wrong on our side. It is in our log; please try again later.")


class PortalErrorHandling(ErrorHandling):
    """As plone.rest's on other sites; on a portal, what the class of the error allows to say."""

    def render_exception(self, exception):
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
