"""Fixtures for all of the tests."""

from layers import FUNCTIONAL
from layers import INTEGRATION
from pytest_plone import fixtures_factory


pytest_plugins = ["pytest_plone"]

globals().update(fixtures_factory(((INTEGRATION, "integration"), (FUNCTIONAL, "functional"))))
