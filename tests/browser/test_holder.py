"""A citizen sends papers that were asked for, withdraws, and rates, from the tracking page."""

import base64
import json
import pytest
import secrets
import urllib.request


SERVICE = "/dich-vu/cap-ban-sao-trich-luc-ho-tich"
OFFICER = "demo-lanhdao-stp"
ASKED = "Thiếu bản chụp giấy khai sinh.\nĐề nghị bổ sung trong 5 ngày."
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WORDS = {
    "vi": {
        "supplement": "Nộp bổ sung theo yêu cầu",
        "arrived": "Đã nhận nội dung bổ sung",
        "new": "Mới đăng ký",
        "undone": "không thể hoàn lại",
        "withdrawn": "Công dân rút hồ sơ",
        "thanks": "Cảm ơn bạn",
        "level": "Rất hài lòng",
    },
    "en": {
        "supplement": "Send the papers asked for",
        "arrived": "What you sent has arrived",
        "new": "Newly registered",
        "undone": "cannot be undone",
        "withdrawn": "Withdrawn by the applicant",
        "thanks": "Thank you",
        "level": "Very satisfied",
    },
}


@pytest.fixture(scope="module")
def call(made_portal):
    """call(method, path, data, user=None, **headers) -> JSON, over REST."""
    text = (made_portal.var / "demo-users.txt").read_text()
    passwords = dict(line.split()[:2] for line in text.splitlines() if line.startswith("demo-"))

    def calling(method, path, data=None, user=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            f"{made_portal.url}/++api++{path}",
            json.dumps(data).encode() if data is not None else None,
            {"Accept": "application/json", "Content-Type": "application/json", **headers},
            method=method,
        )
        if user:
            credentials = base64.b64encode(f"{user}:{passwords[user]}".encode()).decode()
            request.add_header("Authorization", f"Basic {credentials}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    return calling


@pytest.fixture
def submit(call, made_portal):
    """submit(step) -> {code, secret} of a new application, on which the agency took a step."""

    def submitting(step):
        example = call("GET", f"{SERVICE}/@form")["examples"][0]
        key = secrets.token_urlsafe(24)
        sent = call("POST", f"{SERVICE}/@submissions", example, Idempotency_Key=key)
        found = call("GET", "/ho-so", user=OFFICER)["items"]
        (url,) = [item["@id"] for item in found if item["code"] == sent["code"]]
        path = url.removeprefix(made_portal.url).removeprefix("/++api++")
        call("POST", f"{path}/@workflow/{step}", {"comment": ASKED}, user=OFFICER)
        return sent

    return submitting


def follow(page, portal, sent):
    page.goto(f"{portal.url}/tra-cuu")
    page.fill("#tracking-code", sent["code"])
    page.fill("#tracking-secret", sent["secret"])
    page.click(".tracking-form button")


def fits(page):
    return page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(
    ("width", "language", "javascript"),
    [(360, "vi", False), (1280, "en", True), (360, "en", False)],
)
def test_papers_are_sent_and_the_application_is_withdrawn(
    open_page, picture, made_portal, submit, width, language, javascript
):
    words = WORDS[language]
    name = f"holder-{width}-{language}"
    sent = submit("request_supplement")
    page = open_page(width, language, javascript)
    follow(page, made_portal, sent)
    assert page.inner_text(".holder-reason") == ASKED
    picture(page, f"{name}-1-asked")
    assert fits(page)

    page.click(".holder-supplement button")
    assert page.inner_text("h1") == words["supplement"]
    page.set_input_files("#holder-files", {"name": "a.exe", "mimeType": "", "buffer": b"x"})
    page.click(".holder-form button")
    assert "a.exe" in page.inner_text("#holder-error")
    picture(page, f"{name}-2-wrong")
    assert fits(page)
    papers = [
        {"name": f"giấy {number}.pdf", "mimeType": "application/pdf", "buffer": PDF}
        for number in (1, 2)
    ]
    page.set_input_files("#holder-files", papers)
    page.fill("#holder-text", "Tôi gửi giấy khai sinh.")
    page.click(".holder-form button")
    assert words["arrived"] in page.inner_text(".holder-done")
    assert page.locator(".holder-sent li").all_inner_texts() == ["giấy 1.pdf", "giấy 2.pdf"]
    picture(page, f"{name}-3-sent")

    page.click(".holder-back")
    assert page.inner_text("#tracking-state") == words["new"]
    page.click(".holder-withdraw button")
    assert words["undone"] in page.inner_text(".holder-form")
    picture(page, f"{name}-4-withdraw")
    assert fits(page)
    page.click(".holder-form button")
    page.click(".holder-back")
    assert page.inner_text("#tracking-state") == words["withdrawn"]
    picture(page, f"{name}-5-withdrawn")
    assert not page.locator(".holder-withdraw").count()
    assert "?" not in page.url
    assert sent["secret"] not in page.content()


@pytest.mark.parametrize(
    ("width", "language", "javascript"),
    [(360, "en", True), (360, "vi", False), (1280, "en", False)],
)
def test_the_end_is_rated(open_page, picture, made_portal, submit, width, language, javascript):
    words = WORDS[language]
    page = open_page(width, language, javascript)
    follow(page, made_portal, submit("refuse"))
    # Why it was refused is for its applicant, and not for whoever has the secret.
    assert ASKED not in page.inner_text("body")
    page.click(".holder-rating button")
    # By keyboard alone: the first level, then the button.
    page.focus("[name=level]")
    page.keyboard.press("Space")
    picture(page, f"rating-{width}-{language}-1")
    assert fits(page)
    page.focus(".holder-form button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".holder-done")
    assert words["thanks"] in page.inner_text(".holder-done")
    page.click(".holder-back")
    assert words["level"] in page.inner_text(".holder-rated")
    picture(page, f"rating-{width}-{language}-2")
