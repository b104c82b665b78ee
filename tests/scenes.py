"""Pages that take several steps to reach: each function walks there and names what is seen.

They are generators: at each name the page is one to be looked at. `url` is that of a portal with
the demo content, `page` a page of playwright.
"""

import base64
from contextlib import suppress
import json
from page_types import FORM
from page_types import SERVICE
import secrets
import urllib.request


def example_of(url):
    """A valid application, as the form's own description gives one."""
    with urllib.request.urlopen(f"{url}/++api++{SERVICE}/@form") as answer:
        return json.load(answer)["examples"][0]


def press(page, name):
    with page.expect_navigation():
        page.click(f"[name='form.buttons.{name}']")


def unchecked(page):
    """The browser's own checks are off: the server's answer is what is looked at."""
    page.evaluate("for (const form of document.forms) form.noValidate = true")


def fill(page, example):
    """Fill in what is on this page of the form."""
    for name, value in example["fields"].items():
        if not page.locator(f"#formfield-form-widgets-{name}").count():
            continue
        field = page.locator(
            f"[name='form.widgets.{name}'], [name='form.widgets.{name}:list']"
        ).and_(page.locator("input:not([type=hidden]), textarea, select"))
        kind = field.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                if one is True:
                    field.first.check()
                elif one is not False:
                    page.locator(f"input[name^='form.widgets.{name}'][value='{one}']").check()
        elif field.first.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(str(value))
    for attachment in example.get("attachments", []):
        name = f"[name='form.widgets.{attachment['field']}']"
        if page.locator(name).count():
            data = base64.b64decode(attachment["data"])
            file = {"name": attachment["filename"], "mimeType": "", "buffer": data}
            page.set_input_files(name, file)


def applying(page, url):
    """From the empty form to what its holder can do."""
    example = example_of(url)
    page.goto(url + FORM)
    unchecked(page)
    press(page, "continue")
    yield "form with errors"
    while page.locator("[name='form.buttons.continue']").count():
        fill(page, example)
        press(page, "continue")
        yield f"form, {page.url.rpartition('/')[2]}"
    unchecked(page)
    press(page, "submit")
    yield "review without consent"
    page.goto(f"{url}{FORM}/buoc/1")
    press(page, "leave")
    yield "draft kept"
    for name in ("tiep-tuc", "xoa"):
        page.goto(f"{url}{FORM}/{name}")
        yield f"draft, {name}"
    page.goto(f"{url}{FORM}/kiem-tra")
    page.check("#egov_consent")
    press(page, "submit")
    yield "receipt"
    code, secret = page.inner_text(".receipt-code"), page.inner_text(".receipt-secret")
    for given, name in (("0000 0000 0000 0000", "tracking refused"), (secret, "tracking")):
        follow(page, url, code, given)
        yield name
    with page.expect_navigation():
        page.click(".holder-withdraw button")
    yield "withdrawing"
    with page.expect_navigation():
        page.click(".holder-form button")
    yield "withdrawn"


def refused(page, url):
    """Signing in with a wrong password, a page that needs signing in, a form sent too late."""
    page.goto(f"{url}/login")
    page.fill("#__ac_name", "nobody-here")
    page.fill("#__ac_password", "not-a-password")
    with page.expect_navigation():
        page.click("#buttons-login")
    yield "wrong password"
    page.goto(f"{url}/ho-so")
    yield "signing in asked for"


def signed_in(page, url, name, password):
    page.goto(f"{url}/login")
    page.fill("#__ac_name", name)
    page.fill("#__ac_password", password)
    with page.expect_navigation():
        page.click("#buttons-login")
    page.wait_for_load_state()


def send_one(url):
    """Send an application over REST; (code, secret)."""
    request = urllib.request.Request(
        f"{url}/++api++{SERVICE}/@submissions",
        json.dumps(example_of(url)).encode(),
        {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Idempotency-Key": secrets.token_urlsafe(24),
        },
    )
    with urllib.request.urlopen(request) as answer:
        sent = json.load(answer)
    return sent["code"], sent["secret"]


def follow(page, url, code, secret):
    page.goto(f"{url}/tra-cuu")
    page.fill("#tracking-code", code)
    page.fill("#tracking-secret", secret)
    with page.expect_navigation():
        page.click(".tracking-form button")


def step(page, name, reason=""):
    """An officer's step on the page of a dossier."""
    page.fill("#dossier-comment", reason)
    with page.expect_navigation():
        page.click(f"button[value={name}]")


def handling(page, url):
    """An officer's, signed in already: a dossier, its readings, what is refused."""
    code, secret = send_one(url)
    page.goto(f"{url}/ho-so")
    with page.expect_navigation():
        page.click(f"text={code}")
    address = page.url
    yield "dossier"
    for name in ("readings", "form-as-it-was"):
        page.goto(f"{address}/@@{name}")
        yield f"dossier, {name}"
    page.goto(address)
    with page.expect_navigation():
        page.click("button[value=accept]")
    yield "dossier accepted"
    page.click("button[value=request_supplement]")
    with suppress(Exception):
        page.wait_for_load_state()
    yield "dossier, reason asked for"
    page.goto(address)
    step(page, "request_supplement", "Thiếu bản chụp giấy khai sinh.")
    yield "dossier waits for papers"
    # The rest is what its holder sees, whoever has signed in.
    follow(page, url, code, secret)
    yield "tracking, papers asked for"
    with page.expect_navigation():
        page.click(".holder-supplement button")
    yield "sending papers"
    with page.expect_navigation():
        page.click(".holder-form button")
    yield "sending papers, none chosen"
    page.goto(address)
    step(page, "refuse", "Không thuộc thẩm quyền giải quyết.")
    yield "dossier refused"
    follow(page, url, code, secret)
    with page.expect_navigation():
        page.click(".holder-rating button")
    yield "rating"
    page.check("[name=level] >> nth=0")
    with page.expect_navigation():
        page.click(".holder-form button")
    yield "rated"


def writing(page, url):
    """An editor's, signed in already: a form with errors, a draft."""
    page.goto(f"{url}/hoi-dap/++add++FAQ")
    ready(page)
    page.click("#form-buttons-save")
    ready(page)
    yield "add form stopped by the browser"
    page.goto(f"{url}/tin-tuc/++add++Document")
    ready(page)
    page.fill("#form-widgets-IDublinCore-title", "Trang nháp")
    with page.expect_navigation():
        page.click("#form-buttons-save")
    ready(page)
    yield "draft"


def writing_to_us(page, url):
    """A manager's, signed in already: the contact form, which needs a mail address."""
    page.goto(f"{url}/@@mail-controlpanel")
    ready(page)
    page.fill("#form-widgets-email_from_name", "Cổng dịch vụ công")
    page.fill("#form-widgets-email_from_address", "cong@songlam.example")
    with page.expect_navigation():
        page.click("#form-buttons-save")
    page.goto(f"{url}/contact-info")
    yield "contact form"
    unchecked(page)
    with page.expect_navigation():
        page.click("form[action$='/contact-info'] button")
    yield "contact form with errors"


def ready(page, seconds=8):
    """Wait until the scripts of an editor's page have done their work."""
    with suppress(Exception):
        page.wait_for_load_state("networkidle", timeout=seconds * 1000)
