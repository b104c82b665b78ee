"""Makes what submitting needs: an agency, its people, a service; for tests of several rooms."""

import base64
from egov.portal import dossiers
from egov.portal.intake import forms
from egov.portal.shared.membership import group_id
from io import BytesIO
from plone import api
from plone.app.testing import SITE_OWNER_NAME
import secrets


PASSWORD = "Mot-mat-khau-1"


def as_manager():
    """As the administrator of the Zope root: workflows look at the user, not at adopted roles."""
    users = api.portal.get().aq_parent.acl_users
    return api.env.adopt_user(user=users.getUser(SITE_OWNER_NAME).__of__(users))


def make_agency(title="Sở Tư pháp", code="H15.50"):
    with as_manager():
        agency = api.content.create(
            api.portal.get()["co-quan"], "Agency", title=title, code=code, safe_id=True
        )
        api.content.transition(agency, "publish")
    return agency


def found_clean(dossier):
    """As if the virus scanner had looked at its files, for tests of what comes after that."""
    for stored in dossier.files.values():
        stored.scan = "clean"


def make_user(name, agency=None, what=None, roles=("Member",)):
    with as_manager():
        user = api.user.create(
            f"{name}@example.vn", name, PASSWORD, roles=[], properties={"fullname": name}
        )
        api.user.grant_roles(username=name, roles=list(roles))
        if agency is not None:
            api.group.add_user(groupname=group_id(api.content.get_uuid(agency), what), user=user)
    return user


def make_submission(agency=None, key=None, **given):
    """A checked submission as intake makes one."""
    return dossiers.Submission(
        **{
            "key": key or secrets.token_urlsafe(24),
            "digest": b"body",
            "agency": api.content.get_uuid(agency) if agency is not None else "",
            "service": {"uid": "a-service", "title": "Cấp bản sao trích lục hộ tịch"},
            "answers": (
                {
                    "name": "ho_ten",
                    "title": "Họ và tên",
                    "type": "text",
                    "value": "Nguyễn Thị <b>Hoa</b>",
                    "readable": "Nguyễn Thị <b>Hoa</b>",
                },
                {
                    "name": "giay_to",
                    "title": "Giấy tờ kèm theo",
                    "type": "file",
                    "value": "1",
                    "readable": "đơn xin.pdf",
                },
            ),
            "uploads": (
                dossiers.Upload("1", "giay_to", "đơn xin.pdf", "application/pdf", b"%PDF-1.4 x"),
            ),
            **given,
        }
    )


FIELDS = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform">
  <schema>
    <field name="ho_ten" type="zope.schema.TextLine">
      <title>Họ và tên</title><max_length>50</max_length>
    </field>
    <field name="so_dinh_danh" type="zope.schema.TextLine"
           easyform:validators="egov.portal.personal_id">
      <title>Số định danh cá nhân</title>
    </field>
    <field name="dien_thoai" type="zope.schema.TextLine" easyform:validators="egov.portal.phone">
      <title>Số điện thoại</title>
    </field>
    <field name="thu" type="zope.schema.TextLine" easyform:validators="egov.portal.email">
      <title>Thư điện tử</title><required>False</required>
    </field>
    <field name="ngay_sinh" type="zope.schema.Date">
      <title>Ngày sinh</title>
    </field>
    <field name="so_ban" type="zope.schema.Int">
      <title>Số bản</title><min>1</min><max>5000</max>
    </field>
    <field name="noi_dung" type="zope.schema.Text">
      <title>Nội dung đề nghị</title><required>False</required>
    </field>
    <field name="nhan_ket_qua" type="zope.schema.Choice">
      <title>Nhận kết quả</title>
      <values>
        <element key="truc_tuyen">Trực tuyến</element>
        <element key="buu_chinh">Qua bưu chính</element>
      </values>
    </field>
    <field name="loai" type="zope.schema.Set">
      <title>Loại giấy tờ</title>
      <required>False</required>
      <value_type type="zope.schema.Choice">
        <values>
          <element key="khai_sinh">Khai sinh</element>
          <element key="ket_hon">Kết hôn</element>
        </values>
      </value_type>
    </field>
    <field name="cam_doan" type="zope.schema.Bool" easyform:validators="isChecked">
      <title>Tôi cam đoan lời khai là đúng</title>
    </field>
    <field name="don" type="plone.namedfile.field.NamedBlobFile">
      <title>Đơn đề nghị</title>
    </field>
    <field name="them" type="plone.namedfile.field.NamedBlobFile">
      <title>Giấy tờ khác</title><required>False</required>
    </field>
  </schema>
</model>
"""
# The same fields in two steps.
STEPPED = FIELDS.replace(
    '<field name="nhan_ket_qua"',
    '<fieldset name="giay-to" label="Giấy tờ"><field name="nhan_ket_qua"',
).replace("</schema>", "</fieldset></schema>")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ANSWERS = {
    "ho_ten": "Nguyễn Thị Hoa",
    "so_dinh_danh": "001190000001",
    "dien_thoai": "0912345678",
    "thu": "hoa@example.vn",
    "ngay_sinh": "1990-05-20",
    "so_ban": 1200,
    "noi_dung": "Xin cấp <bản sao>\ntrích lục",
    "nhan_ket_qua": "truc_tuyen",
    "loai": ["khai_sinh", "ket_hon"],
    "cam_doan": True,
}


def make_service(agency, title="Cấp bản sao trích lục", publish=True, fields=FIELDS, **given):
    """A service with its form, open to the public unless told otherwise."""
    with as_manager():
        service = api.content.create(
            api.portal.get()["dich-vu"],
            "Service",
            title=title,
            agency=api.content.get_uuid(agency),
            **{"submission_place": "here", "online_level": "full", **given},
        )
        forms.new_form(service, fields)
        if publish:
            api.content.transition(service, "publish")
    return service


def fill(browser, file=PDF, name="đơn.pdf", **changed):
    """Fill in the form of `make_service` in a test browser."""
    fill_person(browser, **changed)
    fill_papers(browser, file, name, **changed)


def fill_person(browser, **changed):
    """The first half of the form, which is the first step where it has two."""
    answers = {**ANSWERS, **changed}
    for field in ("ho_ten", "so_dinh_danh", "dien_thoai", "thu", "ngay_sinh", "noi_dung"):
        browser.getControl(name=f"form.widgets.{field}").value = answers[field]
    browser.getControl(name="form.widgets.so_ban").value = str(answers["so_ban"])


def fill_papers(browser, file=PDF, name="đơn.pdf", **changed):
    """The second half of the form."""
    answers = {**ANSWERS, **changed}
    browser.getControl(name="form.widgets.nhan_ket_qua:list").value = [answers["nhan_ket_qua"]]
    browser.getControl(name="form.widgets.loai:list").value = answers["loai"]
    browser.getControl(name="form.widgets.cam_doan:list").value = (
        ["selected"] if answers["cam_doan"] else []
    )
    if file is not None:
        browser.getControl(name="form.widgets.don").add_file(BytesIO(file), "application/pdf", name)


def attachment(field="don", data=PDF, filename="đơn.pdf"):
    return {
        "field": field,
        "filename": filename,
        "content-type": "application/pdf",
        "data": base64.b64encode(data).decode(),
    }


def body(files=None, **changed):
    fields = {k: v for k, v in {**ANSWERS, **changed}.items() if v is not ...}
    return {"fields": fields, "attachments": [attachment()] if files is None else files}
