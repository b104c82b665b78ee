"""What the frame keeps from one request to the next is never older than the content."""

from egov.portal.shared.caching.parts import kept
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
import pytest
import transaction


@pytest.fixture
def visit(functional_app, functional_portal):
    """HTML of the site's search page; of another request each time."""

    def get(user=None):
        browser = Browser(functional_app)
        if user:
            browser.addHeader("Authorization", f"Basic {user}")
        browser.open(f"{functional_portal.absolute_url()}/@@search")
        return browser.contents

    return get


@pytest.fixture
def page(functional_portal):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(functional_portal, "Document", title="Trang mot")
        api.content.transition(page, "publish")
    transaction.commit()
    return page


def change(method, *given, **named):
    with api.env.adopt_roles(["Manager"]):
        method(*given, **named)
    transaction.commit()


def test_a_published_change_is_in_the_next_frame(visit, page):
    assert "Trang mot" in visit()
    page.title = "Trang hai"
    change(page.reindexObject)
    assert "Trang hai" in visit()
    change(api.content.transition, page, to_state="withdrawn")
    assert "Trang hai" not in visit()


def test_an_urgent_notice_is_on_the_next_page(visit, functional_portal):
    visit()
    with api.env.adopt_roles(["Manager"]):
        notice = api.content.create(
            functional_portal["thong-bao"], "Announcement", title="Bao so ba", urgent_banner=True
        )
        api.content.transition(notice, "publish")
    transaction.commit()
    assert "Bao so ba" in visit()
    change(api.content.delete, notice)
    assert "Bao so ba" not in visit()


def test_what_is_kept_is_what_strangers_see(visit, functional_portal):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(functional_portal, "Document", title="Chua dang")
    transaction.commit()
    assert "Chua dang" in visit(f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    assert "Chua dang" not in visit()
    assert "Chua dang" in visit(f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")


def test_it_is_made_once_as_long_as_nothing_changes(visit, page, functional_portal):
    visit()  # Plone's portlet of events writes once
    visit()
    values = kept[functional_portal._p_jar.db()]
    pages = [what for what in values if what[0] == "Footer.pages"]
    assert pages
    before = [values[what][3] for what in pages]
    visit()
    assert all(values[what][3] is value for what, value in zip(pages, before, strict=True))


def test_the_toolbar_is_for_those_who_signed_in(visit):
    assert "edit-bar" not in visit()
    assert "edit-bar" in visit(f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
