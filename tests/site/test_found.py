"""How a citizen sees what was found, and what was not."""

from egov.portal import dossiers
from egov.portal import search
from egov.portal.search import missed
from filing import make_submission
from plone import api
from plone.testing.zope import Browser
import pytest
import transaction


KINDS = ("Procedure", "Announcement", "Service", "Agency", "FAQ", "Dossier")


@pytest.fixture
def visit(functional_app, functional_portal):
    """The HTML of an address below the site, as an anonymous visitor gets it."""
    testapp = Browser(functional_app).testapp

    def get(path, language="vi"):
        transaction.commit()
        headers = {"Cookie": f"I18N_LANGUAGE={language}"}
        return testapp.get(functional_portal.absolute_url() + path, headers=headers).text

    return get


@pytest.fixture
def procedures(functional_portal):
    """Two published procedures of one name, and one with an English name."""
    with api.env.adopt_roles(["Manager"]):
        for code, title in (
            ("1.000001", "Trình báo mất hộ chiếu phổ thông"),
            ("1.000002", "Trình báo mất hộ chiếu phổ thông"),
            ("1.000003", "Đăng ký khai sinh"),
        ):
            content = api.content.create(
                functional_portal["thu-tuc"], "Procedure", id=code, code=code, title=title
            )
            api.content.transition(content, "publish")
        content.title_en = "Birth registration"
        content.reindexObject()


def test_procedures_of_one_name_are_shown_together(procedures, visit):
    html = visit("/thu-tuc?q=mat+ho+chieu")
    assert html.count("<details") - visit("/thu-tuc?q=khai+sinh").count("<details") == 1
    for code in ("1.000001", "1.000002"):
        assert f"/thu-tuc/{code}" in html


def test_results_have_english_names_and_mark_others_as_vietnamese(procedures, visit):
    english = visit("/@@search?SearchableText=khai+sinh", "en")
    assert "Birth registration" in english.replace("<mark>", "").replace("</mark>", "")
    assert 'lang="vi"' in visit("/@@search?SearchableText=mat+ho+chieu", "en")


def test_what_is_meant_by_an_everyday_word_is_said(procedures, visit):
    assert "“passport”: cấp hộ chiếu phổ thông" in visit("/thu-tuc?q=passport")


@pytest.mark.parametrize("path", ["/thu-tuc?q=zzzz", "/@@search?SearchableText=zzzz"])
def test_nothing_found_leads_to_the_life_events(procedures, visit, path):
    assert "/thu-tuc?life_event=" in visit(path).split("eg-empty")[1]


def test_a_dossier_is_found_suggested_and_counted_by_nobody(procedures):
    receipt = dossiers.receive(make_submission())
    for words in (receipt.code, "Nguyễn Thị Hoa", "đơn xin.pdf"):
        for roles in ([], ["Manager"]):
            with api.env.adopt_roles(roles or ["Anonymous"]):
                everything = search.everything(words, KINDS)
                found = [
                    *(item.brain for item in everything.items),
                    *(item.brain for item in search.procedures(words).items),
                    *search.suggest(words),
                    *api.portal.get_tool("portal_catalog")(egov_found=words),
                ]
            assert "Dossier" not in {brain.portal_type for brain in found}
            assert "Dossier" not in {one["value"] for one in everything.facets.get("kind", ())}
    assert missed.worth_counting(receipt.code) is None
