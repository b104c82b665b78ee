"""A service on a real server."""

from filing import make_agency
from filing import make_service
import pytest
from pytest_plone import fixtures_factory
from sending import SENDING
import transaction


globals().update(fixtures_factory(((SENDING, "functional"),)))


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
