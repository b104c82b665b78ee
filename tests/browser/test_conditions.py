"""Fields come and go with the answers, are announced, and are all there without a script."""

from filing import make_agency
from filing import make_service
from plone.testing.zope import WSGI_SERVER_FIXTURE
import pytest
from sending import SENDING
from standing import standing_for_a_module
import transaction


globals().update(standing_for_a_module(WSGI_SERVER_FIXTURE, SENDING))

MODEL = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="ho_ten" type="zope.schema.TextLine"><title>Họ và tên</title></field>
  <field name="nhan" type="zope.schema.Choice"><title>Nhận kết quả</title>
    <values><element key="tai_cho">Tại chỗ</element><element key="buu">Bưu chính</element>
    </values></field>
  <field name="dia_chi" type="zope.schema.TextLine" easyform:depends_on="nhan=buu">
    <title>Địa chỉ</title></field>
  <field name="ghi_chu" type="zope.schema.TextLine" easyform:depends_on="dia_chi">
    <title>Ghi chú</title></field>
  <field name="so_ban" type="zope.schema.Int"><title>Số bản</title></field>
  <field name="ly_do" type="zope.schema.TextLine" easyform:depends_on="so_ban &gt;= 1000">
    <title>Lý do</title></field>
</schema></model>
"""


@pytest.fixture
def form_address(functional, functional_portal):
    service = make_service(make_agency(), fields=MODEL)
    transaction.commit()
    base = f"http://{functional['host']}:{functional['port']}/{functional_portal.getId()}"
    return f"{base}/dich-vu/{service.getId()}/to-khai"


@pytest.fixture
def stored(functional_portal):
    def names():
        transaction.begin()
        register = functional_portal["ho-so"]
        rows = register._catalog.search()
        return [[a["name"] for a in register.unrestrictedTraverse(r.path).answers] for r in rows]

    return names


def box(page, name):
    return page.locator(f"[name='form.widgets.{name}']")


def test_fields_come_and_go_and_are_announced(page, form_address, stored):
    page.goto(form_address)
    for name in ("dia_chi", "ghi_chu", "ly_do"):
        assert not box(page, name).is_visible(), name
    page.fill("[name='form.widgets.ho_ten']", "Hoa")
    page.select_option("[name='form.widgets.nhan:list']", "buu")
    assert box(page, "dia_chi").is_visible() and not box(page, "ghi_chu").is_visible()
    assert "Địa chỉ" in page.inner_text("form [role='status']:not(:empty)")
    page.fill("[name='form.widgets.dia_chi']", "1 Lê Lợi")
    assert box(page, "ghi_chu").is_visible()
    page.fill("[name='form.widgets.so_ban']", "1.000")
    assert box(page, "ly_do").is_visible()
    page.fill("[name='form.widgets.so_ban']", "9")
    assert not box(page, "ly_do").is_visible()
    page.select_option("[name='form.widgets.nhan:list']", "tai_cho")
    assert not box(page, "dia_chi").is_visible() and not box(page, "ghi_chu").is_visible()
    assert page.locator(".condition-hint:visible").count() == 0
    page.click("[name='form.buttons.submit']")
    page.wait_for_selector(".receipt-code")
    assert stored() == [["ho_ten", "nhan", "so_ban"]]


def test_what_was_shown_is_shown_again_when_answers_are_put_right(page, form_address):
    page.goto(form_address)
    page.select_option("[name='form.widgets.nhan:list']", "buu")
    page.fill("[name='form.widgets.ho_ten']", "Hoa")
    page.click("[name='form.buttons.submit']")
    page.wait_for_selector(".field.error")
    assert box(page, "dia_chi").is_visible() and not box(page, "ly_do").is_visible()


def test_without_a_script_all_is_shown_with_a_hint(browser, form_address, stored):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(form_address)
    assert box(page, "dia_chi").is_visible()
    assert page.locator(".condition-hint").count() == 3
    page.fill("[name='form.widgets.ho_ten']", "Hoa")
    page.select_option("[name='form.widgets.nhan:list']", "tai_cho")
    page.fill("[name='form.widgets.so_ban']", "1")
    page.fill("[name='form.widgets.dia_chi']", "không cần")
    page.click("[name='form.buttons.submit']")
    page.wait_for_selector(".receipt-code")
    assert stored() == [["ho_ten", "nhan", "so_ban"]]
    context.close()
