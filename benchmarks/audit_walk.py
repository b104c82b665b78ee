"""One walk over every kind of page in one language, for `make audit`; prints its findings as JSON.

    python audit_walk.py <address> <language> <folder>

At each page: axe-core at both widths, in light colours, and its rules on colours in dark ones;
whether it is wider than the screen; what the browser said of errors. The HTML as it was sent is
kept in the folder for the Nu checker. Each language is a process of its own, so that two run at
once.
"""

from axe_playwright_python.sync_playwright import Axe
from itertools import product
import json
from pathlib import Path
from playwright.sync_api import Error
from playwright.sync_api import sync_playwright
import sys
import time


ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

# Dark colours change nothing but colours.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
WAYS = tuple(product((360, 1280), ("light", "dark")))
# The editors' pages are slow to make and to check: each pair of width, colours and language once.
PAIRS = {
    "vi": ((360, "light"), (1280, "dark")),
    "en": ((360, "dark"), (1280, "light")),
}
NARROWEST = 320  # 1280 px enlarged to 400%


class Walk:
    """What was looked at (`looked`, times) and found (`faults`, [place, what])."""

    def __init__(self, browser, address, language, folder):
        self.browser = browser
        self.address = address
        self.language = language
        self.folder = Path(folder)
        self.looked = 0
        self.faults = []
        self.documents = {}
        self.places = {}
        self.said = []

    def page(self):
        context = self.browser.new_context(viewport={"width": 1280, "height": 800})
        cookie = {"name": "I18N_LANGUAGE", "value": self.language, "url": self.address}
        context.add_cookies([cookie])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.emulate_media(reduced_motion="reduce")
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.said.append(f"script: {error}"[:300]))
        page.on("response", self.keep)
        return page

    def hear(self, message):
        # A page that is not there is told as an error, too, and is looked at on purpose.
        of_page = message.location.get("url") in self.documents
        if message.type == "error" and not of_page:
            self.said.append(f"console: {message.text}"[:300])

    def keep(self, response):
        request = response.request
        kind = response.headers.get("content-type", "")
        if request.is_navigation_request() and request.frame.parent_frame is None:
            self.documents[response.url] = None
            if kind.startswith("text/html") and not 300 <= response.status < 400:
                self.document = response

    def see(self, page, place, ways=WAYS):
        """Look at a page as it is now, in these widths and colours."""
        from accessibility import RULES

        name = f"{self.language}-{len(self.places)}"
        try:
            (self.folder / f"{name}.html").write_bytes(self.document.body())
        except Error:
            (self.folder / f"{name}.html").write_text(page.content())
        self.places[name] = place
        for width in (NARROWEST, *sorted({width for width, _scheme in ways})):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.faults.append((f"{place} {width}", "wider than the screen"))
        for width, scheme in ways:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.looked += 1
            rules = COLOURS if scheme == "dark" and (width, "light") in ways else RULES
            for rule in Axe().run(page, options=rules).response["violations"]:
                node = rule["nodes"][0]
                what = f"axe: {rule['id']} ({len(rule['nodes'])}): {node['html'][:160]}"
                self.faults.append((f"{place} {width} {scheme}", what))
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 800})
        if len(self.places) % 20 == 0:
            print(f"{self.language}: {len(self.places)} pages", file=sys.stderr, flush=True)
        self.faults += [(place, text) for text in dict.fromkeys(self.said)]
        self.said.clear()


def walk(walk, url):
    import page_types
    import scenes
    from test_accessibility import PAGES

    def play(scene, page, who, ways=WAYS):
        try:
            for name in scene(page, url):
                walk.see(page, f"{name} ({who})", ways)
        except Error as error:
            walk.faults.append((f"{scene.__name__} ({who})", f"stopped: {error}"[:400]))

    page = walk.page()
    for path in PAGES:
        page.goto(url + path)
        walk.see(page, path or "/")
    play(scenes.applying, page, "citizen")
    play(scenes.refused, page, "citizen")
    page.context.close()
    for user, paths in page_types.SIGNED_IN.items():
        page = walk.page()
        scenes.signed_in(page, url, user, walk.passwords[user])
        for path in paths:
            page.goto(url + path)
            scenes.ready(page)
            walk.see(page, f"{path or '/'} ({user})", PAIRS[walk.language])
        for scene in page_types.SCENES.get(user, ()):
            play(getattr(scenes, scene), page, user, PAIRS[walk.language])
        page.context.close()


def main(address, language, folder):
    from audit import ARGUMENTS
    from audit import CHROMIUM

    began = time.monotonic()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        walked = Walk(browser, address, language, folder)
        walked.passwords = json.loads(sys.stdin.read())
        walk(walked, address)
        browser.close()
    found = {"looked": walked.looked, "faults": walked.faults, "places": walked.places}
    print(json.dumps({**found, "seconds": time.monotonic() - began}))


if __name__ == "__main__":
    main(*sys.argv[1:])
