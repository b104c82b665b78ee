"""Measures the import: 199 real records, 5,600 made out of them, and those again unchanged.

Usage: .venv/bin/python benchmarks/import_procedures.py [COUNT]

Works in a site of its own in a temporary folder; needs set-up (bin/instance) and the real records
in `shared/data` beside the checkout. Prints seconds and the greatest resident memory.
"""

import json
from make_procedures import COUNT
from make_procedures import sample
from make_procedures import write
import os
from pathlib import Path
import re
import subprocess
import sys
import tempfile
import time


ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"199 records": 20, "many records": 360, "the same again": 60}  # seconds
MEMORY = 700  # MB


def main():
    source = sample()
    if source is None:
        print("The real records (shared/data beside the checkout) are not here: nothing measured.")
        return 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory(prefix="import-bench-") as name:
        folder = Path(name)
        many = folder / "many.jsonl.gz"
        write(source, many, count)
        environment = own_instance(folder)
        run(environment, "instance/scripts/make_site.py")
        good = True
        for title, path in (
            ("199 records", source),
            ("many records", many),
            ("the same again", many),
        ):
            good = measured(environment, folder, title, path) and good
    return 0 if good else 1


def own_instance(folder):
    """The environment of an instance with the database in `folder`; the code is the checkout's."""
    settings = (ROOT / "parts" / "instance" / "etc" / "zope.conf").read_text()
    var = re.search(r"path (.*)/filestorage/Data\.fs", settings)[1]
    for part in ("filestorage", "blobstorage", "log", "cache", "instance"):
        (folder / part).mkdir(exist_ok=True)
    (folder / "zope.conf").write_text(settings.replace(var, str(folder)))
    return dict(os.environ, EGOV_VAR=str(folder), ZOPE_CONF=str(folder / "zope.conf"), DEMO="0")


def run(environment, script, *arguments):
    """`(seconds, greatest resident memory in MB)` of a script run with the Zope root as `app`."""
    code = (
        "import sys, Zope2; from Zope2.Startup.run import configure_wsgi; "
        f"configure_wsgi({environment['ZOPE_CONF']!r}); app = Zope2.app(); "
        "from Testing.makerequest import makerequest; app = makerequest(app); "
        f"sys.argv = {[script, *map(str, arguments)]!r}; "
        f"exec(compile(open({script!r}).read(), {script!r}, 'exec')); "
        "print([l for l in open('/proc/self/status') if l.startswith('VmHWM')][0])"
    )
    interpreter = ROOT / "parts" / "instance" / "bin" / "interpreter"
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(interpreter), "-c", code],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    memory = int(re.search(r"VmHWM:\s+(\d+) kB", done.stdout)[1]) / 1024
    return time.monotonic() - began, memory


def measured(environment, folder, title, path):
    seconds, memory = run(environment, "instance/scripts/import_offline.py", path)
    newest = max((folder / "imports").iterdir())
    summary = json.loads((newest / "report.json").read_text())["summary"]
    good = summary["seconds"] <= LIMITS[title] and memory <= MEMORY
    print(
        f"{title}: {summary['read']} read, {summary['created']} created, "
        f"{summary['unchanged']} unchanged in {summary['seconds']} s "
        f"(limit {LIMITS[title]} s; {seconds:.0f} s with start-up), "
        f"{memory:.0f} MB (limit {MEMORY} MB){'' if good else '  TOO MUCH'}",
        flush=True,
    )
    return good


if __name__ == "__main__":
    sys.exit(main())
