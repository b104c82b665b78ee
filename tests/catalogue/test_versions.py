"""Versions are kept when something changed, and told in lines that an editor reads."""

from DateTime import DateTime
import datetime
from filing import as_manager
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.textfield import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.testing.zope import Browser
import pytest
import re
import transaction
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


FIELDS = {
    "title": "Đăng ký khai sinh",
    "code": "1.001193",
    "steps": [{"name": "Bước 1", "description": "Nộp hồ sơ\nNhận giấy hẹn"}],
    "fees": [
        {"way": None, "kind": "FEE", "amount": 8000.0, "currency": "VND", "description": "mỗi bản"}
    ],
    "papers": [
        {
            "case": "",
            "name": "Tờ khai",
            "code": "",
            "originals": 1,
            "copies": 0,
            "required": True,
            "electronic_form": False,
            "template": "TK-01",
            "attachments": "",
        }
    ],
    "levels": ["commune"],
    "requirements": "Một\nHai\nBa\nBốn\nNăm\nSáu",
    "decision_date": datetime.date(2026, 1, 15),
    "keywords": ["khai sinh"],
}


@pytest.fixture
def procedure(portal):
    with as_manager():
        return api.content.create(portal["thu-tuc"], "Procedure", **FIELDS)


def change(content, **fields):
    with as_manager():
        for name, value in fields.items():
            setattr(content, name, value)
        notify(ObjectModifiedEvent(content))
        content.reindexObject()


def versions(content):
    with as_manager():
        return len(api.portal.get_tool("portal_repository").getHistoryMetadata(content))


def differences(content):
    """{field: lines} between the first version and the content as it is."""
    with as_manager():
        repository = api.portal.get_tool("portal_repository")
        old = repository.retrieve(content, 0).object
        changes = api.portal.get_tool("portal_diff").createChangeSet(old, content)
        return {diff.field: diff.ndiff() for diff in changes.getDiffs() if not diff.same}


@pytest.mark.parametrize(
    "section,portal_type,fields",
    [
        ("co-quan", "Agency", {}),
        ("thu-tuc", "Procedure", {"code": "1.001193"}),
        ("dich-vu", "Service", {}),
        ("bieu-mau", "FormTemplate", {"code": "TK-01"}),
        ("thong-bao", "Announcement", {}),
        ("van-ban", "LegalDocument", {"number": "1/QĐ"}),
        ("hoi-dap", "FAQ", {"answer": RichTextValue("<p>Có</p>", "text/html", "text/html")}),
    ],
)
def test_each_type_keeps_versions(portal, section, portal_type, fields):
    with as_manager():
        content = api.content.create(
            portal[section], portal_type, fields.get("code", "ten"), title="Tên cũ", **fields
        )
    assert versions(content) == 1
    change(content, title="Tên mới")
    assert versions(content) == 2
    assert differences(content) == {"title": "- Tên cũ\n+ Tên mới"}


def test_a_row_is_told_in_lines(procedure):
    change(procedure, papers=[{**FIELDS["papers"][0], "originals": 2}])
    lines = differences(procedure)["papers"].splitlines()
    assert "-     Bản chính: 1" in lines
    assert "+     Bản chính: 2" in lines
    assert "      Tên giấy tờ: Tờ khai" in lines
    assert not any("{" in line for line in lines)


def test_choices_dates_and_amounts_read_as_people_write_them(procedure):
    change(
        procedure,
        levels=["commune", "province"],
        decision_date=datetime.date(2026, 2, 1),
        fees=[{**FIELDS["fees"][0], "kind": "SERVICE_FEE"}],
    )
    told = differences(procedure)
    assert told["levels"] == "  Cấp xã\n+ Cấp tỉnh"
    assert told["decision_date"] == "- 15/01/2026\n+ 01/02/2026"
    assert "-     Loại: Phí\n+     Loại: Lệ phí" in told["fees"]


def test_amounts_are_written_as_in_the_form_and_what_is_not_set_is_not_told(procedure):
    change(procedure, fees=[{**FIELDS["fees"][0], "amount": 12000.0, "currency": "VND"}])
    procedure.setEffectiveDate(DateTime())
    change(procedure)
    told = differences(procedure)
    assert "+     Mức thu: 12.000" in told["fees"].splitlines()
    assert "None" not in told["fees"]
    assert "1969" not in str(told)


def test_only_what_is_near_a_change_is_shown(procedure):
    change(procedure, requirements="Một\nHai\nBa\nBốn\nNăm\nBảy")
    assert differences(procedure)["requirements"] == "  Bốn\n  Năm\n- Sáu\n+ Bảy"


def test_what_is_shown_is_escaped(procedure):
    change(procedure, keywords=["<script>alert(1)</script>"])
    with as_manager():
        old = api.portal.get_tool("portal_repository").retrieve(procedure, 0).object
        diffs = api.portal.get_tool("portal_diff").computeDiff(old, procedure)
        (html,) = [diff.inline_diff() for diff in diffs if diff.field == "keywords"]
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in html
    assert "<script>" not in html


def test_an_older_file_can_be_had_again(portal):
    with as_manager():
        template = api.content.create(
            portal["bieu-mau"],
            "FormTemplate",
            title="Tờ khai",
            code="TK-01",
            file=NamedBlobFile(b"old", "application/pdf", "a.pdf"),
        )
    change(template, file=NamedBlobFile(b"new", "application/pdf", "a.pdf"))
    with as_manager():
        old = api.portal.get_tool("portal_repository").retrieve(template, 0).object
        assert old.file.data == b"old"
    assert template.file.data == b"new"


def test_going_back_keeps_the_children(portal):
    with as_manager():
        service = api.content.create(portal["dich-vu"], "Service", title="Cấp bản sao")
        api.content.create(service, "EasyForm", "form", title="Biểu mẫu")
    change(service, title="Tên mới")
    with as_manager():
        api.portal.get_tool("portal_repository").revert(service, 0)
    assert service.title == "Cấp bản sao"
    assert service.objectIds() == ["form"]


@pytest.fixture
def editor(functional_portal, functional_app):
    """A browser, signed in; and a procedure to edit with it."""
    with as_manager():
        api.content.create(functional_portal["thu-tuc"], "Procedure", **FIELDS)
    transaction.commit()
    browser = Browser(functional_app)
    browser.handleErrors = False
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    browser.open(f"{functional_portal.absolute_url()}/thu-tuc/1.001193/edit")
    return browser


def test_saving_without_a_change_keeps_no_version(functional_portal, editor):
    procedure = functional_portal["thu-tuc"]["1.001193"]
    before = versions(procedure), procedure.modified()
    editor.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert (versions(procedure), procedure.modified()) == before
    assert procedure.papers == FIELDS["papers"]
    assert procedure.steps == FIELDS["steps"]


def test_a_changed_row_keeps_one_version(functional_portal, editor):
    editor.getControl(name="form.widgets.papers.0.widgets.originals").value = "2"
    editor.getControl(name="form.buttons.save").click()
    transaction.begin()
    procedure = functional_portal["thu-tuc"]["1.001193"]
    assert versions(procedure) == 2
    assert procedure.papers == [{**FIELDS["papers"][0], "originals": 2}]


def test_a_form_is_saved_although_what_it_refers_to_is_gone(functional_portal, editor):
    content = functional_portal["thu-tuc"]["1.001193"]
    content.promulgating_agency = "0123456789abcdef0123456789abcdef"
    transaction.commit()
    editor.open(f"{content.absolute_url()}/edit")
    editor.getControl(name="form.widgets.IBasic.title").value = "Tên mới"
    editor.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert content.title == "Tên mới"


def test_a_form_takes_no_reference_to_what_never_was(functional_portal, editor):
    content = functional_portal["thu-tuc"]["1.001193"]
    editor.open(f"{content.absolute_url()}/edit")
    editor.getControl(name="form.widgets.promulgating_agency").value = "khong-co"
    editor.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert content.promulgating_agency is None


def test_the_page_of_changes_shows_them(functional_portal, editor):
    editor.getControl(name="form.widgets.papers.0.widgets.originals").value = "2"
    editor.getControl(name="form.buttons.save").click()
    url = functional_portal["thu-tuc"]["1.001193"].absolute_url()
    editor.open(f"{url}/@@history?one=current&two=0")
    page = editor.contents
    assert re.search('<div class="diff_sub"><del>[^<]+: 1</del></div>', page)
    assert re.search('<div class="diff_add"><ins>[^<]+: 2</ins></div>', page)
