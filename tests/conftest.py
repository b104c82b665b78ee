"""Fixtures for all of the tests."""

from egov.portal.shared.limiting import counting
from layers import FUNCTIONAL
from layers import INTEGRATION
import os
from people import make_agencies_and_people
import pytest
from pytest_plone import fixtures_factory
from running import RunningPortal
import shutil
import side_by_side


pytest_plugins = ["pytest_plone"]

side_by_side.forget_the_path()

# Servers within this process have no worker: tests work the outbox themselves.
os.environ["EGOV_OUTBOX_WORKER"] = "off"

globals().update(fixtures_factory(((INTEGRATION, "integration"), (FUNCTIONAL, "functional"))))


def pytest_xdist_setupnodes():
    side_by_side.tell_workers_the_path()


def pytest_xdist_make_scheduler(config, log):
    return side_by_side.ByFile(config, log)


@pytest.fixture(autouse=True)
def nothing_counted():
    """No test is refused because of what the ones before it sent."""
    counting.forget()


@pytest.fixture(scope="session")
def made_portal(tmp_path_factory):
    """A portal made from nothing with its demo content, running until the tests end.

    `fresh_var`: a copy of its data as they were when nobody had used it yet.
    """
    folder = tmp_path_factory.mktemp("portal")
    portal = RunningPortal(folder / "var").start()
    try:
        portal.wait(600).at_rest(120)
        portal.fresh_var = folder / "fresh"
        not_kept = shutil.ignore_patterns("*.lock", "start.log")
        shutil.copytree(portal.var, portal.fresh_var, ignore=not_kept)
        yield portal
    finally:
        portal.stop()


@pytest.fixture
def agencies(portal):
    """UIDs of agencies A and B, with people named as in `people.PEOPLE` in their groups."""
    return make_agencies_and_people(portal)
