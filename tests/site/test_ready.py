"""Strangers' pages that are ready without Diazo are the pages that Diazo would have made."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from egov.portal.shared.caching import parts
from egov.portal.shared.caching.changes import sweep_later
from egov.portal.shared.static_files import stamp
from egov.portal.site import main_template
from egov.portal.site import ready
from egov.portal.site.demo.loading import load
from layers import PORTAL_FIXTURE
from lxml import etree
from lxml import html
from page_types import EVERYBODY
from pathlib import Path
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.portlets.portlets import news
from plone.app.testing import FunctionalTesting
from plone.app.testing import login
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.theming.utils import applyTheme
from plone.app.theming.utils import getTheme
from plone.app.theming.utils import theming_policy
from plone.portlets.interfaces import ILocalPortletAssignmentManager
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from plone.resource.interfaces import IResourceDirectory
from plone.testing.zope import Browser
import pytest
from standing import standing_for_a_module
import tempfile
import transaction
from zope.component import getGlobalSiteManager
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer
from zope.viewlet.interfaces import IViewlet
from zope.viewlet.interfaces import IViewletManager


class DemoLayer(PloneSandboxLayer):
    """The portal with the demo, loaded once for all of the tests here."""

    defaultBases = (PORTAL_FIXTURE,)

    def setUpPloneSite(self, portal):
        login(portal.aq_parent, SITE_OWNER_NAME)
        with tempfile.TemporaryDirectory() as folder:
            load(portal, users_file=Path(folder) / "users.txt")


DEMO = DemoLayer()
FILLED = FunctionalTesting(bases=(DEMO,), name="ReadyPages")
globals().update(standing_for_a_module(DEMO, FILLED))

#: Not the portal's own pages, and what is no page: Diazo makes them.
BY_DIAZO = {
    "/login",
    "/tin-tuc/ba-phan-tu-ho-so-nop-truc-tuyen",
    "/khong-co-trang-nay",
}


@pytest.fixture(autouse=True)
def nothing_remembered(functional_portal):
    """The database is taken back after each test; compiled themes and kept parts are not."""
    parts.kept.clear()
    theming_policy().invalidateCache()
    yield
    parts.kept.clear()
    theming_policy().invalidateCache()


@pytest.fixture
def visit(functional_app, functional_portal):
    """HTML of a path, as a visitor gets it that was never here."""

    def get(path="", language="vi", user=None, query=""):
        transaction.commit()
        headers = {"Cookie": f"I18N_LANGUAGE={language}"}
        browser = Browser(functional_app)
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        for name, value in headers.items():
            browser.addHeader(name, value)
        if user:
            browser.addHeader("Authorization", f"Basic {user}")
        browser.open(functional_portal.absolute_url() + path + query)
        return browser.contents

    return get


@pytest.fixture
def asked(monkeypatch):
    """What was said of the pages that were made: [whether it is ready]."""
    found, last = [], []

    def is_ready(request):
        said = ready.is_ready(request)
        if last != [request, said]:  # a page may ask twice
            found.append(said)
        last[:] = request, said
        return said

    monkeypatch.setattr(main_template, "is_ready", is_ready)
    return found


def dom(text):
    """The canonical form of a page, without spaces around texts, and without what is drawn anew."""
    root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for element in root.iter(etree.Element):
        element.attrib.pop("xml:lang", None)  # the theme's serializer writes it beside `lang`
        if element.get("type") == "hidden":
            element.attrib.pop("value", None)
    return etree.canonicalize(root, strip_text=True)


def is_ready_made(text):
    """Diazo's serializer writes the language twice."""
    return "xml:lang=" not in text.partition("<head")[0]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_ready_pages_are_as_diazo_makes_them(visit, asked, monkeypatch, language):
    by_diazo, other = set(), []
    for path in EVERYBODY:
        asked.clear()
        page = visit(path, language)
        if True not in asked:
            by_diazo.add(path)
            continue
        assert is_ready_made(page), path
        with monkeypatch.context() as patch:
            patch.setattr(main_template, "is_ready", lambda request: False)
            themed = visit(path, language)
        assert not is_ready_made(themed), path
        if dom(page) != dom(themed):
            other.append(path)
    assert other == []
    assert by_diazo == BY_DIAZO


def test_it_was_written_for_the_theme_as_it_is():
    """After a change of these files say the same in `templates/ready.pt` and `ready.arranged`."""
    for name, written_for in ready.WRITTEN_FOR.items():
        assert stamp("egov.portal", f"theme/{name}") == written_for, name


def test_a_changed_theme_is_made_by_diazo(visit, asked, monkeypatch):
    monkeypatch.setitem(ready.WRITTEN_FOR, "rules.xml", "0000000000000000")
    assert not is_ready_made(visit("/thu-tuc")) and asked == [False]


def test_who_signed_in_has_a_page_by_diazo(visit, asked):
    page = visit("/thu-tuc", user=f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    assert set(asked) == {False} and "edit-bar" in page


def test_what_is_asked_for_in_part_is_made_by_diazo(visit, asked):
    assert "eg-header" not in visit("/thu-tuc", query="?ajax_load=1")
    assert asked == [False]


def change(method, *given, **named):
    with api.env.adopt_roles(["Manager"]):
        method(*given, **named)
    sweep_later()  # as at the end of a request
    transaction.commit()


RULES = b"""<?xml version="1.0" encoding="utf-8"?>
<rules xmlns="http://namespaces.plone.org/diazo"
       xmlns:css="http://namespaces.plone.org/diazo/css">
  <theme href="index.html" />
  <replace css:content="head title" css:theme="head title" />
  <replace css:content-children="#portal-column-content" css:theme-children="#of-the-province" />
  <after css:content-children="#portal-header" css:theme-children="header" />
</rules>
"""
INDEX = b"""<!DOCTYPE html>
<html><head><title>x</title></head>
<body><header></header><div id="of-the-province"></div></body></html>
"""


def store(name, files):
    """A theme in the database."""
    folder = getUtility(IResourceDirectory, name="persistent")
    for part in ("theme", name):
        if part not in folder:
            folder.makeDirectory(part)
        folder = folder[part]
    for each, data in files.items():
        folder.writeFile(each, data)


def test_a_province_has_a_theme_of_its_own(visit, asked):
    assert is_ready_made(visit("/thu-tuc/1.001193"))
    manifest = b"[theme]\ntitle = Tinh\nrules = /++theme++tinh/rules.xml\nprefix = /++theme++tinh\n"
    files = {"manifest.cfg": manifest, "rules.xml": RULES, "index.html": INDEX}
    change(store, "tinh", files)
    change(lambda: applyTheme(getTheme("tinh")))
    page = visit("/thu-tuc/1.001193")
    assert asked[0] and not any(asked[1:])
    assert 'id="of-the-province"' in page and "eg-frame" not in page
    assert "eg-find-text" in page and "eg-title" in page
    change(lambda: applyTheme(getTheme("egov")))
    assert is_ready_made(visit("/thu-tuc/1.001193"))


def test_a_copy_of_the_theme_in_the_database_is_made_by_diazo(visit, asked):
    assert is_ready_made(visit("/thu-tuc"))
    change(store, "egov", {"rules.xml": RULES, "index.html": INDEX})
    visit("/thu-tuc")
    assert asked == [True, False]


def test_portlets_are_shown_and_blocked_on_the_next_page(visit, asked, functional_portal):
    manager = getUtility(IPortletManager, name="plone.rightcolumn")
    here = getMultiAdapter((functional_portal, manager), IPortletAssignmentMapping)
    section = functional_portal["thu-tuc"]
    blocked = getMultiAdapter((section, manager), ILocalPortletAssignmentManager)
    pages = ("/thu-tuc", "/thu-tuc/1.001193")

    def shown():
        return ["portletNews" in visit(path) for path in pages]

    assert shown() == [False, False]
    change(here.__setitem__, "tin", news.Assignment())
    assert shown() == [True, True]
    change(blocked.setBlacklistStatus, "context", True)
    assert shown() == [False, False]
    change(blocked.setBlacklistStatus, "context", False)
    assert shown() == [True, True]
    assert set(asked) == {True}


class OfAnAddOn(ViewletBase):
    """What an add-on puts into a manager."""

    security = ClassSecurityInfo()
    security.declareObjectPublic()
    security.setDefaultAccess("allow")

    def render(self):
        return TEXTS.get(self.manager.__name__, "")


InitializeClass(OfAnAddOn)
TEXTS = {
    "plone.htmlhead": '<meta name="of-an-add-on" content="a > b" />',
    "plone.htmlhead.links": '<link rel="me" href="https://example.vn/of-an-add-on" />',
    "plone.scripts": '<script src="https://example.vn/of-an-add-on.js"></script>',
    "plone.portalheader": "<p>in the header</p>",
    "plone.mainnavigation": "<p>in the navigation</p>",
    "plone.abovecontent": "<p>above the content</p>",
    "plone.belowcontent": "<p>below the content</p>",
    "plone.portalfooter": "<p>in the footer</p>",
    "plone.portaltop": "<p>at the top</p>",
}


def test_viewlets_of_add_ons_are_on_pages_of_strangers(visit, asked, monkeypatch):
    registry = getGlobalSiteManager()
    for_all = (Interface, IDefaultBrowserLayer, Interface, IViewletManager)
    registry.registerAdapter(OfAnAddOn, for_all, IViewlet, "of-an-add-on")
    try:
        page = visit("/thu-tuc/1.001193")
        assert set(asked) == {True}
        monkeypatch.setattr(main_template, "is_ready", lambda request: False)
        themed = visit("/thu-tuc/1.001193")
    finally:
        registry.unregisterAdapter(OfAnAddOn, for_all, IViewlet, "of-an-add-on")
    assert [name for name, text in TEXTS.items() if text not in page] == []
    assert dom(page) == dom(themed)
