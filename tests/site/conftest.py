"""What several tests of pages begin with."""

from DateTime import DateTime
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
def make(functional_portal):
    """Make content in a section: `make("thu-tuc", "Procedure", title=…)`; published at once.

    `published`: the moment from which it counts as published.
    """

    def maker(section, portal_type, publish=True, published=None, **fields):
        with api.env.adopt_roles(["Manager"]):
            if "code" in fields and portal_type in ("Procedure", "FormTemplate"):
                fields.setdefault("id", fields["code"])
            container = functional_portal[section] if isinstance(section, str) else section
            content = api.content.create(container, portal_type, **fields)
            if publish:
                api.content.transition(content, "publish")
            if published:
                content.setEffectiveDate(DateTime(published))
                content.reindexObject()
        return content

    return maker


@pytest.fixture
def procedure(make):
    """A published procedure, 1.001193."""
    procedure = make("thu-tuc", "Procedure", code="1.001193", title="Đăng ký khai sinh")
    transaction.commit()
    return procedure
