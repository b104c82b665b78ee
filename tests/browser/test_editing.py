"""The editor's way: new, an error shown and mended, handed in, published, found, withdrawn."""

import pytest
import re


TITLE = "Cấp thẻ hướng dẫn viên đò dọc"
CODE = "9.770001"
LINK = f"a[href*='/thu-tuc/{CODE}']"


@pytest.fixture
def passwords(made_portal):
    lines = (made_portal.var / "demo-users.txt").read_text().splitlines()
    return dict(line.split()[:2] for line in lines if line.startswith("demo-"))


@pytest.fixture
def signed_in(open_page, made_portal, passwords):
    """A page of one of the demo's people: `signed_in("demo-bientap-stp")`."""

    def sign_in(name):
        page = open_page()
        page.goto(made_portal.url + "/login")
        page.fill("#__ac_name", name)
        page.fill("#__ac_password", passwords[name])
        page.click("#buttons-login")
        page.wait_for_selector("#edit-zone")
        return page

    return sign_in


def take_step(page, name):
    """The step `name` from the menu of the state in the toolbar."""
    page.locator("#plone-contentmenu-workflow > a").click()
    page.locator("#plone-contentmenu-workflow").get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state("load")


def test_from_new_to_published_found_and_withdrawn(signed_in, open_page, made_portal, picture):
    desk = f"{made_portal.url}/@@editorial-work"
    address = f"{made_portal.url}/thu-tuc/{CODE}"

    editor = signed_in("demo-bientap-stp")
    editor.goto(desk)
    editor.get_by_role("link", name="Viết mới: Thủ tục hành chính").click()
    tabs = editor.locator("nav.autotoc-nav a")
    tabs.first.wait_for()
    assert editor.locator(".egov-required-note").is_visible()
    editor.wait_for_function("document.querySelectorAll('nav.autotoc-nav a.required').length == 1")

    # What is left out is said at its field, in Vietnamese, before anything is sent.
    editor.fill("#form-widgets-IBasic-title", TITLE)
    editor.click("#form-buttons-save")
    field = editor.locator("#formfield-form-widgets-code")
    assert field.locator(".invalid-feedback").inner_text() == "Vui lòng điền ô này."
    picture(editor, "editing-left-out")

    # What only the server can know is said at its field, too, and its tab is opened and marked.
    editor.fill("#form-widgets-code", CODE)
    tabs.filter(has_text="Căn cứ và hiệu lực").click()
    editor.fill("#form-widgets-successor", "không phải mã số")
    tabs.first.click()
    editor.click("#form-buttons-save")
    editor.locator(".portalMessage, .alert-danger").first.wait_for()
    successor = editor.locator("#formfield-form-widgets-successor")
    successor.locator(".invalid-feedback").wait_for(state="visible")
    assert "invalid" in tabs.filter(has_text="Căn cứ và hiệu lực").get_attribute("class").split()
    assert editor.locator("#form-widgets-successor").get_attribute("aria-invalid") == "true"
    assert "/++add++Procedure" in editor.url
    picture(editor, "editing-error")

    # Mended, and handed in.
    editor.fill("#form-widgets-successor", "")
    editor.click("#form-buttons-save")
    editor.wait_for_url(re.compile(re.escape(address) + "(/view)?$"))
    picture(editor, "editing-draft")
    take_step(editor, "Gửi duyệt")
    stranger = open_page()
    stranger.goto(address)
    assert TITLE not in stranger.content()

    # The reviewer finds it on the desk.
    reviewer = signed_in("demo-duyet-stp")
    reviewer.goto(desk)
    picture(reviewer, "editing-desk")
    reviewer.locator(LINK).first.click()
    reviewer.wait_for_selector("#plone-contentmenu-workflow")
    take_step(reviewer, "Phát hành")

    found = f"{made_portal.url}/@@search?SearchableText=the+huong+dan+vien+do+doc"
    stranger.goto(found)
    assert stranger.locator(f"main {LINK}").count() >= 1
    stranger.locator(f"main {LINK}").first.click()
    assert stranger.locator("h1").inner_text() == TITLE

    reviewer.goto(address)
    take_step(reviewer, "Gỡ khỏi cổng")
    stranger.goto(address)
    assert TITLE not in stranger.content()
    stranger.goto(found)
    assert stranger.locator(f"main {LINK}").count() == 0


def test_folder_contents_name_states(signed_in, made_portal, picture):
    page = signed_in("demo-bientap-stp")
    page.goto(f"{made_portal.url}/thong-bao/folder_contents")
    page.wait_for_selector("tr.itemRow td.review_state")
    page.wait_for_function(
        "[...document.querySelectorAll('tr.itemRow td.review_state')]"
        ".every(cell => cell.textContent !== cell.dataset.order)"
    )
    assert "Đã phát hành" in page.locator("td.review_state").first.inner_text()
    changed = page.locator("td.ModificationDate")
    for cell in changed.all():
        assert re.fullmatch(r"\d\d:\d\d \d\d/\d\d/\d{4}", cell.inner_text())
        hour, day = cell.inner_text().split()
        said = cell.get_attribute("data-order")
        assert said.startswith("-".join(reversed(day.split("/"))) + "T" + hour)
    picture(page, "editing-contents")


def test_a_tab_is_red_for_what_is_wrong_only(signed_in, made_portal, picture):
    page = signed_in("demo-bientap-stp")
    page.goto(f"{made_portal.url}/thong-bao/++add++Announcement")
    page.locator("nav.autotoc-nav a").first.wait_for()
    page.fill("#form-widgets-IBasic-title", "Có hình kèm theo")
    page.click("#form-buttons-save")
    page.wait_for_url(re.compile("/view$"))
    page.goto(page.url.removesuffix("view") + "++add++Image")
    tab = page.locator("nav.autotoc-nav a").first
    tab.wait_for()
    page.wait_for_timeout(1000)
    assert "invalid" not in tab.get_attribute("class").split()
    picture(page, "editing-image")
    page.click("#form-buttons-save")
    page.locator(".invalid-feedback").first.wait_for()
    page.wait_for_function(
        "document.querySelector('nav.autotoc-nav a').classList.contains('invalid')"
    )


def test_what_was_written_stays_where_the_session_has_ended(signed_in, made_portal, picture):
    page = signed_in("demo-bientap-stp")
    page.goto(f"{made_portal.url}/thong-bao/++add++Announcement")
    page.locator("nav.autotoc-nav a").first.wait_for()
    page.fill("#form-widgets-IBasic-title", "Viết khi phiên đã hết")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="__ac")
    page.click("#form-buttons-save")
    told = page.locator(".eg-not-sent")
    told.wait_for()
    assert told.locator("a[target=_blank]").get_attribute("href") == f"{made_portal.url}/login"
    assert page.input_value("#form-widgets-IBasic-title") == "Viết khi phiên đã hết"
    picture(page, "editing-session-ended")
    # Signed in again, in another window.
    page.context.add_cookies(cookies)
    page.click("#form-buttons-save")
    page.wait_for_url(re.compile("/view$"))
    assert page.locator("h1").inner_text() == "Viết khi phiên đã hết"


def test_the_list_of_errors_leads_to_the_field_in_another_tab(signed_in, made_portal, picture):
    page = signed_in("demo-bientap-stp")
    page.goto(f"{made_portal.url}/thu-tuc/++add++Procedure")
    tabs = page.locator("nav.autotoc-nav a")
    tabs.first.wait_for()
    page.fill("#form-widgets-IBasic-title", "Có lỗi ở thẻ khác")
    page.fill("#form-widgets-code", "9.770002")
    tabs.filter(has_text="Căn cứ và hiệu lực").click()
    page.fill("#form-widgets-successor", "không phải mã số")
    page.click("#form-buttons-save")
    link = page.locator(".eg-to-mend a")
    link.wait_for()
    assert link.count() == 1 and "Được thay thế bởi" in link.inner_text()
    tabs.first.click()
    link.click()
    picture(page, "editing-to-mend")
    page.wait_for_function("document.activeElement.id === 'form-widgets-successor'")
