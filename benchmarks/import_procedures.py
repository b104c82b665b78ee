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
import subprocess
import sys
import tempfile
import time


SCRIPTS = Path(__file__).resolve().parents[1] / "instance" / "scripts"
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
        environment = dict(os.environ, EGOV_VAR=str(folder), DEMO="0")
        run(environment, "make_site.py")
        good = True
        for title, path in (
            ("199 records", source),
            ("many records", many),
            ("the same again", many),
        ):
            good = measured(environment, folder, title, path) and good
    return 0 if good else 1


def run(environment, script, *arguments):
    """`(seconds, greatest resident memory in MB)` of a script run with the Zope root as `app`."""
    began = time.monotonic()
    command = [sys.executable, SCRIPTS / "zope_process.py", SCRIPTS / script, *map(str, arguments)]
    with tempfile.TemporaryFile("w+") as output:
        child = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        _pid, status, usage = os.wait4(child.pid, 0)
        if status:
            output.seek(0)
            sys.exit(output.read())
    return time.monotonic() - began, usage.ru_maxrss / 1024


def measured(environment, folder, title, path):
    seconds, memory = run(environment, "import_offline.py", path)
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
