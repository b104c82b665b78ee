"""Measures search in portals of its own (`make bench-search`), and says whether limits were kept.

Standard library only: makes a site without demo content, imports the 199 real records of
`shared/data` beside the checkout, and runs `search.py` in it; then fills a copy with many items
and runs `search.py --whole` there. Both are kept below `instance/var/bench-search` and used again
for as long as the code that makes and indexes them is the same (`FRESH=1` makes them anew). Exit
status 1 when a limit was not kept, 0 otherwise, also when the records are not there (then nothing
is measured).
"""

import hashlib
import os
from pathlib import Path
import shutil
import subprocess
import sys


ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "instance" / "scripts"
BENCHMARKS = ROOT / "benchmarks"
CACHE = ROOT / "instance" / "var" / "bench-search"
PACKAGE = ROOT / "src" / "egov.portal" / "egov" / "portal"
# What the filled portals depend on; dictionaries are read anew by `search.py`.
MADE_BY = (
    *(PACKAGE / room for room in ("search", "catalogue", "publications", "shared", "upgrades")),
    ROOT / "profiles",
    ROOT / "versions.cfg",
    BENCHMARKS / "fill_site.py",
    BENCHMARKS / "search.py",
)
ENDINGS = {".py", ".zcml", ".xml", ".cfg", ".txt", ".json"}


def main():
    sys.path.insert(0, str(BENCHMARKS))
    from make_procedures import sample
    from run import machine

    source = sample()
    if source is None:
        print("The real records (shared/data beside the checkout) are not here: nothing measured.")
        return 0
    print(machine(), flush=True)
    kept = CACHE / version(source)
    if os.environ.get("FRESH") or not kept.exists():
        shutil.rmtree(CACHE, ignore_errors=True)
    kept.mkdir(parents=True, exist_ok=True)
    quiet = {"stdout": subprocess.DEVNULL, "check": True}
    real, many = kept / "real", kept / "many"
    if not real.exists():
        making = fresh(kept / "making")
        run(making, SCRIPTS / "make_site.py", [], **quiet)
        run(making, SCRIPTS / "import_offline.py", [source], **quiet)
        making.rename(real)
    quality = run(real, BENCHMARKS / "search.py", sys.argv[1:]).returncode
    if not many.exists():
        making = fresh(kept / "making")
        shutil.copytree(real, making, dirs_exist_ok=True)
        run(making, BENCHMARKS / "search.py", ["--fill"], check=True)
        making.rename(many)
    return run(many, BENCHMARKS / "search.py", ["--whole"]).returncode or quality


def version(source):
    """Names what the portals are made from: another name, other portals."""
    digest = hashlib.sha256(Path(source).read_bytes())
    for place in MADE_BY:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.suffix in ENDINGS and file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def run(var, script, arguments, **options):
    environment = dict(os.environ, EGOV_VAR=str(var), DEMO="0")
    command = [sys.executable, SCRIPTS / "zope_process.py", script, *arguments]
    return subprocess.run([str(part) for part in command], env=environment, **options)


if __name__ == "__main__":
    sys.exit(main())
