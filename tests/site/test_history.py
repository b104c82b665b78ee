"""Who changed what and when: told to those who keep it, and undone by who may change it."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.SpecialUsers import system
from egov.portal.catalogue.importers.publishing import NOTE as IMPORTED
from egov.portal.catalogue.importers.publishing import publish
from egov.portal.shared.history_notes import noted
import lxml.html
from people import make_agencies_and_people
from plone import api
import pytest
from rest_calls import Rest
import transaction
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


OLD, NOTE = "Bản cũ chưa công bố", "Ghi chú nội bộ"
KEEPERS = ["editor", "reviewer", "portal-editor", "portal-reviewer", "site-admin"]
OTHERS = ["anonymous", "citizen", "officer", "head", "other-editor", "other-reviewer"]
PAGES = [
    "/@@historyview",
    "/@@contenthistory",
    "/@@contenthistorypopup",
    "/@@history?one=current&two=0",
    "/versions_history_form?version_id=0",
    "/@@version_metadata_view?version_id=0",
]


@pytest.fixture
def procedure(functional_portal):
    """Published in its second version; the first one and its note were never public."""
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        section = functional_portal["thu-tuc"]
        content = api.content.create(
            section, "Procedure", title=OLD, code="1.001193", agency=a, keywords=["khai sinh"]
        )
        content.title = "Đăng ký khai sinh"
        content.keywords = ["giấy khai sinh"]
        notify(ObjectModifiedEvent(content))
        content.reindexObject()
        api.portal.get_tool("portal_repository").save(content, comment=NOTE)
        api.content.transition(content, "publish", comment=NOTE)
    transaction.commit()
    return content


@pytest.mark.parametrize("page", PAGES)
def test_strangers_and_other_agencies_do_not_see_the_history(procedure, functional_app, page):
    for person in OTHERS:
        text = Rest(functional_app, person).html(procedure, page).text
        assert OLD not in text and NOTE not in text, (person, page)


def test_strangers_and_other_agencies_do_not_read_it_over_rest(procedure, functional_app):
    for person in OTHERS:
        rest = Rest(functional_app, person)
        for service in ("/@history", "/@history/0"):
            answer = rest.get(procedure, service)
            assert answer.status_int in (401, 403, 404), (person, service, answer.status_int)
            assert OLD not in answer.text and NOTE not in answer.text


def test_keepers_see_who_changed_what(procedure, functional_app):
    for person in KEEPERS:
        rest = Rest(functional_app, person)
        assert NOTE in rest.html(procedure, "/@@historyview").text, person
        changes = rest.html(procedure, "/@@history?one=current&two=0").text
        assert OLD in changes and "giấy khai sinh" in changes, person


def test_the_public_page_says_when_it_was_changed_but_not_by_whom(procedure, functional_app):
    text = Rest(functional_app).html(procedure).text
    assert "Cập nhật" in text
    assert "reviewer" not in text and NOTE not in text


def send(rest, content, **fields):
    """POST to the page that goes back, with the token of its form."""
    transaction.commit()
    url = f"{content.absolute_url()}/@@revertversion"
    page = rest.testapp.get(url, params={"version_id": fields["version_id"]}, expect_errors=True)
    if page.status_int == 200:
        found = lxml.html.fromstring(page.text).xpath("//input[@name='_authenticator']/@value")
        fields["_authenticator"] = found[0]
    return rest.testapp.post(url, params=fields, expect_errors=True)


def test_going_back_is_asked_first_and_said(procedure, functional_app):
    published = procedure.effective_date
    assert published is not None
    rest = Rest(functional_app, "reviewer")
    asked = send(rest, procedure, version_id="0")
    assert asked.status_int == 200
    assert OLD in asked.text and "giấy khai sinh" in asked.text
    assert procedure.title == "Đăng ký khai sinh"
    done = send(rest, procedure, version_id="0", confirmed="1")
    assert done.status_int == 302
    assert (procedure.title, procedure.keywords) == (OLD, ["khai sinh"])
    assert api.content.get_state(procedure) == "published"
    assert procedure.effective_date == published
    (brain,) = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(code="1.001193")
    assert brain.Title == OLD
    assert OLD in Rest(functional_app).html(procedure).text


def test_what_was_left_by_going_back_can_be_had_again(procedure, functional_app):
    rest = Rest(functional_app, "reviewer")
    with api.env.adopt_roles(["Manager"]):
        before = len(api.portal.get_tool("portal_repository").getHistoryMetadata(procedure))
    send(rest, procedure, version_id="0", confirmed="1")
    send(rest, procedure, version_id=str(before - 1), confirmed="1")
    assert procedure.title == "Đăng ký khai sinh"


@pytest.mark.parametrize("person", ["anonymous", "citizen", "editor", "other-reviewer", "head"])
def test_who_may_not_change_it_cannot_go_back(procedure, functional_app, person):
    """What is published is changed by reviewers; its editors take a working copy."""
    answer = send(Rest(functional_app, person), procedure, version_id="0", confirmed="1")
    assert answer.status_int in (302, 401, 403)
    assert procedure.title == "Đăng ký khai sinh"
    patched = Rest(functional_app, person).patch(procedure, "/@history", version=0)
    assert patched.status_int in (401, 403)
    assert procedure.title == "Đăng ký khai sinh"


def test_going_back_needs_the_token_of_the_page(procedure, functional_app):
    rest = Rest(functional_app, "reviewer")
    url = f"{procedure.absolute_url()}/@@revertversion"
    transaction.commit()
    fields = {"version_id": "0", "confirmed": "1"}
    assert rest.testapp.post(url, params=fields, expect_errors=True).status_int == 403
    assert procedure.title == "Đăng ký khai sinh"


@pytest.mark.parametrize("number", ["99", "-1", "x", ""])
def test_a_version_that_is_not_there(procedure, functional_app, number):
    assert send(Rest(functional_app, "reviewer"), procedure, version_id=number).status_int == 404


def test_no_version_gives_content_to_an_agency_one_does_not_work_for(procedure, functional_app):
    """The version of before another agency had it."""
    other = next(
        api.content.get_uuid(each)
        for each in procedure.__parent__.__parent__["co-quan"].objectValues()
        if api.content.get_uuid(each) != procedure.agency
    )
    with api.env.adopt_roles(["Manager"]):
        procedure.agency = other
        notify(ObjectModifiedEvent(procedure))
        procedure.reindexObject()
    rest = Rest(functional_app, "other-reviewer")
    answer = send(rest, procedure, version_id="0", confirmed="1")
    assert answer.status_int == 200
    assert "alert-danger" in answer.text
    assert procedure.agency == other


def test_what_the_portal_itself_did_is_said_in_the_readers_language(
    functional_portal, functional_app
):
    """As commands do: nobody is signed in, and the import notes what it does."""
    a, _b = make_agencies_and_people(functional_portal)
    before = getSecurityManager()
    newSecurityManager(None, system)
    try:
        with noted(IMPORTED):
            content = api.content.create(
                functional_portal["thu-tuc"], "Procedure", title="X", code="1.000002", agency=a
            )
        publish(content)
    finally:
        setSecurityManager(before)
    rest = Rest(functional_app, "reviewer")
    for language, words, by in (
        ("vi", "Nhập từ Cơ sở dữ liệu quốc gia", "Cổng tự động"),
        ("en", "Imported from the national database", "The portal itself"),
    ):
        page = rest.html(content, f"/@@historyview?set_language={language}").text
        said = " ".join(
            lxml.html.fromstring(page).xpath("//table[@id='history-list']")[0].itertext()
        )
        assert words in said and by in said
        assert "System Processes" not in page and "Anonymous" not in said
