"""Answers of services, errors above all: {type, message, errors?}."""

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


def too_often(request, refused):
    """The answer to a `TooOften`: 429, and when to try again."""
    refused.tell(request.response)
    return failure(request, 429, "TooManyRequests", refused.message)


def say(request, message):
    return translate(message, target_language=request.get("LANGUAGE"))
