"""Layers that stand for one module of tests, because what they set up shadows other layers."""

from contextlib import ExitStack
from plone.testing.zope import WSGI_SERVER_FIXTURE
import pytest


def standing_for_a_module(*layers):
    """Fixtures for a test module or its folder's conftest: `globals().update(...)`.

    `layers` in the order of their set-up; the last one is the one tests see as `functional`, the
    name under which the fixtures of pytest-plone look for it.
    """

    @pytest.fixture(scope="module")
    def layer_of_module(functional_session):
        with ExitStack() as stack:
            for layer in layers:
                if layer is WSGI_SERVER_FIXTURE:
                    layer.port = None  # any that is free now, not the one it had the last time
                layer.setUp()
                stack.callback(layer.tearDown)
            yield layers[-1]

    @pytest.fixture
    def functional(layer_of_module):
        layer_of_module.testSetUp()
        yield layer_of_module
        layer_of_module.testTearDown()

    return {"layer_of_module": layer_of_module, "functional": functional}
