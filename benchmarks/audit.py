"""What checkers say of the pages for everybody (`make audit`): axe, the Nu checker, Lighthouse.

Starts a portal of its own with the demo content. Every page in both languages, at 360 and 1280 px,
in light and dark colours, for axe-core; the HTML of every page for the Nu checker; home, procedure,
search and a service's form for Lighthouse on its mobile settings. Needs Chromium, Java and npm.
The exit status says whether the limits were kept.
"""

from axe_playwright_python.sync_playwright import Axe
from itertools import product
import json
import os
from pathlib import Path
from playwright.sync_api import sync_playwright
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request


ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "benchmarks" / "audit"
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "browser")]

CHROMIUM = os.environ.get("EGOV_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
LIGHTHOUSE_PAGES = (
    "",
    "/thu-tuc/1.001193",
    "/thu-tuc?q=khai+sinh",
    "/dich-vu/cap-ban-sao-trich-luc-ho-tich/to-khai",
)
# Of 100, on Lighthouse's mobile settings.
LIMITS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def main():
    from run import ended
    from run import free_port
    from run import machine
    from run import site
    from run import started

    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=TOOLS, check=True)
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="audit-") as var:
        environment = dict(os.environ, EGOV_VAR=var, PORT=str(free_port()))
        server, _seconds = started(environment, var)
        try:
            address = site(environment)
            kept = [weigh(address), axe(address), nu(address, var), lighthouse(address, var)]
        finally:
            ended(server)
    return 0 if all(kept) else 1


def pages():
    from test_accessibility import PAGES

    return PAGES


def weigh(address):
    """Bytes and requests of the first visit of a procedure's page; at most 100 kB and 10."""
    with browsing() as browser:
        page = browser.new_page()
        seen = []
        page.on("requestfinished", lambda request: seen.append(request.sizes()))
        page.goto(address + LIGHTHOUSE_PAGES[1], wait_until="networkidle")
        page.close()
    size = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in seen) / 1000
    print(f"first visit of a procedure: {len(seen)} requests, {size:.0f} kB (limits 10, 100)")
    return len(seen) <= 10 and size <= 100


class browsing:
    """A browser for a `with`."""

    def __enter__(self):
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS)
        )
        return self.browser

    def __exit__(self, *_error):
        self.browser.close()
        self.playwright.stop()


def axe(address):
    """Whether axe finds nothing; what it finds is printed."""
    from test_accessibility import RULES

    looked = wrong = 0
    with browsing() as browser:
        for width, language, scheme in product((360, 1280), ("vi", "en"), ("light", "dark")):
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme
            )
            context.add_cookies([{"name": "I18N_LANGUAGE", "value": language, "url": address}])
            page = context.new_page()
            for path in pages():
                page.goto(address + path)
                looked += 1
                for rule in Axe().run(page, options=RULES).response["violations"]:
                    wrong += 1
                    print(f"  axe: {path} {width} {language} {scheme}: {rule['id']}")
            context.close()
    print(f"axe-core: {looked} pages looked at, {wrong} violations (limit 0)", flush=True)
    return not wrong


def nu(address, var):
    """Whether the Nu checker finds no error in the HTML of any page."""
    folder = Path(var) / "html"
    folder.mkdir()
    for number, path in enumerate(pages()):
        request = urllib.request.Request(address + path, headers={"Accept": "text/html"})
        try:
            body = urllib.request.urlopen(request).read()
        except urllib.error.HTTPError as error:
            body = error.read()
        (folder / f"{number}.html").write_bytes(body)
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    run = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--format", "json", folder],
        capture_output=True,
        text=True,
    )
    messages = json.loads(run.stderr or run.stdout or '{"messages": []}')["messages"]
    for message in messages:
        number = int(re.search(r"(\d+)\.html", message["url"])[1])
        print(f"  html: {pages()[number]}: {message['message']}")
    print(f"Nu checker: {len(pages())} pages, {len(messages)} errors (limit 0)", flush=True)
    return not messages


def lighthouse(address, var):
    """Whether Lighthouse's scores keep their limits."""
    kept = True
    report = Path(var) / "lighthouse.json"
    for path in LIGHTHOUSE_PAGES:
        subprocess.run(
            [
                *(TOOLS / "node_modules" / ".bin" / "lighthouse", address + path, "--quiet"),
                *("--output=json", f"--output-path={report}"),
                f"--chrome-flags={' '.join(ARGUMENTS)}",
            ],
            env={**os.environ, "CHROME_PATH": CHROMIUM},
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        found = json.loads(report.read_text())
        scores = {name: round(each["score"] * 100) for name, each in found["categories"].items()}
        paint = found["audits"]["largest-contentful-paint"]["displayValue"]
        words = ", ".join(f"{name} {score}" for name, score in scores.items())
        print(f"Lighthouse {path or '/'}: {words}; largest paint {paint}", flush=True)
        low = [name for name, limit in LIMITS.items() if scores[name] < limit]
        if low:
            kept = False
            print(f"  below its limit: {', '.join(low)}")
            for audit in found["audits"].values():
                if audit.get("score") == 0 and audit["scoreDisplayMode"] == "binary":
                    print(f"    {audit['id']}: {audit['title']}")
    return kept


if __name__ == "__main__":
    sys.exit(main())
