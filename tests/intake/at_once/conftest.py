"""A service on a real server."""

from filing import make_agency
from filing import make_service
from plone.testing.zope import WSGI_SERVER_FIXTURE
import pytest
from sending import SENDING
from standing import standing_for_a_module
import transaction


globals().update(standing_for_a_module(WSGI_SERVER_FIXTURE, SENDING))


@pytest.fixture
def url(functional, functional_portal):
    """Address of the service over REST, on the real server."""
    service = make_service(make_agency())
    transaction.commit()
    host, port = functional["host"], functional["port"]
    path = "/".join(service.getPhysicalPath()[2:])
    return f"http://{host}:{port}/{functional_portal.getId()}/++api++/{path}"


@pytest.fixture
def catalog(functional_portal):
    def current():
        transaction.begin()
        return functional_portal["ho-so"]._catalog

    return current
