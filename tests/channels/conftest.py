"""The REST API, asked by readers and by a manager."""

import pytest
from pytest_plone import fixtures_factory
from served import SERVED


globals().update(fixtures_factory(((SERVED, "functional"),)))


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
