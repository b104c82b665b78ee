"""A request for work that no browser asked for."""

from io import BytesIO
from ZPublisher.BaseRequest import RequestContainer
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


ENVIRONMENT = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "REQUEST_METHOD": "GET"}


def with_request(app):
    """The Zope root with a request of its own.

    Zope's `Testing.makerequest` does the same, but the mere import of that package makes a Zope
    that is still starting open a database in memory instead of the real one.
    """
    request = HTTPRequest(BytesIO(), dict(ENVIRONMENT), HTTPResponse(stdout=BytesIO()))
    request["PARENTS"] = [app]
    return app.__of__(RequestContainer(REQUEST=request))
