"""A service with its form, and clients for both ways in."""

from filing import make_agency
from filing import make_service
from filing import make_user
from filing import PASSWORD
import json
from plone.testing.zope import Browser
import pytest
import transaction


@pytest.fixture
def agency(functional_portal):
    agency = make_agency()
    make_user("officer", agency, "officers")
    make_user("hoa", roles=["Citizen"])
    transaction.commit()
    return agency


@pytest.fixture
def service(agency):
    service = make_service(agency)
    transaction.commit()
    return service


@pytest.fixture
def dossiers(functional_portal):
    """A function giving all dossiers stored, newest first."""

    def stored():
        transaction.begin()
        register = functional_portal["ho-so"]
        rows = register._catalog.search(size=1000)
        return [register.unrestrictedTraverse(row.path) for row in rows]

    return stored


@pytest.fixture
def visitor(functional_app):
    """visitor(user=None, language="vi") -> a browser that follows links and fills in forms."""

    def make(user=None, language=None):
        browser = Browser(functional_app)
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        if language:
            browser.addHeader("Accept-Language", language)
        return browser

    return make


class Client:
    """REST over WSGI: answers have `status_int`, `json`, `headers`."""

    def __init__(self, app):
        self.app = Browser(app).testapp

    def get(self, url, user=None, **headers):
        return self.app.get(url, headers=self.headers(user, headers), expect_errors=True)

    def post(self, url, body, key="a-key-of-16-chars", user=None, **headers):
        """`body`: JSON values, or bytes that are sent as they are."""
        headers = {"Content_Type": "application/json", **self.headers(user, headers)}
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            headers["Idempotency-Key"] = key
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.app.post(url, data, headers=headers, expect_errors=True)

    def headers(self, user, given):
        headers = {"Accept": "application/json", **given}
        if user:
            headers["Authorization"] = f"Basic {user}:{PASSWORD}"
        return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture
def rest(functional_app):
    return Client(functional_app)
