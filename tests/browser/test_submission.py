"""A citizen sends an application in a real browser; the officer sees it arrive."""

from contextlib import suppress
from egov.portal.shared import outbox
from filing import ANSWERS
from filing import make_agency
from filing import make_service
from filing import make_user
from filing import PASSWORD
from filing import PDF
from plone import api
from plone.testing.zope import WSGI_SERVER_FIXTURE
import pytest
from scanner import needs_clamd
from scanner import RunningClamd
from sending import SENDING
from standing import standing_for_a_module
import time
import transaction
from ZODB.POSException import ConflictError


# A portal of these tests' own: what is submitted in it is looked at.
globals().update(standing_for_a_module(WSGI_SERVER_FIXTURE, SENDING))


@pytest.fixture
def address(functional, functional_portal):
    """The portal's address on the real server."""
    return f"http://{functional['host']}:{functional['port']}/{functional_portal.getId()}"


@pytest.fixture
def form_address(functional_portal, address):
    agency = make_agency()
    make_user("officer", agency, "officers")
    service = make_service(agency)
    transaction.commit()
    return f"{address}/dich-vu/{service.getId()}/to-khai"


@pytest.fixture
def stored(functional_portal):
    def codes():
        transaction.begin()
        return [row.code for row in functional_portal["ho-so"]._catalog.search()]

    return codes


def fill(page, folder):
    for name in ("ho_ten", "so_dinh_danh", "dien_thoai", "thu", "ngay_sinh", "noi_dung"):
        page.fill(f"[name='form.widgets.{name}']", ANSWERS[name])
    page.fill("[name='form.widgets.so_ban']", str(ANSWERS["so_ban"]))
    page.select_option("[name='form.widgets.nhan_ket_qua:list']", ANSWERS["nhan_ket_qua"])
    page.check("[name='form.widgets.cam_doan:list']")
    file = folder / "đơn.pdf"
    file.write_bytes(PDF)
    page.set_input_files("[name='form.widgets.don']", str(file))


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def scan_what_waits(page, name):
    """With a scanner from now on, reload until the file has a link."""
    with RunningClamd() as running:
        transaction.begin()
        api.portal.set_registry_record("egov.portal.scanning.address", running.socket)
        transaction.commit()
        end = time.monotonic() + 60
        while time.monotonic() < end and not page.locator(f"a:has-text('{name}')").count():
            with suppress(ConflictError):  # a worker of this process may be at it, too
                transaction.begin()
                outbox.work()
                transaction.commit()
            transaction.abort()
            page.reload()


@needs_clamd
def test_citizen_sends_and_officer_sees(page, browser, form_address, address, stored, tmp_path):
    page.goto(form_address)
    assert fits(page)
    fill(page, tmp_path)
    page.click("[name='form.buttons.submit']")
    code = page.inner_text(".receipt-code")
    assert len(page.inner_text(".receipt-secret")) == 19
    assert fits(page)
    assert stored() == [code]

    desk = browser.new_context()
    officer = desk.new_page()
    officer.goto(f"{address}/login")
    officer.fill("[name='__ac_name']", "officer")
    officer.fill("[name='__ac_password']", PASSWORD)
    officer.click("[name='buttons.login']")
    officer.goto(f"{address}/ho-so")
    officer.click(f"text={code}")
    assert "Nguyễn Thị Hoa" in officer.inner_text(".dossier-answers")
    assert officer.locator("a:has-text('đơn.pdf')").count() == 0
    assert officer.inner_text(".dossier-scan")
    scan_what_waits(officer, "đơn.pdf")
    with officer.expect_download() as download:
        officer.click("a:has-text('đơn.pdf')")
    assert download.value.path().read_bytes() == PDF
    officer.click("button[value=accept]")
    assert officer.locator(".dossier-log li").count() == 3
    desk.close()


def test_reload_and_double_click_make_one(page, form_address, stored, tmp_path):
    page.goto(form_address)
    fill(page, tmp_path)
    page.dblclick("[name='form.buttons.submit']")
    page.wait_for_selector(".receipt-code")
    code = page.inner_text(".receipt-code")
    page.reload()
    assert page.inner_text(".receipt-code") == code
    assert stored() == [code]


@pytest.mark.parametrize("javascript", [True, False])
def test_back_and_send_again_make_one(browser, form_address, stored, tmp_path, javascript):
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(form_address)
    fill(page, tmp_path)
    page.click("[name='form.buttons.submit']")
    code = page.inner_text(".receipt-code")
    page.go_back()
    fill(page, tmp_path)
    page.click("[name='form.buttons.submit']")
    assert page.inner_text(".receipt-code") == code
    page.go_back()
    fill(page, tmp_path)
    page.fill("[name='form.widgets.ho_ten']", "Somebody Else")
    page.click("[name='form.buttons.submit']")
    page.wait_for_selector(".portalMessage, .alert")
    assert page.locator(".receipt-code").count() == 0
    assert stored() == [code]
    # Told so, whoever means another application sends it.
    fill(page, tmp_path)
    page.click("[name='form.buttons.submit']")
    page.wait_for_selector(".receipt-code")
    assert len(stored()) == 2
    context.close()


def test_wrong_answers_are_kept_and_told(page, form_address, stored, tmp_path):
    page.goto(form_address)
    fill(page, tmp_path)
    page.fill("[name='form.widgets.so_dinh_danh']", "12")
    page.click("[name='form.buttons.submit']")
    page.wait_for_selector(".field.error")
    assert page.locator(".field.error").count() == 1
    assert page.input_value("[name='form.widgets.ho_ten']") == ANSWERS["ho_ten"]
    assert page.locator(".form-pick-again").count() == 1
    assert stored() == []


def test_back_from_a_receipt_that_followed_an_error_opens_the_form(
    page, form_address, stored, tmp_path
):
    """Browsers else ask whether to send everything once more, or show an error of their own."""
    page.goto(form_address)
    fill(page, tmp_path)
    page.fill("[name='form.widgets.so_dinh_danh']", "12")
    page.click("[name='form.buttons.submit']")
    page.wait_for_selector(".field.error")
    # Until it is sent again, loading it anew loses no answer.
    page.reload()
    assert page.input_value("[name='form.widgets.ho_ten']") == "Nguyễn Thị Hoa"
    fill(page, tmp_path)
    page.click("[name='form.buttons.submit']")
    code = page.inner_text(".receipt-code")
    page.go_back()
    page.wait_for_selector("[name='form.widgets.ho_ten']")
    assert page.locator(".field.error").count() == 0
    page.go_back()
    page.wait_for_selector("[name='form.widgets.ho_ten']")
    assert stored() == [code]


def test_without_javascript(browser, form_address, stored, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(form_address)
    fill(page, tmp_path)
    page.click("[name='form.buttons.submit']")
    assert stored() == [page.inner_text(".receipt-code")]
    context.close()
