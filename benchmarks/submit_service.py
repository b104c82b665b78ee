"""Makes an agency and a service with a form of eight fields, for measurements; prints its path.

Runs inside Zope (`instance/scripts/zope_process.py`), `app` being its root.
"""

from egov.portal.intake import forms
from plone import api
import transaction
from zope.component.hooks import setSite


FIELDS = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform">
  <schema>
    <field name="ho_ten" type="zope.schema.TextLine">
      <title>Họ và tên</title><max_length>200</max_length>
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
    <field name="nhan_ket_qua" type="zope.schema.Choice">
      <title>Nhận kết quả</title>
      <values>
        <element key="truc_tuyen">Trực tuyến</element>
        <element key="buu_chinh">Qua bưu chính</element>
      </values>
    </field>
    <field name="noi_dung" type="zope.schema.Text">
      <title>Nội dung đề nghị</title><max_length>5000</max_length>
    </field>
    <field name="don" type="plone.namedfile.field.NamedBlobFile">
      <title>Đơn đề nghị</title>
    </field>
  </schema>
</model>
"""
AGENCY = "co-quan-do-toc-do"
SERVICE = "dich-vu-do-toc-do"


def make(portal):
    """The service, made where it is missing."""
    if SERVICE in portal["dich-vu"]:
        return portal["dich-vu"][SERVICE]
    agency = api.content.create(
        portal["co-quan"], "Agency", id=AGENCY, title="Cơ quan đo tốc độ", code="H99.99"
    )
    api.content.transition(agency, "publish")
    service = api.content.create(
        portal["dich-vu"],
        "Service",
        id=SERVICE,
        title="Dịch vụ đo tốc độ",
        agency=api.content.get_uuid(agency),
        submission_place="here",
        online_level="full",
    )
    forms.new_form(service, FIELDS)
    api.content.transition(service, "publish")
    return service


if "app" in globals():
    setSite(globals()["app"].portal)
    service = make(globals()["app"].portal)
    transaction.commit()
    print("/".join(service.getPhysicalPath()), flush=True)
