"""The same rights over REST: reading, changing, deleting, transitions, moving to an agency."""

from people import as_person
from people import make_agencies_and_people
from plone import api
import pytest
from rest_calls import Rest


STRANGERS = ["anonymous", "citizen", "other-editor", "other-reviewer", "officer", "head"]
REFUSED = (401, 403, 404)
FAQ = {"@type": "FAQ", "title": "Bao lâu?", "answer": "<p>Ba ngày.</p>"}


@pytest.fixture
def kept(functional_portal):
    """(site, UID of A, UID of B) of a site that is committed."""
    return functional_portal, *make_agencies_and_people(functional_portal)


def make(portal, agency, *transitions):
    with api.env.adopt_roles(["Manager"]):
        content = api.content.create(portal["hoi-dap"], "FAQ", title="Bao lâu?", agency=agency)
        for transition in transitions:
            api.content.transition(content, transition)
    return content


def state(content):
    return api.content.get_state(content)


@pytest.mark.parametrize("person", STRANGERS)
def test_a_draft_of_another_agency_is_closed(functional_app, kept, person):
    portal, a, _b = kept
    faq = make(portal, a)
    rest = Rest(functional_app, person)
    assert rest.get(faq).status_code in REFUSED
    assert rest.get(faq, "/@history").status_code in REFUSED
    assert rest.patch(faq, title="Chiếm").status_code in REFUSED
    assert rest.delete(faq).status_code in REFUSED
    for transition in ("submit", "publish"):
        assert rest.post(faq, f"/@workflow/{transition}").status_code >= 400
    found = rest.get(portal, "/@search?portal_type=FAQ").json
    assert found["items_total"] == 0
    assert (faq.title, state(faq)) == ("Bao lâu?", "draft")


@pytest.mark.parametrize("person", [*STRANGERS, "editor"])
def test_what_is_published_is_changed_by_no_editor(functional_app, kept, person):
    portal, a, _b = kept
    faq = make(portal, a, "publish")
    rest = Rest(functional_app, person)
    assert rest.get(faq).status_code == 200
    assert rest.patch(faq, title="Chiếm").status_code in REFUSED
    assert rest.delete(faq).status_code in REFUSED
    assert rest.post(faq, "/@workflow/withdraw").status_code >= 400
    assert (faq.title, state(faq)) == ("Bao lâu?", "published")


def test_from_a_draft_to_withdrawn(functional_app, kept):
    portal, a, _b = kept
    editor, reviewer = Rest(functional_app, "editor"), Rest(functional_app, "reviewer")
    anonymous = Rest(functional_app)
    answer = editor.post(portal["hoi-dap"], **FAQ)
    assert answer.status_code == 201, answer.text
    faq = portal["hoi-dap"][answer.json["id"]]
    assert faq.agency == a
    assert editor.patch(faq, title="Mất bao lâu?").status_code == 204
    assert editor.post(faq, "/@workflow/submit").json["review_state"] == "pending"
    assert editor.patch(faq, title="Chậm rồi").status_code in REFUSED
    assert anonymous.get(faq).status_code in REFUSED
    assert reviewer.post(faq, "/@workflow/publish").json["review_state"] == "published"
    assert anonymous.get(faq).json["title"] == "Mất bao lâu?"
    assert reviewer.delete(faq).status_code in REFUSED
    assert reviewer.post(faq, "/@workflow/withdraw").json["review_state"] == "withdrawn"
    assert anonymous.get(faq).status_code in REFUSED
    assert reviewer.delete(faq).status_code == 204


def test_an_editor_adds_for_no_other_agency(functional_app, kept):
    portal, _a, b = kept
    editor = Rest(functional_app, "editor")
    answer = editor.post(portal["hoi-dap"], agency=b, **FAQ)
    assert answer.status_code == 400
    assert len(portal["hoi-dap"]) == 0


@pytest.mark.parametrize("to", ["other", None])
def test_an_editor_gives_nothing_away(functional_app, kept, to):
    portal, a, b = kept
    faq = make(portal, a)
    answer = Rest(functional_app, "editor").patch(faq, agency=b if to else None)
    assert answer.status_code in (400, 401, 403), answer.text
    assert faq.agency == a


def test_an_editor_of_none_but_the_portal_may_pass_content_on(functional_app, kept):
    portal, a, b = kept
    faq = make(portal, a)
    assert Rest(functional_app, "portal-editor").patch(faq, agency=b).status_code == 204
    assert Rest(functional_app, "other-editor").get(faq).status_code == 200
    assert Rest(functional_app, "editor").get(faq).status_code in REFUSED
    found = Rest(functional_app, "other-editor").get(portal, "/@search?portal_type=FAQ").json
    assert [item["title"] for item in found["items"]] == ["Bao lâu?"]
    assert (
        Rest(functional_app, "editor").get(portal, "/@search?portal_type=FAQ").json["items_total"]
        == 0
    )


def test_what_stands_inside_is_found_by_the_new_agency(functional_app, kept):
    portal, a, b = kept
    with api.env.adopt_roles(["Manager"]):
        notice = api.content.create(portal["thong-bao"], "Announcement", title="Đấu thầu", agency=a)
        api.content.create(notice, "File", "ho-so.pdf", title="Hồ sơ")
    query = "/@search?portal_type=File"
    assert Rest(functional_app, "editor").get(portal, query).json["items_total"] == 1
    assert Rest(functional_app, "portal-editor").patch(notice, agency=b).status_code == 204
    assert Rest(functional_app, "editor").get(portal, query).json["items_total"] == 0
    assert Rest(functional_app, "other-editor").get(portal, query).json["items_total"] == 1


def test_a_copy_of_another_agencys_content_cannot_be_pasted(functional_app, kept):
    portal, a, _b = kept
    faq = make(portal, a, "publish")
    other = Rest(functional_app, "other-editor")
    answer = other.post(portal["hoi-dap"], "/@copy", source=f"/hoi-dap/{faq.getId()}")
    assert answer.status_code in REFUSED, answer.text
    assert len(portal["hoi-dap"]) == 1
    own = Rest(functional_app, "editor")
    assert (
        own.post(portal["hoi-dap"], "/@copy", source=f"/hoi-dap/{faq.getId()}").status_code == 200
    )
    assert len(portal["hoi-dap"]) == 2


def test_nobody_gives_roles_on_content_but_administrators(functional_app, kept):
    portal, a, _b = kept
    faq = make(portal, a)
    entries = [{"id": "other-editor", "type": "user", "roles": {"Editor": True}}]
    for person in ("editor", "reviewer", "portal-editor"):
        rest = Rest(functional_app, person)
        assert rest.post(faq, "/@sharing", entries=entries).status_code in REFUSED, person
    with as_person(portal, "other-editor"):
        assert not api.user.has_permission("View", obj=faq)


def test_an_editor_of_several_agencies_must_say_which(functional_app, kept):
    portal, a, b = kept
    with api.env.adopt_roles(["Manager"]):
        api.group.add_user(groupname=f"agency-{b}-editors", username="editor")
    editor = Rest(functional_app, "editor")
    assert editor.post(portal["hoi-dap"], **FAQ).status_code == 400
    assert editor.post(portal["hoi-dap"], agency=b, **FAQ).status_code == 201
