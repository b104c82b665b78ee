"""Answers of services, errors above all: {type, message, errors?}."""

from egov.portal import _
from zope.i18n import translate


def failure(request, status, type, message, errors=None):
    """Set the status and return the body of an error, in the language asked for.

    :param errors: [{field, message}], messages translated already
    """
    request.response.setStatus(status)
    body = {"type": type, "message": say(request, message)}
    if errors:
        body["errors"] = errors
    return body


def unless_json(request):
    """The answer 415 where the body is no JSON by its type, else None.

    Another site's page cannot send this type: a person's cookie is of no use to it here.
    """
    content_type = request.getHeader("Content-Type") or ""
    if content_type.partition(";")[0].strip().lower() == "application/json":
        return None
    return failure(request, 415, "UnsupportedMediaType", _("Send application/json."))


def too_often(request, refused):
    """The answer to a `TooOften`: 429, and when to try again."""
    refused.tell(request.response)
    return failure(request, 429, "TooManyRequests", refused.message)


def say(request, message):
    return translate(message, target_language=request.get("LANGUAGE"))
