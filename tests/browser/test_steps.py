"""A form with steps in a real browser: by hand, by keyboard, in two tabs, on a bad line."""

from accessibility import violations
from filing import ANSWERS
from filing import make_agency
from filing import make_service
from filing import PDF
from filing import STEPPED
from plone.testing.zope import WSGI_SERVER_FIXTURE
import pytest
from sending import SENDING
from standing import standing_for_a_module
import transaction


globals().update(standing_for_a_module(WSGI_SERVER_FIXTURE, SENDING))


@pytest.fixture
def url(functional, functional_portal):
    """The form's address on the real server."""
    service = make_service(make_agency(), fields=STEPPED)
    transaction.commit()
    server = f"http://{functional['host']}:{functional['port']}/{functional_portal.getId()}"
    return f"{server}/dich-vu/{service.getId()}/to-khai"


@pytest.fixture
def stored(functional_portal):
    def codes():
        transaction.begin()
        return [row.code for row in functional_portal["ho-so"]._catalog.search()]

    return codes


@pytest.fixture
def visit(browser):
    """visit(width=1280, javascript=True): the page of a new browser."""
    contexts = []

    def make(width=1280, javascript=True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def press(page, name="continue"):
    with page.expect_navigation():
        page.click(f"[name='form.buttons.{name}']")


def fill_person(page):
    for name in ("ho_ten", "so_dinh_danh", "dien_thoai", "thu", "ngay_sinh", "noi_dung"):
        page.fill(f"[name='form.widgets.{name}']", ANSWERS[name])
    page.fill("[name='form.widgets.so_ban']", str(ANSWERS["so_ban"]))


def fill_papers(page, folder):
    page.select_option("[name='form.widgets.nhan_ket_qua:list']", ANSWERS["nhan_ket_qua"])
    page.check("[name='form.widgets.cam_doan:list']")
    file = folder / "đơn.pdf"
    file.write_bytes(PDF)
    page.set_input_files("[name='form.widgets.don']", str(file))


def to_review(page, url, folder):
    page.goto(url)
    fill_person(page)
    press(page)
    fill_papers(page, folder)
    press(page)


def fits(page):
    return page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("width", "javascript"), [(360, False), (360, True), (1280, True)])
def test_all_steps_one_dossier(visit, picture, url, stored, tmp_path, width, javascript):
    name = f"steps-{width}-{'script' if javascript else 'noscript'}"
    page = visit(width, javascript)
    page.goto(url)
    assert page.locator("h1").count() == 1
    picture(page, f"{name}-1-first")
    assert fits(page)
    fill_person(page)
    page.fill("[name='form.widgets.so_dinh_danh']", "12")
    press(page)
    assert page.title().startswith(("Lỗi: ", "Error: "))
    assert page.input_value("[name='form.widgets.ho_ten']") == ANSWERS["ho_ten"]
    picture(page, f"{name}-2-errors")
    page.click("#form-errors a")
    assert page.evaluate("document.activeElement.id") == "form-widgets-so_dinh_danh"
    fill_person(page)
    press(page)
    picture(page, f"{name}-3-second")
    assert fits(page)
    fill_papers(page, tmp_path)
    press(page)
    assert page.url == f"{url}/kiem-tra"
    assert "đơn.pdf" in page.inner_text(".review-step >> nth=1")
    picture(page, f"{name}-4-review")
    assert fits(page)
    press(page, "submit")
    assert stored() == [page.inner_text(".receipt-code")]
    picture(page, f"{name}-5-receipt")
    assert fits(page)


def test_the_keyboard_alone_goes_through_the_steps(visit, url):
    page = visit()
    page.goto(url)
    page.focus("[name='form.widgets.ho_ten']")
    for name in ("ho_ten", "so_dinh_danh", "dien_thoai", "thu"):
        page.keyboard.type(ANSWERS[name])
        page.keyboard.press("Tab")
    page.keyboard.type("05201990")
    page.focus("[name='form.widgets.so_ban']")
    page.keyboard.type("2")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{url}/buoc/2"
    page.focus("[name='form.buttons.back']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{url}/buoc/1"
    assert page.input_value("[name='form.widgets.ho_ten']") == ANSWERS["ho_ten"]


@pytest.mark.parametrize("javascript", [True, False])
def test_the_browsers_back_button_sends_nothing_again(visit, url, stored, tmp_path, javascript):
    page = visit(javascript=javascript)
    to_review(page, url, tmp_path)
    page.go_back()
    assert page.url == f"{url}/buoc/2"
    assert "đơn.pdf" in page.inner_text(".kept-file")
    page.go_back()
    page.wait_for_load_state()
    if page.locator("[name='form.widgets.ho_ten']").count():
        fill_person(page)
    press(page)
    page.goto(f"{url}/kiem-tra")
    page.reload()
    press(page, "submit")
    code = page.inner_text(".receipt-code")
    page.reload()
    assert page.inner_text(".receipt-code") == code
    page.go_back()
    page.wait_for_load_state()
    assert page.locator(".receipt-code").count() == 0
    assert ANSWERS["ho_ten"] not in page.content()
    assert stored() == [code]


def test_two_tabs_send_one_application(visit, url, stored, tmp_path):
    page = visit()
    to_review(page, url, tmp_path)
    other = page.context.new_page()
    other.goto(f"{url}/kiem-tra")
    press(page, "submit")
    press(other, "submit")
    assert page.inner_text(".receipt-code") == other.inner_text(".receipt-code")
    assert len(stored()) == 1


def test_a_double_click_sends_one_application(visit, url, stored, tmp_path):
    page = visit()
    to_review(page, url, tmp_path)
    page.dblclick("[name='form.buttons.submit']")
    page.wait_for_selector(".receipt-code")
    assert stored() == [page.inner_text(".receipt-code")]


def test_a_lost_connection_loses_no_step(visit, url, stored, tmp_path):
    page = visit()
    page.goto(url)
    fill_person(page)
    press(page)
    fill_papers(page, tmp_path)
    page.context.set_offline(True)
    page.click("[name='form.buttons.continue']")
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.goto(url)
    press(page)
    assert page.url == f"{url}/buoc/2"
    fill_papers(page, tmp_path)
    press(page)
    # The answer to what was sent is lost, what was sent is not.
    page.route("**/kiem-tra", lambda route: (route.fetch(), route.abort()))
    page.click("[name='form.buttons.submit']")
    page.wait_for_timeout(500)
    page.unroute("**/kiem-tra")
    assert len(stored()) == 1
    page.goto(f"{url}/kiem-tra")
    assert ANSWERS["ho_ten"] not in page.content()


def test_the_private_link_goes_on_in_another_browser(visit, picture, url, stored, tmp_path):
    page = visit(360)
    page.goto(url)
    fill_person(page)
    press(page, "leave")
    link = page.input_value("#draft-link")
    picture(page, "steps-360-6-saved")
    assert fits(page)
    press(page, "left")
    page.goto(f"{url}/buoc/1")
    assert ANSWERS["ho_ten"] not in page.content()

    other = visit(1280, javascript=False)
    other.goto(link)
    assert other.url == f"{url}/tiep-tuc"
    picture(other, "steps-1280-7-resume")
    press(other)
    if other.locator("[name='form.widgets.ho_ten']").count():
        press(other)
    fill_papers(other, tmp_path)
    press(other)
    press(other, "submit")
    assert stored() == [other.inner_text(".receipt-code")]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_of_the_steps_is_accessible(visit, url, tmp_path, width, scheme):
    page = visit(width)
    page.emulate_media(color_scheme=scheme)
    wrong = {}

    def look(name):
        found = violations(page)
        if not fits(page):
            found.append("wider than the screen")
        if found:
            wrong[name] = found

    page.goto(url)
    look("first")
    fill_person(page)
    page.fill("[name='form.widgets.so_dinh_danh']", "12")
    press(page)
    look("errors")
    fill_person(page)
    press(page)
    fill_papers(page, tmp_path)
    press(page)
    look("review")
    page.goto(f"{url}/buoc/2")
    look("file kept")
    press(page, "leave")
    look("saved")
    for name in ("tiep-tuc", "xoa"):
        page.goto(f"{url}/{name}")
        look(name)
    page.goto(f"{url}/kiem-tra")
    press(page, "submit")
    look("receipt")
    assert wrong == {}
