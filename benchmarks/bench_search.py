"""Measures search in a portal of its own (`make bench-search`), and says whether limits were kept.

Standard library only: makes a site without demo content, imports the 199 real records of
`shared/data` beside the checkout, and runs `search.py --whole` in it. Exit status 1 when a limit
was not kept, 0 otherwise, also when the records are not there (then nothing is measured).
"""

import os
from pathlib import Path
import subprocess
import sys
import tempfile


ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "instance" / "scripts"
BENCHMARKS = ROOT / "benchmarks"


def main():
    sys.path.insert(0, str(BENCHMARKS))
    from make_procedures import sample
    from run import machine

    source = sample()
    if source is None:
        print("The real records (shared/data beside the checkout) are not here: nothing measured.")
        return 0
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-search-") as var:
        environment = dict(os.environ, EGOV_VAR=var, DEMO="0")
        for script, *arguments in (
            (SCRIPTS / "make_site.py",),
            (SCRIPTS / "import_offline.py", str(source)),
        ):
            run(environment, script, arguments, stdout=subprocess.DEVNULL, check=True)
        return run(environment, BENCHMARKS / "search.py", ["--whole", *sys.argv[1:]]).returncode


def run(environment, script, arguments, **options):
    command = [sys.executable, SCRIPTS / "zope_process.py", script, *arguments]
    return subprocess.run([str(part) for part in command], env=environment, **options)


if __name__ == "__main__":
    sys.exit(main())
