"""What is to be published later is told to its keepers, and to nobody else who edits."""

from DateTime import DateTime
from egov.portal.site.pickers import RankedVocabularyFactory
from people import as_person
from people import make_agencies_and_people
from plone import api
from plone.namedfile.file import NamedBlobFile
import pytest
from rest_calls import Rest
import transaction


TITLE = "Thông báo hẹn ngày"
LISTING = 'class="pat-structure"'


@pytest.fixture
def scheduled(functional_portal):
    """Published, from next week on, by agency A; one that shows now beside it."""
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        section = functional_portal["thong-bao"]
        content = api.content.create(section, "Announcement", title=TITLE, agency=a)
        content.effective_date = DateTime() + 7
        api.content.transition(content, "publish")
        content.reindexObject()
        now = api.content.create(section, "Announcement", title="Đang hiện", agency=a)
        api.content.transition(now, "publish")
    transaction.commit()
    return content


def titles(portal, query=None):
    """What folder contents, and pickers, are given."""
    path = "/".join(portal["thong-bao"].getPhysicalPath())
    where = {
        "i": "path",
        "o": "plone.app.querystring.operation.string.path",
        "v": f"{path}::1",
    }
    asked = {"criteria": [where, *(query or [])], "sort_on": "getObjPositionInParent"}
    return [term.value.Title for term in RankedVocabularyFactory()(portal["thong-bao"], asked)]


@pytest.mark.parametrize("person", ["editor", "reviewer", "portal-editor", "portal-reviewer"])
def test_keepers_see_it_in_the_contents_of_its_section(functional_portal, scheduled, person):
    with as_person(functional_portal, person):
        assert TITLE in titles(functional_portal)


@pytest.mark.parametrize("person", ["other-editor", "other-reviewer", "officer", "citizen"])
def test_other_agencies_do_not(functional_portal, scheduled, person):
    with as_person(functional_portal, person):
        assert titles(functional_portal) == ["Đang hiện"]


@pytest.mark.parametrize("person", ["reviewer", "other-reviewer", "editor"])
def test_keepers_of_any_agency_look_through_a_section(functional_app, scheduled, person):
    page = Rest(functional_app, person).html(scheduled.__parent__, "/folder_contents")
    assert page.status_int == 200 and LISTING in page.text


@pytest.mark.parametrize("person", ["anonymous", "citizen", "officer", "head"])
def test_others_look_through_none(functional_app, scheduled, person):
    page = Rest(functional_app, person).html(scheduled.__parent__, "/folder_contents")
    assert LISTING not in page.text


@pytest.mark.parametrize("person", ["other-reviewer", "officer", "head"])
def test_drafts_of_others_stay_out(functional_portal, scheduled, person):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(
            functional_portal["thong-bao"], "Announcement", title="Nháp A", agency=scheduled.agency
        )
    with as_person(functional_portal, person):
        assert "Nháp A" not in titles(functional_portal)


def test_nor_by_words_or_by_its_own_number(functional_portal, scheduled):
    words = {
        "i": "SearchableText",
        "o": "plone.app.querystring.operation.string.contains",
        "v": "hẹn ngày*",
    }
    with as_person(functional_portal, "other-editor"):
        assert TITLE not in titles(functional_portal, [words])
    with as_person(functional_portal, "editor"):
        assert TITLE in titles(functional_portal, [words])


def test_on_its_day_everybody_who_edits_sees_it(functional_portal, scheduled):
    scheduled.effective_date = DateTime() - 1
    scheduled.reindexObject()
    with as_person(functional_portal, "other-editor"):
        assert TITLE in titles(functional_portal)


@pytest.mark.parametrize("state", ["draft", "withdrawn", "published"])
def test_its_page_tells_what_is_true_of_its_state(
    functional_portal, functional_app, scheduled, state
):
    """Nothing shows by itself before it is published, and what was withdrawn shows on no day."""
    with api.env.adopt_roles(["Manager"]):
        if state != "published":
            api.content.transition(scheduled, "withdraw")
        if state == "draft":
            api.content.transition(scheduled, "reopen")
    transaction.commit()
    text = Rest(functional_app, "reviewer").html(scheduled).text
    assert ("state-later" in text) == (state == "draft")
    assert ("state-waits" in text) == (state == "published")


def test_its_page_tells_why_it_was_sent_back(functional_portal, functional_app, scheduled):
    api.user.get(username="reviewer").setMemberProperties({"fullname": "Trần Quốc Bảo"})
    section = functional_portal["thong-bao"]
    with as_person(functional_portal, "editor"):
        draft = api.content.create(section, "Announcement", title="Nháp", agency=scheduled.agency)
        api.content.transition(draft, "submit")
    with as_person(functional_portal, "reviewer"):
        api.content.transition(draft, "send_back", comment="Thiếu <b>địa điểm</b>")
    transaction.commit()
    text = Rest(functional_app, "editor").html(draft).text
    assert "egov-returned" in text and "Trần Quốc Bảo" in text
    assert "Thiếu &lt;b&gt;địa điểm" in text
    assert "egov-returned" not in Rest(functional_app, "editor").html(draft, "/@@preview").text
    with as_person(functional_portal, "editor"):
        api.content.transition(draft, "submit")
    transaction.commit()
    assert "egov-returned" not in Rest(functional_app, "reviewer").html(draft).text


def test_a_preview_shows_the_attachments(functional_portal, functional_app, scheduled):
    section = functional_portal["thong-bao"]
    with as_person(functional_portal, "editor"):
        draft = api.content.create(section, "Announcement", title="Nháp", agency=scheduled.agency)
        file = NamedBlobFile(data=b"%PDF-1.4", filename="a.pdf")
        api.content.create(draft, "File", title="Phụ lục một", file=file)
    transaction.commit()
    assert "Phụ lục một" in Rest(functional_app, "editor").html(draft, "/@@preview").text
    assert "Phụ lục một" not in Rest(functional_app, "other-editor").html(draft).text
