"""Editors choose conditions and checks from lists; expressions stay with administrators."""

from collective.easyform.api import get_schema
from collective.easyform.interfaces import IFieldExtender
from egov.portal.intake.field_choices import OURS
from filing import make_service
from filing import make_user
import pytest
import re
import transaction
from urllib.parse import urlencode


MODEL = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="nhan" type="zope.schema.Choice"><title>Nhận kết quả</title>
    <values><element key="tai_cho">Tại chỗ</element><element key="buu chính">Bưu</element></values>
  </field>
  <field name="dong_y" type="zope.schema.Bool"><title>Đồng ý</title></field>
  <field name="dia_chi" type="zope.schema.TextLine" easyform:validators="isNotLinkSpam">
    <title>Địa chỉ</title></field>
  <field name="khac" type="zope.schema.TextLine" easyform:depends_on="dia_chi ~= a and nhan">
    <title>Khác</title></field>
</schema></model>
"""


@pytest.fixture
def form(agency):
    make_user("editor", agency, "editors")
    make_user("admin2", roles=["Manager"])
    service = make_service(agency, publish=False, fields=MODEL)
    transaction.commit()
    return service["to-khai"]


@pytest.fixture
def edit(form, visitor):
    """edit(field, user="editor") -> its edit form in a browser"""

    def opened(name, user="editor"):
        browser = visitor(user)
        browser.open(f"{form.absolute_url()}/fields/{name}")
        return browser

    return opened


def kept(form, name):
    transaction.begin()
    return IFieldExtender(get_schema(form)[name])


def control(browser, name):
    """The control of one of our rules, whichever schema it came with."""
    names = re.findall(rf'name="(form.widgets.I\w+Rules?.{name}:list)"', browser.contents)
    return browser.getControl(name=names[0])


def test_an_editor_chooses_when_a_field_is_asked(edit, form):
    browser = edit("dia_chi")
    chosen = control(browser, "shown_if")
    assert chosen.options[1] == "nhan=tai_cho" and "Tại chỗ" in chosen.displayOptions[1]
    assert chosen.options[3:] == ["dong_y", "not dong_y", "khac"]
    chosen.value = [chosen.options[2]]
    browser.getControl(name="form.buttons.save").click()
    assert kept(form, "dia_chi").depends_on == 'nhan="buu chính"'
    browser = edit("dia_chi")
    control(browser, "shown_if").value = ["--NOVALUE--"]
    browser.getControl(name="form.buttons.save").click()
    assert not kept(form, "dia_chi").depends_on


def test_an_editor_chooses_a_check_and_others_stay(edit, form):
    browser = edit("dia_chi")
    control(browser, "check").value = ["egov.portal.phone"]
    browser.getControl(name="form.buttons.save").click()
    assert kept(form, "dia_chi").validators == ["isNotLinkSpam", "egov.portal.phone"]
    browser = edit("dia_chi")
    assert control(browser, "check").value == ["egov.portal.phone"]
    control(browser, "check").value = ["--NOVALUE--"]
    browser.getControl(name="form.buttons.save").click()
    assert kept(form, "dia_chi").validators == ["isNotLinkSpam"]


def test_an_editor_has_a_box_that_must_be_ticked(edit, form):
    browser = edit("dong_y")
    control(browser, "must_be_ticked").value = ["selected"]
    browser.getControl(name="form.buttons.save").click()
    assert kept(form, "dong_y").validators == ["isChecked"]


def test_a_condition_an_administrator_wrote_is_kept_by_an_editor(edit, form):
    browser = edit("khac")
    assert control(browser, "shown_if").value == ["dia_chi ~= a and nhan"]
    browser.getControl(name="form.widgets.title").value = "Tên mới"
    browser.getControl(name="form.buttons.save").click()
    assert kept(form, "khac").depends_on == "dia_chi ~= a and nhan"


def post(visitor, form, name, user, **values):
    """Save a field with more values than its form asks for."""
    browser = visitor(user)
    browser.open(f"{form.absolute_url()}/fields/{name}")
    controls = [c for c in browser.getForm(id="edit-field-form").controls if hasattr(c, "name")]
    sent = {c.name: c.value for c in controls if c.name and isinstance(c.value, str)}
    sent = {name: sent[name] for name in sent if not name.startswith("form.buttons")}
    sent[
        "form.widgets.IFieldTitle.title"
        if "form.widgets.title" not in sent
        else "form.widgets.title"
    ] = "Mới"
    sent["_authenticator"] = re.search('data-token="([^"]+)"', browser.contents)[1]
    browser.open(
        f"{form.absolute_url()}/fields/{name}",
        urlencode({**sent, **values, "form.buttons.save": "1"}),
    )
    return browser


@pytest.mark.parametrize(
    "name",
    ["TDefault", "TEnabled", "TValidator", "depends_on", "css_class", "THidden", "serverSide"],
)
def test_expressions_of_fields_are_not_set_by_editors(form, visitor, name):
    for prefix in ("form.widgets.IFieldExtender.", "form.widgets."):
        post(visitor, form, "dia_chi", "editor", **{f"{prefix}{name}": "python:1"})
        assert not getattr(kept(form, "dia_chi"), name)
        assert get_schema(form)["dia_chi"].title == "Mới"


@pytest.mark.parametrize(
    "value", ["python:1", "nhan=khac", "dia_chi", "__class__", "nhan = tai_cho"]
)
def test_only_conditions_that_are_offered_are_taken(form, visitor, value):
    post(visitor, form, "dia_chi", "editor", **{"form.widgets.ITextRules.shown_if:list": value})
    assert not kept(form, "dia_chi").depends_on


@pytest.mark.parametrize("value", ["isEmail", "isChecked", "egov.portal.other", "x"])
def test_only_our_checks_are_taken(form, visitor, value):
    post(visitor, form, "dia_chi", "editor", **{"form.widgets.ITextRules.check:list": value})
    assert kept(form, "dia_chi").validators == ["isNotLinkSpam"]


def test_administrators_have_easyforms_own_settings_only(edit):
    contents = edit("dia_chi", "admin2").contents
    assert "IFieldExtender.depends_on" in contents and "shown_if" not in contents
    contents = edit("dia_chi").contents
    assert "IFieldExtender.depends_on" not in contents and "shown_if" in contents


def test_strangers_do_not_edit_fields(form, visitor):
    for user in (None, "hoa", "officer"):
        browser = visitor(user)
        browser.followRedirects = False
        browser.open(f"{form.absolute_url()}/fields/dia_chi")
        assert int(browser.headers["status"][:3]) in (302, 401), user


def test_an_editor_is_warned_of_a_condition_that_cannot_be_used(form, visitor):
    form.fields_model = MODEL.replace("dia_chi ~= a and nhan", "khong_co=1")
    transaction.commit()
    browser = visitor("editor")
    browser.open(f"{form.absolute_url()}/fields")
    assert "portalMessage" in browser.contents and "khong_co" in browser.contents


def test_our_checks_exist(portal):
    from collective.easyform.interfaces import IFieldValidator
    from zope.component import getUtility

    assert all(getUtility(IFieldValidator, name=name) for name in OURS)
