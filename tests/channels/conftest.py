"""The REST API, asked by readers and by a manager."""

import pytest
from served import FILLED_FIXTURE
from served import SERVED
from served import WSGI_SERVER_FIXTURE


@pytest.fixture(scope="module")
def served(functional_session):
    """The served portal, for the tests of one module only: its content shadows the others'."""
    layers = (FILLED_FIXTURE, WSGI_SERVER_FIXTURE, SERVED)
    for layer in layers:
        layer.setUp()
    yield SERVED
    for layer in reversed(layers):
        layer.tearDown()


@pytest.fixture
def functional(served):
    """The fixtures of pytest-plone stand on the served portal; what a test changes is undone."""
    served.testSetUp()
    yield served
    served.testTearDown()


@pytest.fixture
def site(functional_portal):
    return functional_portal


@pytest.fixture
def reader(site, request_factory):
    """Somebody who is not signed in."""
    return request_factory()


@pytest.fixture
def manager(site, request_factory):
    return request_factory(role="Manager")
