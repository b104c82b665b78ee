"""Forms in the hands of editors: fields yes; scripts, addresses and expressions no."""

from collective.easyform.api import get_schema
from collective.easyform.interfaces import IFieldValidator
from egov.portal.intake import form_fields
from egov.portal.intake import forms
from filing import make_service
from filing import make_user
from filing import PASSWORD
from plone import api
import pytest
import transaction
from zope.component import getUtility


SCRIPT = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="x" type="collective.easyform.actions.CustomScript"><title>x</title>
    <ProxyRole>Manager</ProxyRole><ScriptBody>return {}</ScriptBody>
  </field>
</schema></model>
"""


@pytest.fixture
def form(service, agency):
    make_user("editor", agency, "editors")
    make_user("portal-editor", roles=["Editor"])
    make_user("admin2", roles=["Manager"])
    transaction.commit()
    return service["to-khai"]


@pytest.fixture
def draft_form(form, agency):
    """A form that its agency's editors still write."""
    service = make_service(agency, title="Dịch vụ mới", publish=False)
    transaction.commit()
    return service["to-khai"]


def status(visitor, user, url, post=None):
    page = visitor(user)
    page.followRedirects = False
    page.open(url, post) if post else page.open(url)
    return int(page.headers["status"][:3])


@pytest.mark.parametrize(
    "path",
    [
        "actions",
        "actions/@@listing",
        "actions/add-action",
        "actions/modeleditor",
        "actions/submit_application",
        "actions/submit_application/@@edit",
        "actions/submit_application/@@delete",
        "actions/submit_application/@@order",
        "fields/modeleditor",
    ],
)
def test_editors_reach_neither_actions_nor_models(form, visitor, path):
    url = f"{form.absolute_url()}/{path}"
    for user in (None, "hoa", "officer", "editor", "portal-editor"):
        assert status(visitor, user, url) in (302, 401), (user, path)
    assert "SubmitApplication" in form.actions_model


def test_editors_edit_fields_one_by_one(form, service, visitor):
    with_edit = {"editor", "portal-editor", "admin2"}
    if api.content.get_state(service) == "published":
        with_edit = {"admin2", "portal-editor", "editor"} & {
            user
            for user in with_edit
            if api.user.has_permission("Modify portal content", username=user, obj=form)
        }
    assert "admin2" in with_edit
    for user in with_edit:
        for path in ("fields", "fields/@@add-field", "fields/ho_ten", "edit"):
            assert status(visitor, user, f"{form.absolute_url()}/{path}") == 200, (user, path)


@pytest.mark.parametrize(
    "body",
    [
        {"actions_model": SCRIPT},
        {"fields_model": "<model/>"},
        {"savedDataStorage": {"x": {}}},
        {"thanksPageOverride": "python:1"},
        {"title": "Khác", "actions_model": SCRIPT},
    ],
)
def test_models_are_not_written_over_rest_by_editors(form, rest, body, functional_portal):
    url = form.absolute_url()
    before = (form.title, form.actions_model, form.fields_model)
    for user in ("editor", "portal-editor"):
        answer = rest.app.patch_json(
            url,
            body,
            headers={"Accept": "application/json", **basic(user)},
            expect_errors=True,
        )
        assert answer.status_int in (401, 403), (user, answer.text)
    transaction.begin()
    assert (form.title, form.actions_model, form.fields_model) == before


def test_a_form_with_a_script_is_not_added_over_rest_by_editors(form, service, rest):
    answer = rest.app.post_json(
        service.absolute_url(),
        {"@type": "EasyForm", "title": "x", "actions_model": SCRIPT},
        headers={"Accept": "application/json", **basic("portal-editor")},
        expect_errors=True,
    )
    assert answer.status_int in (401, 403)
    transaction.begin()
    assert list(service.objectIds()) == ["to-khai"]


@pytest.mark.parametrize("user", [None, "hoa", "editor", "portal-editor"])
def test_models_are_not_read_over_rest(form, rest, user):
    answer = rest.get(form.absolute_url(), user)
    assert answer.status_int == 200, answer.text
    for name in ("actions_model", "fields_model", "savedDataStorage", "thanksPageOverride"):
        assert name not in answer.json
    assert "easyform.actions" not in answer.text


def test_other_actions_of_a_services_form_are_not_run(form, service, rest, functional_portal):
    from filing import body

    script = SCRIPT.replace("return {}", "container.title = 'changed'; return {}")
    ours = forms.ACTIONS_MODEL
    field = script[script.index("<field") : script.index("</field>") + 8]
    form.actions_model = ours.replace("</schema>", f"{field}</schema>")
    transaction.commit()
    base = functional_portal.absolute_url()
    url = service.absolute_url().replace(base, f"{base}/++api++")
    assert rest.post(f"{url}/@submissions", body()).status_int == 201
    transaction.begin()
    assert form.title != "changed"


def basic(user):
    return {"Authorization": f"Basic {user}:{PASSWORD}"}


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (
            "personal_id",
            ["001190000001", ""],
            ["123456789", "0011900000011", "00119000000a", "٠٠١١٩٠٠٠٠٠٠١"],
        ),
        ("phone", ["0912345678", "+84912345678", "02363888888"], ["912345678", "09123", "09x"]),
        (
            "email",
            ["a@example.vn", "nguyen.hoa+1@so.example.gov.vn"],
            ["a@b", "a b@example.vn", "@x.vn", "a@x.vn\nBcc: b@x.vn", "a@-x.vn"],
        ),
    ],
)
def test_checks_of_common_fields(portal, name, good, bad):
    check = getUtility(IFieldValidator, name=f"egov.portal.{name}")
    assert check.example in good or not check(check.example)
    for value in good:
        assert not check(value), value
    for value in bad:
        assert check(value), value


def test_behaviors_of_a_form_are_all_installed(portal, get_fti, caplog):
    from plone.dexterity.schema import SCHEMA_CACHE

    SCHEMA_CACHE.invalidate("EasyForm")
    assert SCHEMA_CACHE.behavior_registrations("EasyForm")
    assert "Error resolving behavior" not in caplog.text


@pytest.mark.parametrize("path", ["@@embedded", "@@get_save_data_adapters"])
def test_there_is_no_second_door_to_a_form(form, visitor, dossiers, path):
    url = f"{form.absolute_url()}/{path}"
    for user in (None, "editor", "portal-editor"):
        assert status(visitor, user, url) in (302, 401), user
        assert status(visitor, user, url, "form.buttons.submit=Submit") in (302, 401), user
    assert not dossiers()


@pytest.mark.parametrize(
    "title, name",
    [
        ("Ảnh căn cước (mặt trước)", "anh_can_cuoc_mat_truoc"),
        ("Nơi sinh", "noi_sinh"),
        ("Địa chỉ", "dia_chi"),
        ("2 bản sao", "field_2_ban_sao"),
        ("Ghi chú", "ghi_chu"),
    ],
)
def test_a_field_is_named_after_its_vietnamese_title(draft_form, visitor, title, name):
    page = visitor("editor")
    page.open(f"{draft_form.absolute_url()}/fields/@@add-field")
    page.getControl(name="form.widgets.title").value = title
    page.getControl(name="form.widgets.__name__").value = form_fields.guessed_by_script(title)
    page.getControl(name="form.buttons.add").click()
    assert name in forms_schema(draft_form)


def test_a_name_that_somebody_wrote_is_kept(draft_form, visitor):
    page = visitor("editor")
    page.open(f"{draft_form.absolute_url()}/fields/@@add-field")
    page.getControl(name="form.widgets.title").value = "Nơi sinh"
    page.getControl(name="form.widgets.__name__").value = "que_quan"
    page.getControl(name="form.buttons.add").click()
    assert "que_quan" in forms_schema(draft_form) and "noi_sinh" not in forms_schema(draft_form)


def test_editors_are_offered_only_the_pages_they_may_use(draft_form, visitor):
    for user, offered in (("editor", False), ("admin2", True)):
        page = visitor(user)
        page.open(f"{draft_form.absolute_url()}/fields")
        assert ("form.buttons.modeleditor" in page.contents) is offered
        page.open(draft_form.absolute_url())
        assert ("/to-khai/actions" in page.contents) is offered


def forms_schema(form):
    transaction.begin()
    return get_schema(form).names()
