"""Preview as a citizen sees it, copies under a new code, what names a thing to be deleted."""

from egov.portal.site.editorial.deleting import naming
from people import as_person
from people import make_agencies_and_people
from plone import api
from plone.testing.zope import Browser
import pytest
from rest_calls import Rest
import transaction


@pytest.fixture
def made(functional_portal):
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        draft = api.content.create(
            functional_portal["thu-tuc"],
            "Procedure",
            title="Đăng ký thử",
            code="1.000009",
            agency=a,
        )
        faq = api.content.create(
            functional_portal["hoi-dap"],
            "FAQ",
            title="Hỏi thử?",
            agency=a,
            procedures=["1.000009"],
        )
    transaction.commit()
    return draft, faq


def test_a_draft_is_shown_as_a_citizen_will_see_it(functional_portal, functional_app, made):
    draft, _faq = made
    page = Rest(functional_app, "editor").html(draft, "/@@preview")
    assert page.status_code == 200
    assert "Đăng ký thử" in page.text
    assert "egov-preview" in page.text
    assert 'id="edit-zone"' not in page.text and "egov-lacks" not in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_a_preview_shows_no_other_draft(functional_portal, functional_app, made):
    draft, _faq = made
    assert "Hỏi thử?" not in Rest(functional_app, "editor").html(draft, "/@@preview").text


@pytest.mark.parametrize("view", ["preview", "duplicate"])
@pytest.mark.parametrize("person", ["anonymous", "citizen", "officer", "other-editor"])
def test_nobody_else_previews_or_copies(functional_portal, functional_app, made, person, view):
    answer = Rest(functional_app, person).html(made[0], f"/@@{view}")
    assert answer.status_code in (302, 401)


def form_of(app, content):
    browser = Rest(app, "editor")
    page = browser.html(content, "/@@duplicate")
    assert page.status_code == 200
    return next(form for form in page.forms.values() if "duplicate" in form.action)


def test_a_copy_gets_a_code_of_its_own(functional_portal, functional_app, made):
    form = form_of(functional_app, made[0])
    form["title"], form["code"] = "Đăng ký thử hai", "1.000010"
    answer = form.submit()
    assert answer.status_code == 302 and answer.location.endswith("/thu-tuc/1.000010/edit")
    transaction.begin()
    copy = functional_portal["thu-tuc"]["1.000010"]
    assert (copy.title, copy.code, copy.agency) == ("Đăng ký thử hai", "1.000010", made[0].agency)
    assert api.content.get_state(copy) == "draft"
    assert copy.Creator() == "editor"
    assert made[0].code == "1.000009"


@pytest.mark.parametrize("code", ["", "1.000009", "có dấu cách"])
def test_a_copy_without_a_free_code_is_refused(functional_portal, functional_app, made, code):
    form = form_of(functional_app, made[0])
    form["code"] = code
    answer = form.submit()
    assert answer.status_code == 200 and 'role="alert"' in answer.text
    transaction.begin()
    assert len(functional_portal["thu-tuc"]) == 1


def test_a_copy_is_not_made_by_a_forged_request(functional_portal, functional_app, made):
    form = form_of(functional_app, made[0])
    form["code"], form["_authenticator"] = "1.000011", "x"
    assert form.submit(expect_errors=True).status_code == 403
    transaction.begin()
    assert "1.000011" not in functional_portal["thu-tuc"]


def test_what_names_a_thing_is_told_before_it_is_deleted(functional_portal, functional_app, made):
    draft, faq = made
    assert [brain.UID for brain in naming(draft)] == [faq.UID()]
    page = Rest(functional_app, "editor").html(draft, "/delete_confirmation")
    assert "Hỏi thử?" in page.text
    page = Rest(functional_app, "editor").html(faq, "/delete_confirmation")
    assert "breach-item" not in page.text


def test_several_are_published_at_once_with_a_report(functional_portal, functional_app, made):
    with as_person(functional_portal, "editor"):
        for content in made:
            api.content.transition(content, "submit")
    transaction.commit()
    page = Rest(functional_app, "reviewer").html(functional_portal, "/@@editorial-work")
    form = next(
        form
        for form in page.forms.values()
        if "editorial-step" in form.action and "comment" in form.fields
    )
    for box in form.fields["uids:list"]:
        box.checked = True
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(made[1], "publish")
    transaction.commit()
    report = form.submit("step", value="publish")
    assert report.status_code == 200
    transaction.begin()
    assert [api.content.get_state(content) for content in made] == ["published"] * 2
    assert "text-bg-success" in report.text and "text-bg-danger" in report.text


def test_an_editor_publishes_nothing_by_the_list_either(functional_portal, functional_app, made):
    with as_person(functional_portal, "editor"):
        api.content.transition(made[1], "submit")
    transaction.commit()
    reviewer = Rest(functional_app, "reviewer").html(functional_portal, "/@@editorial-work")
    assert reviewer.status_code == 200
    editor = Rest(functional_app, "editor")
    page = editor.html(functional_portal, "/@@editorial-work")
    form = next(form for form in page.forms.values() if "editorial-step" in form.action)
    fields = {
        "_authenticator": form["_authenticator"].value,
        "uids:list": made[1].UID(),
        "step": "publish",
    }
    url = f"{functional_portal.absolute_url()}/@@editorial-step"
    answer = editor.testapp.post(url, fields)
    assert answer.status_code == 200 and "text-bg-danger" in answer.text
    transaction.begin()
    assert api.content.get_state(made[1]) == "pending"


def test_several_are_never_changed_by_a_link(functional_portal, functional_app, made):
    answer = Rest(functional_app, "reviewer").html(
        functional_portal, f"/@@editorial-step?step=publish&uids={made[0].UID()}"
    )
    assert answer.status_code >= 400


def test_what_names_an_item_is_told_to_who_may_delete_it_only(functional_portal, functional_app):
    with api.env.adopt_roles(["Manager"]):
        code = {"code": "1.001193", "title": "Đăng ký khai sinh"}
        named = api.content.create(functional_portal["thu-tuc"], "Procedure", **code)
        api.content.transition(named, "publish")
        secret = api.content.create(
            functional_portal["dich-vu"], "Service", title="Chưa công bố", procedures=["1.001193"]
        )
    transaction.commit()
    client = Browser(functional_app).testapp
    uid = api.content.get_uuid(named)
    for address in (
        f"{named.absolute_url()}/@@delete_confirmation_info",
        f"{functional_portal['thu-tuc'].absolute_url()}/@@delete_confirmation_info",
        f"{functional_portal.absolute_url()}/++api++/@linkintegrity?uids={uid}",
    ):
        answer = client.get(address, expect_errors=True)
        assert answer.status_int in (302, 401) and secret.title not in answer.text
