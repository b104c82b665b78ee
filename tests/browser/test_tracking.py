"""A citizen sends a form of the demo, goes on from the receipt and follows the application."""

from page_types import SERVICE
import pytest
import re
from scenes import example_of
from scenes import fill


WORDS = {
    "vi": {
        "track": "Tra cứu hồ sơ",
        "state": "Mới đăng ký",
        "asked": "Hiện bạn không cần làm gì",
        "wrong": "Không có hồ sơ nào ứng với",
        "moment": r"\d\d/\d\d/\d{4} \d\d:\d\d",
    },
    "en": {
        "track": "Track an application",
        "state": "Newly registered",
        "asked": "There is nothing you need to do now",
        "wrong": "There is no application with this code",
        "moment": r"\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d",
    },
}


@pytest.fixture(scope="module")
def example(made_portal):
    """A valid application, as the form's own description gives one."""
    return example_of(made_portal.url)


def send(page, example):
    """Go through all steps of the form, and send it."""
    while page.locator("[name='form.buttons.continue']").count():
        fill(page, example)
        with page.expect_navigation():
            page.click("[name='form.buttons.continue']")
    if page.locator("#egov_consent").count():
        page.check("#egov_consent")
    page.click("[name='form.buttons.submit']")


def fits(page):
    return page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(
    ("width", "language", "javascript"), [(360, "vi", False), (360, "en", True), (1280, "vi", True)]
)
def test_from_the_form_to_the_state(
    open_page, picture, made_portal, example, width, language, javascript
):
    words = WORDS[language]
    name = f"tracking-{width}-{language}-{'script' if javascript else 'noscript'}"
    page = open_page(width, language, javascript)
    page.goto(f"{made_portal.url}{SERVICE}/to-khai")
    send(page, example)
    code, secret = page.inner_text(".receipt-code"), page.inner_text(".receipt-secret")
    picture(page, f"{name}-1-receipt")

    page.click(".receipt-tracking")
    page.wait_for_url("**/tra-cuu")
    assert words["track"] in page.inner_text("h1")
    picture(page, f"{name}-2-asked")
    assert fits(page)

    page.fill("#tracking-code", code)
    page.fill("#tracking-secret", "0000 0000 0000 0000")
    page.click(".tracking-form button")
    assert words["wrong"] in page.inner_text("#tracking-errors")
    assert page.input_value("#tracking-code") == code
    assert page.input_value("#tracking-secret") == ""
    picture(page, f"{name}-3-wrong")
    assert fits(page)
    page.click("#tracking-errors a")
    assert page.evaluate("document.activeElement.id") == "tracking-code"

    page.fill("#tracking-code", code.lower().replace("-", " "))
    page.fill("#tracking-secret", secret.lower().replace("-", ""))
    page.click(".tracking-form button")
    assert page.inner_text("#tracking-state") == words["state"]
    assert words["asked"] in page.inner_text(".tracking-asked")
    assert re.fullmatch(words["moment"], page.inner_text(".tracking-due"))
    assert page.locator(".tracking-log li").count() == 1
    assert page.url.endswith("/tra-cuu")
    assert secret not in page.content()
    assert page.locator("h1").count() == 1
    picture(page, f"{name}-4-state")
    assert fits(page)

    page.emulate_media(media="print")
    assert page.locator(".tracking-log").is_visible()
    assert page.locator(".tracking-asked").is_visible()
    for hidden in (".tracking-result .eg-btn", "#portal-mainnavigation", "#portal-footer-wrapper"):
        assert not page.locator(hidden).first.is_visible(), hidden
    picture(page, f"{name}-5-printed")


@pytest.mark.parametrize("language", WORDS)
def test_every_way_to_the_page_is_there(open_page, made_portal, language):
    page = open_page(1280, language)
    for path in ("", SERVICE):
        page.goto(made_portal.url + path)
        links = page.get_by_role("link", name=WORDS[language]["track"])
        # The navigation's, and the one of the page itself.
        assert links.count() >= 2, path
        for link in links.all():
            assert link.get_attribute("href") == f"{made_portal.url}/tra-cuu"
    page.goto(made_portal.url + "/tra-cuu")
    assert page.locator("html").get_attribute("lang") == language
