"""Pages put together in a kept frame: each has its own in all of its places, and nobody else's."""

from egov.portal.shared.caching.changes import sweep_later
from egov.portal.shared.caching.parts import kept
from egov.portal.site import framed
from egov.portal.site.frame import Path
from egov.portal.site.kept_frame import Marks
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
import pytest
import re
import transaction
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer
from zope.viewlet.interfaces import IViewlet
from zope.viewlet.interfaces import IViewletManager


@pytest.fixture
def pages(functional_portal, visit):
    """Addresses of two procedures, of which the frame is kept already."""
    section = functional_portal["thu-tuc"]
    with api.env.adopt_roles(["Manager"]):
        for code in ("9.100001", "9.100002"):
            each = api.content.create(
                section, "Procedure", code, title=f"Thu tuc {code}", code=code
            )
            api.content.transition(each, to_state="published")
    sweep_later()
    transaction.commit()
    kept.clear()
    found = [section[code].absolute_url() for code in ("9.100001", "9.100002")]
    for address in (*found, *found):  # Plone's portlet of events writes once
        visit(address)
    yield found
    kept.clear()


@pytest.fixture
def cut(monkeypatch):
    """Each time that a page is cut: whether it can be kept."""
    found = []
    before = framed.cut

    def counted(view):
        pieces = before(view)
        found.append(pieces is not None)
        return pieces

    monkeypatch.setattr(framed, "cut", counted)
    return found


def test_each_page_has_its_own_in_every_place(visit, pages, cut):
    for mine, other in (pages, pages[::-1]):
        code, others = mine[-8:], other[-8:]
        page = visit(mine)
        assert others not in page
        assert f"<title>Thu tuc {code}" in page
        assert f'rel="canonical" href="{mine}"' in page
        assert f'hreflang="en" href="{mine}?set_language=en"' in page
        assert page.count(f'"{mine}?set_language=en"') >= 2  # head and header
        assert f'aria-current="page">Thu tuc {code}' in page
        assert f'data-base-url="{mine}"' in page
        assert f"subsection-{code}" in re.search('<body[^>]* class="([^"]*)"', page)[1]
    assert cut == []


def test_no_mark_is_left_in_a_page(visit, pages, cut, monkeypatch):
    tokens = []
    before = Marks.__init__

    def init(self):
        before(self)
        tokens.append(self.token)

    monkeypatch.setattr(Marks, "__init__", init)
    kept.clear()
    text = visit(pages[0]) + visit(pages[1]) + visit(pages[0], language="en")
    assert cut == [True, True]  # one a language
    assert len(tokens) == 2 and not any(token in text for token in tokens)


def test_each_language_has_its_own_frame(visit, pages):
    assert "Legal documents" in visit(pages[0], language="en")
    assert "Legal documents" not in visit(pages[1])
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"' in visit(pages[1], language="en")


def test_who_signed_in_has_nothing_of_it(visit, pages, cut):
    page = visit(pages[0], f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    assert "edit-bar" in page and cut == []
    assert "edit-bar" not in visit(pages[0])


def test_a_renamed_site_is_so_on_the_next_page(visit, pages):
    with api.env.adopt_roles(["Manager"]):
        api.portal.set_registry_record("plone.site_title", "Ten moi <cua> cong")
    sweep_later()
    transaction.commit()
    page = visit(pages[1])
    assert page.count("Ten moi &lt;cua&gt; cong") >= 3 and "<cua>" not in page


class OnSome(ViewletBase):
    """What an add-on shows on some pages of a kind, or cannot show on them."""

    __roles__ = None
    __allow_access_to_unprotected_subobjects__ = 1

    def render(self):
        code = self.context.getId()
        if code == "9.100002":
            raise ValueError(code)
        return f"<p>of the add-on: {code}</p>"


@pytest.fixture(params=["plone.portalfooter", "plone.abovecontent", "plone.belowcontent"])
def on_some(request):
    """An add-on's viewlet, in a manager of the frame or of a place in it."""

    class Here(OnSome):
        def render(self):
            return super().render() if self.manager.__name__ == request.param else ""

    registry = getGlobalSiteManager()
    for_all = (Interface, IDefaultBrowserLayer, Interface, IViewletManager)
    registry.registerAdapter(Here, for_all, IViewlet, "of-an-add-on")
    kept.clear()
    yield
    registry.unregisterAdapter(Here, for_all, IViewlet, "of-an-add-on")


def test_a_viewlet_that_nobody_knows_is_asked_on_each_page(on_some, visit, pages):
    assert "of the add-on: 9.100001" in visit(pages[0])
    page = visit(pages[1])
    assert "error while rendering of-an-add-on" in page and "9.100001" not in page


def test_a_viewlet_that_fails_is_answered_for_as_ever(visit, pages, monkeypatch):
    def failing(self):
        raise ValueError("no path")

    monkeypatch.setattr(Path, "index", failing)
    page = visit(pages[0])
    assert "error while rendering plone.path_bar" in page
    assert "Thu tuc 9.100001</h1>" in page and 'id="portal-footer-wrapper"' in page
