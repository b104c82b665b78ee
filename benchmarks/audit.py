"""What checkers say of the pages (`make audit`): axe, the Nu checker, Lighthouse.

Starts a portal of its own with the demo content. Every kind of page in both languages for axe-core
(`audit_walk.py`): those for everybody at 360 and 1280 px, each in light and dark colours, those for
who signed in at both widths, in one of the colours each; the HTML of all of them for the Nu
checker; home, procedure, search and a service's form for Lighthouse on its mobile settings. Needs
Chromium, Java and npm. The exit status says whether the limits were kept.
"""

from concurrent.futures import ThreadPoolExecutor
import json
import os
from pathlib import Path
from playwright.sync_api import sync_playwright
import secrets
from statistics import median
import subprocess
import sys
import tempfile


ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "benchmarks" / "audit"
sys.path.insert(0, str(ROOT / "benchmarks"))

CHROMIUM = os.environ.get("EGOV_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
LANGUAGES = ("vi", "en")
ADMIN_PASSWORD = secrets.token_urlsafe(16)
LIGHTHOUSE_PAGES = (
    "",
    "/thu-tuc/1.001193",
    "/thu-tuc?q=khai+sinh",
    "/dich-vu/cap-ban-sao-trich-luc-ho-tich/to-khai",
)
RUNS = 3
# Of 100, on Lighthouse's mobile settings.
LIMITS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def main():
    from run import ended
    from run import free_port
    from run import machine
    from run import site
    from run import started

    install = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(install, cwd=TOOLS, check=True)
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="audit-") as var:
        environment = dict(os.environ, EGOV_VAR=var, PORT=str(free_port()))
        environment |= {"ADMIN_PASSWORD": ADMIN_PASSWORD, "EGOV_RATE_LIMITS": "off"}
        server, _seconds = started(environment, var)
        try:
            address = site(environment)
            kept = [weigh(address), lighthouse(address, var), walked(address, var)]
        finally:
            ended(server)
    return 0 if all(kept) else 1


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


def walked(address, var):
    """Whether axe-core, the browser and the Nu checker find nothing on any page; else printed."""
    folder = Path(var) / "html"
    folder.mkdir()
    command = [sys.executable, ROOT / "benchmarks" / "audit_walk.py", address]
    walks = []
    for language in LANGUAGES:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        walks.append(subprocess.Popen([*command, language, folder], **pipes))
    given = json.dumps(passwords(var))
    threads = ThreadPoolExecutor(len(walks))
    answers = list(threads.map(lambda each: each.communicate(given)[0], walks))
    if any(each.returncode for each in walks):
        print("A walk ended with an error.")
        return False
    looked, faults, places = 0, [], {}
    for language, answer in zip(LANGUAGES, answers, strict=True):
        found = json.loads(answer)
        looked += found["looked"]
        places |= found["places"]
        faults += [f"{language} {place}: {what}" for place, what in found["faults"]]
    for fault in faults:
        print(f"  {fault}")
    print(
        f"axe-core, widths, what the browser says: {len(places)} pages in "
        f"{len(LANGUAGES)} languages, {looked} looks, {len(faults)} faults (limit 0)",
        flush=True,
    )
    return nu(folder, places) and not faults


def passwords(var):
    """Of the demo's users and the administrator: {name: password}."""
    lines = (Path(var) / "demo-users.txt").read_text().splitlines()
    demo = dict(line.split()[:2] for line in lines if line.startswith("demo-"))
    return {**demo, "admin": ADMIN_PASSWORD}


def nu(folder, places):
    """Whether the Nu checker finds no error in the HTML of any page."""
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    run = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--format", "json", folder],
        capture_output=True,
        text=True,
    )
    messages = json.loads(run.stderr or run.stdout or '{"messages": []}')["messages"]
    for message in messages:
        place = places[Path(message["url"]).stem]
        part = " ".join(message.get("extract", "").split())[:120]
        print(f"  html: {place}: {message['message']} {part}")
    count = len(list(folder.glob("*.html")))
    print(f"Nu checker: {count} pages, {len(messages)} errors (limit 0)", flush=True)
    return not messages


def lighthouse(address, var):
    """Whether Lighthouse's scores keep their limits; performance by the median of three runs."""
    kept = True
    for path in LIGHTHOUSE_PAGES:
        runs = [run_lighthouse(address + path, var) for _number in range(RUNS)]
        scores = {name: median(each["scores"][name] for each in runs) for name in LIMITS}
        words = ", ".join(f"{name} {score}" for name, score in scores.items())
        paint = median(each["paint"] for each in runs) / 1000
        print(f"Lighthouse {path or '/'}: {words}; largest paint {paint:.1f} s", flush=True)
        low = [name for name, limit in LIMITS.items() if scores[name] < limit]
        if low:
            kept = False
            print(f"  below its limit: {', '.join(low)}")
            for title in runs[0]["failed"]:
                print(f"    {title}")
    return kept


def run_lighthouse(page, var):
    """{scores: {category: of 100}, paint: ms, failed: [audit]} of one run."""
    report = Path(var) / "lighthouse.json"
    subprocess.run(
        [
            *(TOOLS / "node_modules" / ".bin" / "lighthouse", page, "--quiet"),
            *("--output=json", f"--output-path={report}"),
            f"--chrome-flags={' '.join(ARGUMENTS)}",
        ],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    found = json.loads(report.read_text())
    audits = found["audits"]
    return {
        "scores": {name: round((found["categories"][name]["score"] or 0) * 100) for name in LIMITS},
        "paint": audits["largest-contentful-paint"].get("numericValue", 0),
        "failed": [
            f"{each['id']}: {each['title']}"
            for each in audits.values()
            if each.get("score") == 0 and each["scoreDisplayMode"] == "binary"
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
