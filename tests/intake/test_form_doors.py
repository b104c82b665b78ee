"""Every way to a form that easyform and Plone open besides the pages meant for it."""

import base64
from egov.portal.intake import forms
from filing import as_manager
from filing import make_service
from filing import make_user
from filing import PASSWORD
import json
from plone import api
from plone.testing.zope import Browser
import pytest
import transaction
from urllib.parse import urlencode


STRANGERS = (None, "hoa", "officer")
SCRIPT = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="x" type="collective.easyform.actions.CustomScript"><title>x</title>
    <ProxyRole>Manager</ProxyRole><ScriptBody>return {}</ScriptBody></field>
</schema></model>"""


@pytest.fixture
def form(agency):
    make_user("editor", agency, "editors")
    make_user("reviewer", agency, "reviewers")
    make_user("portal-editor", roles=["Editor"])
    make_user("admin2", roles=["Manager"])
    service = make_service(agency, publish=False)
    transaction.commit()
    return service["to-khai"]


@pytest.fixture
def call(functional_app):
    """call(method, url, user, body) -> the answer, not REST's."""

    def request(method, url, user=None, body=b"", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if user:
            token = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
            headers["Authorization"] = f"Basic {token}"
        app = Browser(functional_app).testapp
        return app.request(url, method=method, body=body, headers=headers, expect_errors=True)

    return request


def open_form(form):
    with as_manager():
        api.content.transition(forms.service_of(form), "publish")
    transaction.commit()


@pytest.mark.parametrize("user", [*STRANGERS, "editor", "reviewer", "portal-editor"])
@pytest.mark.parametrize(
    "path",
    [
        *("manage_DAVget", "manage_FTPget", "document_src", "actions_model", "fields_model"),
        *("@@export-easyform", "@@saveddata", "actions/submit_application/@@data", "get_actions"),
        *("@@get_save_data_adapters", "fields/modeleditor", "actions/modeleditor", "manage_main"),
    ],
)
def test_models_are_told_to_nobody_else(form, call, path, user):
    open_form(form)
    answer = call("GET", f"{form.absolute_url()}/{path}", user)
    assert b"easyform.actions" not in answer.body and b"SubmitApplication" not in answer.body
    assert b"supermodel/schema" not in answer.body


@pytest.mark.parametrize("user", [*STRANGERS, "editor", "portal-editor"])
def test_models_are_not_written_by_put(form, call, user):
    before = (form.fields_model, form.actions_model)
    body = f"title: x\nactions_model: {SCRIPT.replace(chr(10), ' ')}\n\nx".encode()
    answer = call("PUT", form.absolute_url(), user, body, Content_Type="text/plain")
    assert answer.status_int >= 400 or answer.status_int in (301, 302)
    transaction.begin()
    assert (form.fields_model, form.actions_model) == before


@pytest.mark.parametrize("user", [*STRANGERS, "editor", "portal-editor"])
@pytest.mark.parametrize("path", ["@@import-easyform", "@@export-easyform", "@@saveddata"])
def test_forms_are_imported_and_exported_by_administrators(form, call, path, user):
    for method in ("GET", "POST"):
        answer = call(method, f"{form.absolute_url()}/{path}", user)
        assert answer.status_int in (301, 302, 401, 403, 404), (method, answer.status_int)


@pytest.mark.parametrize("user", ["editor", "portal-editor"])
@pytest.mark.parametrize("path", ["fields/@@modeleditor", "actions/@@modeleditor"])
def test_the_editor_of_models_is_closed_to_posts_too(form, call, path, user):
    before = (form.fields_model, form.actions_model)
    body = f"form.button.save=1&source={SCRIPT}".encode()
    answer = call(
        "POST",
        f"{form.absolute_url()}/{path}",
        user,
        body,
        Content_Type="application/x-www-form-urlencoded",
    )
    assert answer.status_int in (302, 401, 403)
    transaction.begin()
    assert (form.fields_model, form.actions_model) == before


def test_the_edit_form_sets_no_expressions_by_editors(form, visitor):
    page = visitor("editor")
    page.open(f"{form.absolute_url()}/edit")
    for name in ("actions_model", "fields_model", "thanksPageOverride", "headerInjection"):
        assert f"form.widgets.{name}" not in page.contents
    sent = page.getForm(id="form")._form.submit_fields("form.buttons.save")
    sent = [(name, value) for name, value in sent if name != "form.widgets.IDublinCore.title"]
    wicked = {
        "form.widgets.actions_model": SCRIPT,
        "form.widgets.fields_model": "<model/>",
        "form.widgets.headerInjection": "python:1",
        "form.widgets.onDisplayOverride": "python:1",
        "form.widgets.formActionOverride": "string:https://evil.example",
        "form.widgets.thanksPageOverride": "python:1",
        "form.widgets.IDublinCore.title": "Tên mới",
    }
    before = (form.fields_model, form.actions_model)
    page.open(f"{form.absolute_url()}/edit", urlencode([*sent, *wicked.items()]))
    transaction.begin()
    assert (form.fields_model, form.actions_model) == before
    assert form.title == "Tên mới"
    for name in ("headerInjection", "onDisplayOverride", "formActionOverride"):
        assert not getattr(form, name, None), name


def test_a_copy_of_a_form_keeps_the_rules(form, agency, call, rest):
    other = make_service(agency, title="Dịch vụ khác", publish=False)
    with as_manager():
        api.content.delete(other["to-khai"])
        copied = api.content.copy(form, other)
    transaction.commit()
    assert "SubmitApplication" in copied.actions_model
    body = {"actions_model": SCRIPT}
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    for user in ("editor", "portal-editor"):
        answer = call("PATCH", copied.absolute_url(), user, json.dumps(body).encode(), **headers)
        assert answer.status_int in (401, 403), answer.status_int
        assert "actions_model" not in rest.get(copied.absolute_url(), user).json
        for path in ("manage_DAVget", "actions/modeleditor", "fields/modeleditor"):
            answer = call("GET", f"{copied.absolute_url()}/{path}", user)
            assert b"supermodel/schema" not in answer.body, path


def test_a_form_is_made_in_services_only(form, functional_portal, rest):
    with as_manager():
        folder = api.content.create(functional_portal["tin-tuc"], "Folder", title="F")
        transaction.commit()
        assert "EasyForm" not in [t.getId() for t in folder.allowedContentTypes()]
        with pytest.raises(ValueError):
            api.content.copy(form, folder)
    answer = rest.app.post_json(
        folder.absolute_url(),
        {"@type": "EasyForm", "title": "x"},
        headers={"Accept": "application/json", **basic("portal-editor")},
        expect_errors=True,
    )
    assert answer.status_int in (400, 401, 403)


def basic(user):
    return {"Authorization": f"Basic {user}:{PASSWORD}"}


@pytest.mark.parametrize("user", ["editor", "portal-editor"])
@pytest.mark.parametrize("path", ["@history", "@search?fullobjects=1&portal_type=EasyForm"])
def test_other_rest_endpoints_tell_no_models(form, rest, path, user):
    answer = rest.get(f"{form.absolute_url()}/{path}", user)
    assert "supermodel/schema" not in answer.text


def test_a_form_that_lost_its_action_takes_nothing(form, visitor, dossiers):
    """Without our action it is no form of easyform's own either: no thanks page, no mail."""
    form.actions_model = SCRIPT.replace("return {}", "raise ValueError")
    open_form(form)
    page = visitor()
    page.open(form.absolute_url())
    assert "form.buttons.submit" not in page.contents
    page.open(form.absolute_url(), "form.buttons.submit=1&form.widgets.ho_ten=<b>x</b>")
    assert "<b>x</b>" not in page.contents and not dossiers()
