"""The REST API, asked by readers and by a manager."""

import pytest
from served import FILLED_FIXTURE
from served import SERVED
from served import WSGI_SERVER_FIXTURE
from standing import standing_for_a_module


globals().update(standing_for_a_module(FILLED_FIXTURE, WSGI_SERVER_FIXTURE, SERVED))


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
