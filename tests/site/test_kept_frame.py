"""Header, navigation and footer that are kept show each page's own, and every change."""

from egov.portal.shared.caching.changes import sweep_later
from egov.portal.shared.caching.parts import kept
from egov.portal.site.kept_frame import Header
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.registry.interfaces import IRegistry
from Products.CMFCore.ActionInformation import Action
import pytest
import transaction
from zope.component import getUtility


@pytest.fixture
def address(functional_portal, visit):
    """Of a section, whose frame is kept already."""
    found = f"{functional_portal.absolute_url()}/thong-bao"
    visit(found)  # Plone's portlet of events writes once
    visit(found)
    return found


def change(method, *given, **named):
    with api.env.adopt_roles(["Manager"]):
        method(*given, **named)
    sweep_later()  # as at the end of a request
    transaction.commit()


def test_the_header_is_kept_and_leads_to_the_same_page_in_english(
    visit, address, functional_portal
):
    found = [what[0] for what in kept[functional_portal._p_jar.db()]]
    assert any(isinstance(each, type) and issubclass(each, Header) for each in found)
    for place in (address, address.replace("thong-bao", "van-ban")):
        assert f'href="{place}?set_language=en"' in visit(place)


def test_each_section_is_marked_on_its_own_pages(visit, address):
    for name in ("thong-bao", "van-ban", "thong-bao"):
        place = address.replace("thong-bao", name)
        page = visit(place)
        assert page.count('aria-current="page"') + page.count('aria-current="true"') >= 1
        current = page.partition('id="eg-menu"')[2].partition('aria-current="true"')[2]
        assert current.partition(">")[0].strip() == f'href="{place}"'


def test_each_language_has_its_own_frame(visit, address):
    assert "Legal documents" in visit(address, language="en")
    assert "Legal documents" not in visit(address)
    assert "Legal documents" in visit(address, language="en")


def test_what_was_searched_is_for_who_searched(visit, address):
    assert "tim-thay-gi" in visit(f"{address}?SearchableText=tim-thay-gi")
    assert "tim-thay-gi" not in visit(address)


def test_who_signed_in_has_other_links(visit, address):
    assert "personaltools-login" in visit(address)
    page = visit(address, f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    assert "personaltools-login" not in page
    assert "edit-bar" not in visit(address)


def test_a_renamed_site_or_section_is_so_on_the_next_page(visit, address, functional_portal):
    change(api.portal.set_registry_record, "plone.site_title", "Ten moi cua cong")
    assert visit(address).count("Ten moi cua cong") >= 3
    section = functional_portal["van-ban"]
    section.title = "Ten moi cua muc"
    change(section.reindexObject)
    assert "Ten moi cua muc" in visit(address)


def test_an_action_added_is_in_the_next_footer(visit, address, functional_portal):
    actions = functional_portal.portal_actions.site_actions
    action = Action(
        "own", title="Lien ket them", url_expr="string:${portal_url}/them", visible=True
    )
    change(actions._setObject, "own", action)
    assert "Lien ket them" in visit(address)


def test_an_action_of_the_page_is_of_each_page(visit, address, functional_portal):
    actions = functional_portal.portal_actions.site_actions
    action = Action(
        "own", title="Lien ket them", url_expr="string:${object_url}/them", visible=True
    )
    change(actions._setObject, "own", action)
    for place in (address, address.replace("thong-bao", "van-ban")):
        assert f'href="{place}/them"' in visit(place)


def test_settings_of_the_registry_are_those_of_the_next_page(visit, address):
    registry = getUtility(IRegistry)
    before = list(registry["plone.available_languages"])
    change(registry.__setitem__, "plone.available_languages", ["vi"])
    assert "set_language" not in visit(address)
    change(registry.__setitem__, "plone.available_languages", before)
    assert "set_language=en" in visit(address)


def test_an_action_of_documents_is_shown_once_switched_on(visit, address, functional_portal):
    actions = functional_portal.portal_actions.document_actions
    assert "section-document-actions" not in visit(address)
    action = Action(
        "own", title="Viec tren trang", url_expr="string:${object_url}/viec", visible=True
    )
    change(actions._setObject, "own", action)
    assert f'href="{address}/viec"' in visit(address)
