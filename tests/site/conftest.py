"""What several tests of pages begin with."""

from plone import api
from plone.testing.zope import Browser
import pytest
import transaction


@pytest.fixture
def visit(functional_app):
    """HTML of an address, of another visitor each time."""

    def get(address, user=None, language=None):
        browser = Browser(functional_app)
        if user:
            browser.addHeader("Authorization", f"Basic {user}")
        if language:
            browser.addHeader("Cookie", f"I18N_LANGUAGE={language}")
        browser.open(address)
        return browser.contents

    return get


@pytest.fixture
def procedure(functional_portal):
    """A published procedure, 1.001193."""
    with api.env.adopt_roles(["Manager"]):
        procedure = api.content.create(
            functional_portal["thu-tuc"],
            "Procedure",
            id="1.001193",
            code="1.001193",
            title="Đăng ký khai sinh",
        )
        api.content.transition(procedure, "publish")
    transaction.commit()
    return procedure
