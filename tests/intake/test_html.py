"""The form in the browser: filled in, sent once, answered with a receipt."""

from filing import as_manager
from filing import fill
from filing import found_clean
from filing import make_agency
from filing import make_service
from lxml import html
from plone import api
import pytest
import re
import transaction


SECRET = re.compile(r'class="receipt-secret">([0-9A-Z-]{19})<')
CODE = re.compile(r'class="receipt-code">([^<]+)<')


@pytest.fixture
def url(service):
    return service["to-khai"].absolute_url()


def send(browser):
    browser.getControl(name="form.buttons.submit").click()


def wrong(browser):
    """Names of the fields shown as wrong."""
    fields = re.findall(
        r'class="field[^"]* error[^"]*"[^>]*data-fieldname="form.widgets.(\w+)"', browser.contents
    )
    return set(fields)


def receipt(browser):
    return CODE.search(browser.contents)[1], SECRET.search(browser.contents)[1]


def test_anonymous_citizen_sends_a_form_and_gets_a_receipt(url, visitor, dossiers):
    page = visitor()
    page.open(url)
    fill(page)
    send(page)
    code, secret = receipt(page)
    (dossier,) = dossiers()
    assert dossier.code == code
    assert dossier.secret_fits(secret)
    assert dossier.state() == "new"
    assert dossier.channel == "form"
    assert dossier.applicant == ""
    assert page.headers["Cache-Control"] == "private, no-store"


def test_answers_are_kept_in_order_with_titles_and_readable_values(url, visitor, dossiers):
    page = visitor()
    page.open(url)
    fill(page)
    send(page)
    (dossier,) = dossiers()
    kept = [(a["title"], a["type"], a["value"], a["readable"]) for a in dossier.answers]
    assert kept == [
        ("Họ và tên", "text", "Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("Số định danh cá nhân", "text", "001190000001", "001190000001"),
        ("Số điện thoại", "text", "0912345678", "0912345678"),
        ("Thư điện tử", "text", "hoa@example.vn", "hoa@example.vn"),
        ("Ngày sinh", "date", "1990-05-20", "20/05/1990"),
        ("Số bản", "integer", 1200, "1200"),
        ("Nội dung đề nghị", "text", *["Xin cấp <bản sao>\ntrích lục"] * 2),
        ("Nhận kết quả", "text", "truc_tuyen", "Trực tuyến"),
        ("Loại giấy tờ", "list", ["ket_hon", "khai_sinh"], "Kết hôn, Khai sinh"),
        ("Tôi cam đoan lời khai là đúng", "boolean", True, "Có"),
        ("Đơn đề nghị", "file", "1", "đơn.pdf"),
        ("Giấy tờ khác", "empty", None, ""),
    ]
    assert dossier.files["1"].content_type == "application/pdf"


def test_answers_keep_their_titles_when_the_form_is_changed(url, service, visitor, dossiers):
    page = visitor()
    page.open(url)
    fill(page)
    send(page)
    form = service["to-khai"]
    form.fields_model = form.fields_model.replace("Họ và tên", "Tên đầy đủ")
    transaction.commit()
    assert dossiers()[0].answers[0]["title"] == "Họ và tên"


def test_wrong_answers_are_told_and_the_rest_is_kept(url, visitor, dossiers):
    page = visitor()
    page.open(url)
    fill(page, ho_ten="", so_dinh_danh="12", dien_thoai="x")
    send(page)
    assert not dossiers()
    assert page.getControl(name="form.widgets.so_dinh_danh").value == "12"
    assert page.getControl(name="form.widgets.thu").value == "hoa@example.vn"
    assert page.getControl(name="form.widgets.don") is not None
    assert wrong(page) == {"ho_ten", "so_dinh_danh", "dien_thoai"}
    fill(page)
    send(page)
    assert len(dossiers()) == 1


def test_a_screen_reader_hears_what_is_wrong_with_a_field(url, visitor):
    page = visitor()
    page.open(url)
    fill(page, ho_ten="", so_dinh_danh="12")
    send(page)
    document = html.fromstring(page.contents)
    for name in ("ho_ten", "so_dinh_danh"):
        (box,) = document.xpath(f"//input[@name='form.widgets.{name}']")
        assert box.get("aria-invalid") == "true"
        said = [document.get_element_by_id(id_) for id_ in box.get("aria-describedby").split()]
        assert any(element.text_content().strip() for element in said)
    (right,) = document.xpath("//input[@name='form.widgets.dien_thoai']")
    assert right.get("aria-invalid") is None


def test_every_label_is_the_label_of_a_box(url, visitor):
    page = visitor()
    page.open(url)
    document = html.fromstring(page.contents)
    labels = document.xpath("//label[@for]")
    assert labels
    for label in labels:
        assert document.get_element_by_id(label.get("for")).tag in ("input", "select", "textarea")


def test_sending_again_shows_the_same_receipt_and_makes_nothing(url, visitor, dossiers):
    page = visitor()
    page.open(url)
    fill(page)
    send(page)
    first = receipt(page)
    page.goBack()
    fill(page)
    send(page)
    assert receipt(page) == first
    assert len(dossiers()) == 1


def test_going_back_and_changing_answers_does_not_change_what_was_sent(url, visitor, dossiers):
    page = visitor()
    page.open(url)
    fill(page)
    send(page)
    page.goBack()
    fill(page, ho_ten="Người khác")
    send(page)
    assert CODE.search(page.contents) is None
    assert SECRET.search(page.contents) is None
    (dossier,) = dossiers()
    assert dossier.answers[0]["value"] == "Nguyễn Thị Hoa"


def test_a_form_opened_twice_makes_two(url, visitor, dossiers):
    for _time in range(2):
        page = visitor()
        page.open(url)
        fill(page)
        send(page)
    assert len(dossiers()) == 2


def test_each_opening_has_its_own_key_and_no_shared_cache_keeps_it(url, visitor):
    keys = set()
    for _time in range(3):
        page = visitor()
        page.open(url)
        keys.add(page.getControl(name="draft_key").value)
        assert page.headers["Cache-Control"] == "private, no-cache"
    assert len(keys) == 3


def test_signed_in_citizen_is_the_applicant_and_sees_the_dossier(url, visitor, dossiers):
    page = visitor("hoa")
    page.open(url)
    fill(page)
    send(page)
    (dossier,) = dossiers()
    assert dossier.applicant == "hoa"
    page.open(dossier.absolute_url())
    assert "Xin cấp &lt;bản sao&gt;" in page.contents


def test_officer_sees_it_in_the_list_and_opens_the_file(url, visitor, dossiers):
    page = visitor()
    page.open(url)
    fill(page)
    send(page)
    code, secret = receipt(page)
    officer = visitor("officer")
    officer.open(dossiers()[0].register().absolute_url())
    officer.getLink(code).click()
    assert "Họ và tên" in officer.contents
    assert secret not in officer.contents
    found_clean(dossiers()[0])
    transaction.commit()
    officer.reload()
    officer.getLink("đơn.pdf").click()
    assert officer.headers["Content-Disposition"].startswith("attachment")


def test_post_without_a_token_makes_nothing(url, visitor, dossiers):
    page = visitor()
    page.open(url, "form.widgets.ho_ten=x&form.buttons.submit=1&draft_key=0123456789abcdef")
    assert not dossiers()


def test_post_without_a_draft_key_makes_nothing(url, visitor, dossiers):
    page = visitor()
    page.open(url)
    fill(page)
    page.getControl(name="draft_key").value = ""
    send(page)
    assert not dossiers()
    assert len(page.getControl(name="draft_key").value) >= 16


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ\x90\x00"),
        ("page.html", b"<html><script>alert(1)</script></html>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("disguised.pdf", b"<html>not a pdf</html>"),
        ("disguised.png", b"%PDF-1.4\n%%EOF"),
        ("archive.zip", b"PK\x03\x04 and so on"),
        ("broken.docx", b"PK\x03\x04 and so on"),
        ("no-ending", b"%PDF-1.4\n%%EOF"),
        ("empty.pdf", b""),
    ],
)
def test_files_that_are_not_accepted_are_refused(url, visitor, dossiers, name, content):
    page = visitor()
    page.open(url)
    fill(page, file=content, name=name)
    send(page)
    assert not dossiers()
    assert wrong(page) == {"don"}


def test_nothing_is_written_for_a_form_that_is_wrong(url, visitor, functional_portal):
    page = visitor()
    page.open(url)
    fill(page, ho_ten="")
    database = functional_portal._p_jar.db()
    before = database.lastTransaction()
    send(page)
    assert database.lastTransaction() == before


def test_large_file_is_refused(url, visitor, dossiers, functional_portal):
    api.portal.set_registry_record("egov.portal.intake.max_file_size", 1)
    transaction.commit()
    page = visitor()
    page.open(url)
    fill(page, file=b"%PDF-1.4\n" + b"x" * 1_000_001)
    send(page)
    assert not dossiers()
    assert wrong(page) == {"don"}


def test_a_form_that_is_too_large_is_shown_again_and_says_so(
    url, visitor, dossiers, functional_portal
):
    api.portal.set_registry_record("egov.portal.intake.max_total_size", 1)
    transaction.commit()
    page = visitor()
    page.open(url)
    fill(page, file=b"%PDF-1.4\n" + b"x" * 2_500_000)
    send(page)
    assert page.headers["status"].startswith("413")
    assert "form.widgets.ho_ten" in page.contents
    assert not dossiers()


def test_service_submitted_elsewhere_takes_nothing(agency, visitor, dossiers):
    service = make_service(agency, submission_place="national")
    transaction.commit()
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    assert "form.buttons.submit" not in page.contents
    page.open(service["to-khai"].absolute_url(), "form.buttons.submit=1&draft_key=0123456789abcdef")
    assert not dossiers()


def test_unpublished_service_is_not_shown(agency, visitor):
    service = make_service(agency, publish=False)
    transaction.commit()
    page = visitor()
    page.followRedirects = False
    page.open(service["to-khai"].absolute_url())
    assert page.headers["status"][:3] in ("302", "401")


def test_form_elsewhere_than_in_a_service_is_easyforms_own(functional_portal, visitor):
    with as_manager():
        functional_portal.portal_types["EasyForm"].global_allow = True
        form = api.content.create(functional_portal, "EasyForm", "lien-he", title="Liên hệ")
        assert "Mailer" in form.actions_model
    transaction.commit()
    page = visitor()
    page.open(form.absolute_url())
    assert "draft_key" not in page.contents


def test_form_added_to_a_service_gets_our_action(agency):
    service = make_service(agency)
    with as_manager():
        form = api.content.create(service, "EasyForm", "them", title="Thêm")
    assert "SubmitApplication" in form.actions_model
    assert "Mailer" not in form.actions_model
    assert "so_dinh_danh" in form.fields_model


def test_agency_that_receives_is_the_services(url, service, visitor, dossiers):
    other = make_agency("Sở Xây dựng", "H15.51")
    service.agency = api.content.get_uuid(other)
    transaction.commit()
    page = visitor()
    page.open(url)
    fill(page)
    send(page)
    assert dossiers()[0].agency == api.content.get_uuid(other)
