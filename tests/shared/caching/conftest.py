"""The filter in front of a portal with something of each type, in the tests' own process."""

import base64
from egov.portal.shared.caching.front import Front
from egov.portal.shared.caching.memory import Memory
from filing import as_manager
import gzip
from io import BytesIO
import json
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
import pytest
from served import FILLED_FIXTURE
from served import SERVED
from served import WSGI_SERVER_FIXTURE
from standing import standing_for_a_module
import transaction
from wsgiref.util import setup_testing_defaults
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module


globals().update(standing_for_a_module(FILLED_FIXTURE, WSGI_SERVER_FIXTURE, SERVED))


class Answered:
    """What a client got."""

    def __init__(self, environ, status, headers, body):
        self.hit = environ.get("egov.portal.caching") == "hit"
        self.status = int(status[:3])
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body

    @property
    def text(self):
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @property
    def json(self):
        return json.loads(self.text)


class Client:
    """Asks a `Front` as a server would."""

    def __init__(self, front, root):
        self.front = front
        self.root = root

    def get(self, path="", query="", method="GET", user=None, **environ):
        """The answer at a path below the portal; `environ` e.g. HTTP_ACCEPT."""
        asked = {"REQUEST_METHOD": method, "QUERY_STRING": query, "wsgi.input": BytesIO()}
        asked.update(PATH_INFO=self.root + path, HTTP_HOST="nohost", SERVER_NAME="nohost")
        if user:
            asked["HTTP_AUTHORIZATION"] = user
        asked.update(environ)
        setup_testing_defaults(asked)
        asked["SERVER_PROTOCOL"] = "HTTP/1.1"
        said = []
        transaction.commit()
        site = getSite()
        setSite(None)
        try:
            pieces = self.front(asked, lambda *given: said.append(given))
            body = b"".join(pieces)
        finally:
            setSite(site)
        transaction.begin()
        return Answered(asked, said[-1][0], said[-1][1], body)

    def rest(self, path="", query="", **environ):
        return self.get(f"/++api++{path}", query, HTTP_ACCEPT="application/json", **environ)

    def warm(self, path="", query="", **environ):
        """Ask until it is kept, and be sure that it is."""
        self.get(path, query, **environ)
        if not self.get(path, query, **environ).hit:
            self.get(path, query, **environ)
        assert self.get(path, query, **environ).hit, path
        return self

    def rest_warm(self, path="", query=""):
        self.rest(path, query)
        if not self.rest(path, query).hit:
            self.rest(path, query)
        assert self.rest(path, query).hit, path
        return self


@pytest.fixture
def front():
    return Front(HTTPExceptionHandler(publish_module), kept=Memory())


@pytest.fixture
def client(front, functional_portal):
    return Client(front, "/plone")


@pytest.fixture
def manager():
    """The header of somebody who may do everything."""
    token = base64.b64encode(f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}".encode()).decode()
    return f"Basic {token}"


@pytest.fixture
def change(functional_portal):
    """`change(function, *given)`: as a manager, committed."""

    def run(function, *given, **named):
        with as_manager():
            result = function(*given, **named)
        transaction.commit()
        return result

    return run
