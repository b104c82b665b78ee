"""What requests have in common; a request for work that no browser asked for."""

from io import BytesIO
from ZPublisher.BaseRequest import RequestContainer
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


# Set in the environment of a request that is answered as GET is, but whose sender wants no body:
# what counts those who read leaves it out.
HEAD_ASKED = "egov.portal.head"
ENVIRONMENT = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "REQUEST_METHOD": "GET"}


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
