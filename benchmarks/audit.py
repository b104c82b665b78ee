"""What checkers say of the pages (`make audit`): axe, the Nu checker, Lighthouse.

Starts a portal of its own with the demo content. Every kind of page in both languages for axe-core
(`audit_walk.py`): those for everybody at 360 and 1280 px, each in light and dark colours, those for
who signed in at both widths, in one of the colours each; the HTML of all of them for the Nu
checker; home, procedure, search and a service's form for Lighthouse on its mobile settings. Needs
Chromium, Java and npm. Ends with a table for docs/measurements.md; the exit status says whether
the limits were kept. `make audit ONLY=pages` leaves Lighthouse out, `ONLY=lighthouse` the rest;
with `AT=ADDRESS` a portal that runs already is looked at, whose data are in EGOV_VAR and whose
administrator's password is ADMIN_PASSWORD.

Lighthouse's performance is that of a machine with nothing else to do: a page whose first run keeps
all limits is not run again; else the median of three runs counts.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
import json
import os
from pathlib import Path
from playwright.sync_api import sync_playwright
import secrets
from statistics import median
import subprocess
import sys
import tempfile
import time


ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "benchmarks" / "audit"
sys.path.insert(0, str(ROOT / "benchmarks"))

CHROMIUM = os.environ.get("EGOV_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
LANGUAGES = ("vi", "en")
ADMIN_PASSWORD = os.environ.get("ADMIN_PASSWORD") or secrets.token_urlsafe(16)
LIGHTHOUSE_PAGES = (
    "",
    "/thu-tuc/1.001193",
    "/thu-tuc?q=khai+sinh",
    "/dich-vu/cap-ban-sao-trich-luc-ho-tich/to-khai",
)
RUNS = 3
WAIT = 150  # seconds for one run of Lighthouse
# Of 100, on Lighthouse's mobile settings.
LIMITS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def main(only="", at=""):
    from run import machine

    install()
    began = time.monotonic()
    print(machine(), flush=True)
    table = []
    with standing(at) as (address, var), tempfile.TemporaryDirectory(prefix="audit-") as folder:
        kept = [weigh(address, table)]
        if only != "pages":
            kept.append(lighthouse(address, folder, table))
        if only != "lighthouse":
            kept.append(walked(address, var, folder, table))
    print("\n| what | measured | wanted |\n| --- | --- | --- |")
    for row in table:
        print("| {} | {} | {} |".format(*row))
    words = "every limit was kept" if all(kept) else "NOT every limit was kept"
    print(f"\n{words}; {(time.monotonic() - began) / 60:.1f} minutes", flush=True)
    return 0 if all(kept) else 1


@contextmanager
def standing(at):
    """(address, folder of its data) of the portal to look at: one of its own unless told."""
    from run import ended
    from run import free_port
    from run import site
    from run import started

    if at:
        yield at, os.environ["EGOV_VAR"]
        return
    with tempfile.TemporaryDirectory(prefix="audit-var-") as var:
        environment = dict(os.environ, EGOV_VAR=var, PORT=str(free_port()))
        environment |= {"ADMIN_PASSWORD": ADMIN_PASSWORD, "EGOV_RATE_LIMITS": "off"}
        server, _seconds = started(environment, var)
        try:
            yield site(environment), var
        finally:
            ended(server)


def install():
    """The checkers, unless those of the lock file are there."""
    made, wanted = TOOLS / "node_modules" / ".package-lock.json", TOOLS / "package-lock.json"
    if made.exists() and made.stat().st_mtime > wanted.stat().st_mtime:
        return
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=TOOLS, check=True)


def weigh(address, table):
    """Bytes and requests of the first visit of a procedure's page; at most 100 kB and 10."""
    with browsing() as browser:
        page = browser.new_page()
        seen = []
        page.on("requestfinished", lambda request: seen.append(request.sizes()))
        page.goto(address + LIGHTHOUSE_PAGES[1], wait_until="networkidle")
        page.close()
    size = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in seen) / 1000
    print(
        f"first visit of a procedure: {len(seen)} requests, {size:.0f} kB (limits 10, 100)",
        flush=True,
    )
    measured = f"{size:.0f} kB in {len(seen)} requests"
    table.append(("first visit of a procedure, wide screen", measured, "100 kB, 10"))
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


def walked(address, var, folder, table):
    """Whether axe-core, the browser and the Nu checker find nothing on any page; else printed."""
    folder = Path(folder) / "html"
    folder.mkdir()
    python = ROOT / "bin" / "python-with-tests"
    command = [python, ROOT / "benchmarks" / "audit_walk.py", address]
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
    looked, faults, places, seconds = 0, [], {}, {}
    for language, answer in zip(LANGUAGES, answers, strict=True):
        found = json.loads(answer)
        looked += found["looked"]
        places |= found["places"]
        seconds[language] = round(found["seconds"])
        faults += [f"{language} {place}: {what}" for place, what in found["faults"]]
    for fault in faults:
        print(f"  {fault}")
    print(
        f"axe-core, widths, what the browser says: {len(places)} pages, both languages counted, "
        f"{looked} looks, {len(faults)} faults (limit 0); seconds {seconds}",
        flush=True,
    )
    measured = f"{len(faults)} on {len(places)} pages in {looked} looks"
    table.append(("axe-core's violations, pages too wide, errors in the console", measured, "0"))
    return nu(folder, places, table) and not faults


def passwords(var):
    """Of the demo's users and the administrator: {name: password}."""
    lines = (Path(var) / "demo-users.txt").read_text().splitlines()
    demo = dict(line.split()[:2] for line in lines if line.startswith("demo-"))
    return {**demo, "admin": ADMIN_PASSWORD}


def nu(folder, places, table):
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
    table.append(("the Nu checker's errors", f"{len(messages)} on {count} pages", "0"))
    return not messages


def lighthouse(address, folder, table):
    """Whether Lighthouse's scores keep their limits, on all of its pages."""
    kept = True
    for path in LIGHTHOUSE_PAGES:
        runs = [run_lighthouse(address + path, folder)]
        if low_scores(runs):
            runs += [run_lighthouse(address + path, folder) for _number in range(RUNS - 1)]
        scores = middle(runs)
        words = ", ".join(f"{name} {score}" for name, score in scores.items())
        paint = median(each["paint"] for each in runs) / 1000
        place = path or "/"
        print(f"Lighthouse {place}: {words}; largest paint {paint:.1f} s ({len(runs)} runs)")
        table.append((f"Lighthouse, `{place}`", words, ", ".join(map(str, LIMITS.values()))))
        low = low_scores(runs)
        if low:
            kept = False
            print(f"  below its limit: {', '.join(low)}; load {os.getloadavg()[0]:.1f}")
            for title in runs[0]["failed"]:
                print(f"    {title}")
        sys.stdout.flush()
    return kept


def middle(runs):
    """{category: score}, the median of the runs."""
    return {name: median(each["scores"][name] for each in runs) for name in LIMITS}


def low_scores(runs):
    """Categories below their limits."""
    return [name for name, score in middle(runs).items() if score < LIMITS[name]]


def run_lighthouse(page, folder):
    """{scores: {category: of 100}, paint: ms, failed: [audit]} of one run; zeros of none."""
    report = Path(folder) / "lighthouse.json"
    report.unlink(missing_ok=True)
    command = [
        *(TOOLS / "node_modules" / ".bin" / "lighthouse", page, "--quiet"),
        *("--output=json", f"--output-path={report}"),
        f"--chrome-flags={' '.join(ARGUMENTS)}",
    ]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    try:
        run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=WAIT)
        said = " ".join(run.stderr.split())[-300:]
    except subprocess.TimeoutExpired:
        said = f"no answer in {WAIT} s"
    found = json.loads(report.read_text()) if report.exists() else {}
    if not found or "runtimeError" in found:
        # A loaded machine's browser may not even begin: told, and a failure like another.
        said = found.get("runtimeError", {}).get("message", said)
        return {"scores": dict.fromkeys(LIMITS, 0), "paint": 0, "failed": [f"not run: {said}"]}
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
    sys.exit(main(os.environ.get("ONLY", ""), os.environ.get("AT", "")))
