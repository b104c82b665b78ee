"""Fixtures for all of the tests."""

from egov.portal.shared.limiting import counting
from layers import FUNCTIONAL
from layers import INTEGRATION
from people import make_agencies_and_people
import pytest
from pytest_plone import fixtures_factory
from running import RunningPortal


pytest_plugins = ["pytest_plone"]

globals().update(fixtures_factory(((INTEGRATION, "integration"), (FUNCTIONAL, "functional"))))


@pytest.fixture(autouse=True)
def nothing_counted():
    """No test is refused because of what the ones before it sent."""
    counting.forget()


@pytest.fixture(scope="session")
def made_portal(tmp_path_factory):
    """A portal made from nothing with its demo content, running until the tests end."""
    portal = RunningPortal(tmp_path_factory.mktemp("portal") / "var").start()
    try:
        yield portal.wait(300)
    finally:
        portal.stop()


@pytest.fixture
def agencies(portal):
    """UIDs of agencies A and B, with people named as in `people.PEOPLE` in their groups."""
    return make_agencies_and_people(portal)
