"""Imports that were started: a folder each under `instance/var/imports`.

A folder holds the file while it is needed, `status.json`, and the report. Whoever shares
`instance/var` sees them, so that any Zope process can answer for a run of another.
"""

import datetime
from egov.portal.catalogue.importers import locking
import json
import os
import re
import secrets
import shutil


KEPT = 20  # runs; older ones are removed
NAME = re.compile(r"^\d{8}-\d{6}-[0-9a-f]{8}$")
STATUS = "status.json"
RUNNING, DONE, FAILED, INTERRUPTED = "running", "done", "failed", "interrupted"


def root():
    return locking.var_folder() / "imports"


def new():
    """The folder of a new run; the oldest runs make room."""
    known = all_runs()
    for name in known[KEPT - 1 :]:
        shutil.rmtree(root() / name, ignore_errors=True)
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S")
    folder = root() / f"{stamp}-{secrets.token_hex(4)}"
    folder.mkdir(parents=True, mode=0o700)
    return folder


def all_runs():
    """Names of the runs, the newest first."""
    if not root().is_dir():
        return []
    return sorted((path.name for path in root().iterdir() if NAME.match(path.name)), reverse=True)


def folder_of(name):
    """The folder of a run, or None."""
    if not isinstance(name, str) or not NAME.match(name):
        return None
    folder = root() / name
    return folder if folder.is_dir() else None


def save_status(folder, **status):
    """Replaces the status as a whole, so that nobody reads half of it."""
    draft = folder / f".{STATUS}"
    draft.write_text(json.dumps(status, ensure_ascii=False), encoding="utf-8")
    os.replace(draft, folder / STATUS)


def status(folder):
    """`{state, file, dry_run, fraction, summary, error}` of a run."""
    try:
        found = json.loads((folder / STATUS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {"state": RUNNING, "fraction": 0.0}
    if found["state"] == RUNNING and not locking.is_taken():
        # Nobody holds the lock: the process that ran it is gone. (It may have ended just now.)
        try:
            found = json.loads((folder / STATUS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {"state": RUNNING, "fraction": 0.0}
        if found["state"] == RUNNING:
            found = {**found, "state": INTERRUPTED}
    return {"id": folder.name, "file": "", "dry_run": False, "summary": {}, "error": "", **found}
