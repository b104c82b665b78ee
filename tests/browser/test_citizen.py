"""The citizen's way: home, search, procedure, the form to download, the service, its form."""

import pytest
import re


WIDTHS = (360, 1280)
LANGUAGES = ("vi", "en")
PATHS = (
    "",
    "/thu-tuc",
    "/thu-tuc/1.001193",
    "/dich-vu",
    "/dich-vu/cap-ban-sao-trich-luc-ho-tich",
    "/bieu-mau",
    "/bieu-mau/tk-khaisinh",
    "/thong-bao",
    "/thong-bao/ung-pho-mua-lon-va-lu",
    "/van-ban",
    "/van-ban/quy-che-mot-cua",
    "/co-quan",
    "/co-quan/so-tu-phap",
    "/hoi-dap",
    "/tin-tuc",
    "/@@search?SearchableText=khai+sinh",
    "/sitemap",
    "/login",
)
WORDS = {
    "vi": {"search": "Tìm kiếm", "download": "Tải về", "apply": "Nộp hồ sơ trực tuyến"},
    "en": {"search": "Search", "download": "Download", "apply": "Apply online"},
}


@pytest.mark.parametrize("javascript", (True, False), ids=("script", "noscript"))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_from_home_to_the_form(open_page, picture, width, language, javascript):
    words = WORDS[language]
    name = f"way-{width}-{language}-{'script' if javascript else 'noscript'}"
    page = open_page(width, language, javascript)
    picture(page, f"{name}-1-home")

    hero = page.locator(".eg-hero")
    hero.locator("input[type=search]").fill("khai sinh")
    hero.get_by_role("button", name=words["search"]).click()
    page.wait_for_url("**/thu-tuc?q=khai+sinh")
    picture(page, f"{name}-2-found")

    page.locator(".eg-list a[href$='/thu-tuc/1.001193']").click()
    page.wait_for_url("**/thu-tuc/1.001193")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    picture(page, f"{name}-3-procedure")

    link = page.locator("#forms").get_by_role("link", name=re.compile(words["download"])).first
    with page.expect_download() as downloading:
        link.click()
    content = downloading.value.path().read_bytes()
    assert len(content) > 1000
    assert content[:4] in (b"%PDF", b"PK\x03\x04")

    page.goto(page.url.partition("/thu-tuc")[0] + "/thu-tuc/2.000635")
    page.get_by_role("link", name=words["apply"]).first.click()
    page.wait_for_url("**/dich-vu/cap-ban-sao-trich-luc-ho-tich/*")
    form = page.locator("form[enctype='multipart/form-data']")
    form.locator("input[type=text]").first.wait_for(state="visible")
    assert form.locator("label .required").count() > 0
    picture(page, f"{name}-4-form")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_the_window(open_page, picture, made_portal, width, language):
    page = open_page(width, language)
    for path in PATHS:
        answer = page.goto(made_portal.url + path)
        assert answer.status == 200, path
        overflow = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        name = re.sub(r"\W+", "-", path).strip("-") or "home"
        picture(page, f"page-{name}-{width}-{language}")
        assert overflow <= 0, (path, overflow)
        assert page.locator("main").count() == 1, path
        assert page.locator("h1").count() == 1, path


def test_the_menu_of_a_phone_opens_without_script(open_page):
    page = open_page(360, javascript=False)
    menu = page.locator("#eg-menu")
    assert not menu.is_visible()
    page.locator(".eg-menu-button").first.click()
    assert menu.is_visible()
    menu.get_by_role("link", name="Thủ tục hành chính").click()
    page.wait_for_url("**/thu-tuc")


def test_the_language_changes_and_the_place_stays(open_page, made_portal):
    page = open_page()
    page.goto(made_portal.url + "/thu-tuc?q=khai+sinh")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/thu-tuc?q=khai+sinh&set_language=en")
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto(made_portal.url + "/co-quan")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.id")
    assert focused == "eg-skip"
    assert page.locator("#eg-skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "portal-column-content"
