"""Control panels of the lists that content chooses from."""

from egov.portal.catalogue import taxonomy
from egov.portal.publications.taxonomy import document_types
from egov.portal.publications.taxonomy import english_document_types
from filing import as_manager
from filing import make_user
from filing import PASSWORD
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
import pytest
import transaction


@pytest.fixture
def panel(functional_portal, functional_app):
    """Opens a control panel as an administrator: panel("egov-taxonomy") -> browser."""

    def panel(name, user=SITE_OWNER_NAME, password=SITE_OWNER_PASSWORD):
        transaction.commit()
        browser = Browser(functional_app)
        browser.raiseHttpErrors = False
        browser.followRedirects = user == SITE_OWNER_NAME
        browser.addHeader("Authorization", f"Basic {user}:{password}")
        browser.open(f"{functional_portal.absolute_url()}/@@{name}")
        return browser

    return panel


def save(browser):
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()


def test_a_name_is_changed_and_a_field_added(panel):
    browser = panel("egov-taxonomy")
    lines = browser.getControl(name="form.widgets.fields")
    assert "G15-TP07 | Hộ tịch" in lines.value
    lines.value = lines.value.replace("| Hộ tịch", "| Hộ tịch, quốc tịch") + "\nX1 | Lĩnh vực mới"
    save(browser)
    assert taxonomy.fields()["G15-TP07"] == "Hộ tịch, quốc tịch"
    assert taxonomy.fields()["X1"] == "Lĩnh vực mới"


def test_saving_unchanged_keeps_everything(panel):
    before = taxonomy.fields(), taxonomy.audiences(), taxonomy.life_events()
    save(panel("egov-taxonomy"))
    assert (taxonomy.fields(), taxonomy.audiences(), taxonomy.life_events()) == before


def test_english_names_are_edited_beside_the_others(panel):
    browser = panel("egov-taxonomy")
    lines = browser.getControl(name="form.widgets.fields_en")
    assert "G15-TP07 | Civil status" in lines.value
    lines.value = lines.value.replace("| Civil status", "| Births and marriages")
    save(browser)
    assert taxonomy.in_english("fields")["G15-TP07"] == "Births and marriages"
    browser = panel("egov-document-types")
    assert "nghi-dinh | Decree" in browser.getControl(name="form.widgets.document_types_en").value


def test_a_name_that_was_changed_has_the_english_of_the_old_one_no_more(panel):
    browser = panel("egov-taxonomy")
    lines = browser.getControl(name="form.widgets.fields")
    lines.value = lines.value.replace("| Hộ tịch", "| Hộ tịch, quốc tịch")
    save(browser)
    assert "G15-TP07" not in taxonomy.in_english("fields")
    assert taxonomy.in_english("fields")["G15-TP03"]


def test_all_that_ships_has_an_english_name(portal):
    assert taxonomy.in_english("fields").keys() == taxonomy.fields().keys()
    assert taxonomy.in_english("audiences").keys() == taxonomy.audiences().keys()
    assert english_document_types().keys() == document_types().keys()


@pytest.mark.parametrize("text", ["G15-TP07", "| Hộ tịch", "A | Một\nA | Hai"])
def test_lines_that_are_not_code_and_name_are_refused(panel, text):
    before = document_types()
    browser = panel("egov-document-types")
    browser.getControl(name="form.widgets.document_types").value = text
    save(browser)
    assert "invalid-feedback" in browser.contents
    assert document_types() == before


def test_what_is_in_use_cannot_be_taken_away(functional_portal, panel):
    with as_manager():
        api.content.create(
            functional_portal["van-ban"],
            "LegalDocument",
            title="Nghị định",
            number="1/NĐ-CP",
            document_type="nghi-dinh",
        )
    browser = panel("egov-document-types")
    browser.getControl(name="form.widgets.document_types").value = "luat | Luật"
    save(browser)
    assert "nghi-dinh" in document_types()
    browser.getControl(name="form.widgets.document_types").value = "nghi-dinh | Nghị định"
    save(browser)
    assert document_types() == {"nghi-dinh": "Nghị định"}


@pytest.mark.parametrize("name", ["egov-taxonomy", "egov-document-types"])
def test_an_editor_may_not(functional_portal, panel, name):
    make_user("editor", roles=("Member", "Editor"))
    browser = panel(name, "editor", PASSWORD)
    assert browser.headers["status"][:3] in ("302", "401")
