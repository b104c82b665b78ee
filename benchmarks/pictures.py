"""Takes the README's pictures anew (`make pictures`) into docs/pictures.

Starts a portal of its own with the demo content, sends an application through the demo's form,
and looks at it as the people of the demo do. Needs Chromium. A picture is at most 150 kB: its
colours are reduced to the 256 that are seen most. To use a portal that runs already, with its
data in EGOV_VAR: `bin/python-with-tests benchmarks/pictures.py ADDRESS`.
"""

import base64
import io
import os
from pathlib import Path
from PIL import Image
import sys
import tempfile


ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests")]
PICTURES = ROOT / "docs" / "pictures"
LIMIT = 150_000
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 360, "height": 720}
FORM = "/dich-vu/cap-ban-sao-trich-luc-ho-tich/to-khai"
PROCEDURE = "/thu-tuc/1.001193"
PLACES = {"dia_chi": "12 Lê Lợi, phường Tân Lam", "noi_dang_ky": "UBND phường Tân Lam"}
DRAFTS = (
    "Đăng ký khai sinh quá hạn có bị phạt không?",
    "Có thể nhận kết quả tại nhà không?",
)


class Visitor:
    """A page of somebody's own, in Vietnamese, at a screen's size."""

    def __init__(self, browser, address, screen=WIDE):
        self.address = address
        self.context = browser.new_context(viewport=screen, reduced_motion="reduce")
        self.context.add_cookies([{"name": "I18N_LANGUAGE", "value": "vi", "url": address}])
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)

    def at(self, path):
        self.page.goto(self.address + path, wait_until="networkidle")
        return self

    def signed_in(self, name, password):
        self.at("/login")
        self.page.fill("#__ac_name", name)
        self.page.fill("#__ac_password", password)
        self.page.click("#buttons-login")
        self.page.wait_for_selector("#edit-zone")
        return self

    def keep(self, name, beginning=None):
        """The screen as it is; what `beginning` selects is brought to its top."""
        if beginning:
            self.page.locator(beginning).first.evaluate("e => e.scrollIntoView()")
        reduced(self.page.screenshot(), PICTURES / f"{name}.png")


def reduced(png, path):
    """Write a PNG of few colours; of fewer while it is too large."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        kept = io.BytesIO()
        picture.quantize(colours).save(kept, "PNG", optimize=True)
        if kept.tell() <= LIMIT:
            break
    path.write_bytes(kept.getvalue())
    print(f"{path.name}: {kept.tell() / 1000:.0f} kB, {colours} colours", flush=True)


def take(browser, address, people):
    PICTURES.mkdir(exist_ok=True)
    stranger = Visitor(browser, address)
    stranger.at("").keep("home-1280")
    stranger.at(PROCEDURE).keep("procedure-1280")
    Visitor(browser, address, NARROW).at("").keep("home-360")
    Visitor(browser, address, NARROW).at(PROCEDURE).keep("procedure-360")
    stranger.at(FORM)
    apply(stranger)
    officer = "demo-motcua-stp"
    Visitor(browser, address).signed_in(officer, people[officer]).at("/ho-so").keep("officer-1280")
    editor = "demo-bientap-stp"
    desk = Visitor(browser, address).signed_in(editor, people[editor])
    write(desk, editor, people[editor])
    desk.at("/@@editorial-work").keep("desk-1280")


def apply(visitor):
    """Fill in the form, send it, follow it; pictures of a step of the form and of tracking."""
    from scenes import example_of
    from scenes import fill

    page = visitor.page
    example = example_of(visitor.address)
    example["fields"] |= {
        "dia_chi": "12 Lê Lợi, phường Tân Lam",
        "noi_dang_ky": "UBND phường Tân Lam",
    }
    step = 0
    while page.locator("[name='form.buttons.continue']").count():
        fill(page, example)
        step += 1
        if step == 1:
            visitor.keep("form-1280", "main h1")
        with page.expect_navigation():
            page.click("[name='form.buttons.continue']")
    if page.locator("#egov_consent").count():
        page.check("#egov_consent")
    page.click("[name='form.buttons.submit']")
    code, secret = page.inner_text(".receipt-code"), page.inner_text(".receipt-secret")
    page.click(".receipt-tracking")
    page.wait_for_url("**/tra-cuu")
    page.fill("#tracking-code", code)
    page.fill("#tracking-secret", secret)
    page.click(".tracking-form button")
    page.wait_for_selector("#tracking-state")
    visitor.keep("tracking-1280", "main h1")


def write(visitor, name, password):
    """Two drafts of the editor's for the desk to show, one of them handed in; over REST."""
    token = base64.b64encode(f"{name}:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Accept": "application/json"}
    base = f"{visitor.address}/++api++/hoi-dap"
    send = visitor.context.request.post
    for number, title in enumerate(DRAFTS):
        answer = {"data": "<p>Có.</p>", "content-type": "text/html"}
        data = {"@type": "FAQ", "title": title, "answer": answer}
        made = send(base, data=data, headers=headers)
        assert made.ok, made.text()
        if number == 0:
            step = f"{base}/{made.json()['id']}/@workflow/submit"
            assert send(step, data={}, headers=headers).ok


def passwords(var):
    lines = (Path(var) / "demo-users.txt").read_text().splitlines()
    return dict(line.split()[:2] for line in lines if line.startswith("demo-"))


def main(arguments):
    from audit import browsing
    from run import ended
    from run import free_port
    from run import site
    from run import started

    if arguments:
        with browsing() as browser:
            take(browser, arguments[0], passwords(os.environ["EGOV_VAR"]))
        return
    with tempfile.TemporaryDirectory(prefix="pictures-") as var:
        environment = dict(os.environ, EGOV_VAR=var, PORT=str(free_port()))
        environment["EGOV_RATE_LIMITS"] = "off"
        server, _seconds = started(environment, var)
        try:
            with browsing() as browser:
                take(browser, site(environment), passwords(var))
        finally:
            ended(server)


if __name__ == "__main__":
    main(sys.argv[1:])
