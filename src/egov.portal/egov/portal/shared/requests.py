"""What requests have in common; a request for work that no browser asked for."""

from io import BytesIO
import re
from ZPublisher.BaseRequest import RequestContainer
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


# Set in the environment of a request that is answered as GET is, but whose sender wants no body:
# what counts those who read leaves it out.
HEAD_ASKED = "egov.portal.head"
ENVIRONMENT = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "REQUEST_METHOD": "GET"}

#: Faults of our own that Zope takes, by their names, for a service that is away (503).
OWN_FAULTS = (KeyError, NameError)
FAILED = (AttributeError, LookupError, TypeError, ValueError)
NO_NUMBER = re.compile(r"(?:invalid literal for int\(\) with base 10|could not convert .*): (.*)")


def with_request(app):
    """The Zope root with a request of its own.

    Zope's `Testing.makerequest` does the same, but the mere import of that package makes a Zope
    that is still starting open a database in memory instead of the real one.
    """
    request = HTTPRequest(BytesIO(), dict(ENVIRONMENT), HTTPResponse(stdout=BytesIO()))
    request["PARENTS"] = [app]
    return app.__of__(RequestContainer(REQUEST=request))


def was_read(request):
    """Whether a request could be read, so that its address was followed."""
    return "ACTUAL_URL" in request.other


def leads_nowhere(request, error):
    """Whether an error says that the address names nothing: nothing was found to be called yet.

    Views and namespaces of Plone fail in many ways on names they do not expect.
    """
    followed = "PUBLISHED" in request.other
    return was_read(request) and not followed and isinstance(error, FAILED)


def asks_wrongly(request, error):
    """Whether an error comes of a parameter that is no such value as the address promises.

    These are texts that should be numbers, and what the address makes of its texts by itself: lists
    and records (`a=1&a=2`, `a.b:record=1`), where one text is expected.
    """
    if request.method not in ("GET", "HEAD"):
        return False
    values = list(request.form.values())
    if isinstance(error, ValueError):
        wanted = NO_NUMBER.search(str(error))
        return wanted is not None and wanted[1] in map(repr, values)
    if isinstance(error, (AttributeError, TypeError)):
        return any(not isinstance(value, (str, int)) for value in values)
    return False
