"""Imports procedures of the national format: through the portal when it is running, else directly.

Usage: import_procedures.py FILE [--dry-run] [--port N]

FILE is .json, .jsonl or .gz of either. Exit status: 0 done (also with refused records, which the
report names), 1 nothing could be read or taken, 2 not used properly. Standard library only.
"""

import argparse
from base64 import b64encode
import gzip
import http.client
import json
import os
from pathlib import Path
import secrets
import shutil
import sys
import tempfile
import time
from zope_process import database_is_open
from zope_process import HOST
from zope_process import ROOT
from zope_process import run_script
from zope_process import VAR


IMPORT = ROOT / "instance" / "scripts" / "import_offline.py"
VIEW = "/portal/@@import-procedures-status"
TITLES = {
    "read": "Records read",
    "created": "Procedures created",
    "updated": "Procedures updated",
    "unchanged": "Procedures unchanged",
    "refused": "Records refused",
    "doubtful": "Records taken, but doubtful",
    "agencies": "Agencies created",
}


def main():
    options = parsed()
    path = Path(options.file)
    if not path.is_file():
        print(f"Nothing could be read: there is no file {path}", file=sys.stderr)
        return 1
    portal = Portal(options.port)
    if portal.is_running():
        return portal.import_file(path, options.dry_run)
    if database_is_open():
        print(
            f"The portal is running, but not on port {options.port}: name its port with PORT= "
            "(make) or --port.",
            file=sys.stderr,
        )
        return 2
    trial = ["--dry-run"] if options.dry_run else []
    return run_script(IMPORT, str(path.resolve()), *trial)


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    port = os.environ.get("PORT", "").strip() or "8080"
    parser.add_argument("--port", type=int, default=port, help="the portal's port (8080)")
    return parser.parse_args()


class Portal:
    """The running portal, as the administrator reaches it."""

    def __init__(self, port):
        self.port = port
        self.token = ""

    def ask(self, method, path, body=None, headers=None):
        """`(status, JSON or None)`; raises OSError when nobody answers."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=300)
        try:
            connection.request(method, path, body, {**self.credentials(), **(headers or {})})
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        try:
            return response.status, json.loads(text)
        except ValueError:
            return response.status, None

    def credentials(self):
        password = os.environ.get("ADMIN_PASSWORD", "")
        if not password and (VAR / "admin-password").exists():
            password = (VAR / "admin-password").read_text().strip()
        name = b64encode(f"admin:{password}".encode()).decode()
        return {"Authorization": f"Basic {name}"}

    def is_running(self):
        try:
            status, answer = self.ask("GET", VIEW)
        except (OSError, http.client.HTTPException):
            return False
        if status in (401, 403):
            sys.exit(
                f"The portal on port {self.port} did not take the administrator's password: set "
                f"ADMIN_PASSWORD, or see {VAR / 'admin-password'}"
            )
        self.token = (answer or {}).get("token", "")
        return bool(self.token)

    def import_file(self, path, dry_run):
        with tempfile.TemporaryFile() as form:
            content_type = self.write_form(form, path, dry_run)
            length = form.tell()
            form.seek(0)
            headers = {"Content-Type": content_type, "Content-Length": str(length)}
            status, answer = self.ask("POST", VIEW, form, headers)
        if status != 202:
            print((answer or {}).get("message") or f"The portal answered {status}", file=sys.stderr)
            return 2
        return self.follow(answer["id"], path.name)

    def write_form(self, form, path, dry_run):
        """Writes the upload as multipart/form-data, compressed; returns its content type."""
        boundary = secrets.token_hex(16)
        fields = {"_authenticator": self.token, **({"dry_run": "1"} if dry_run else {})}
        for name, value in fields.items():
            part = (
                f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            )
            form.write(part.encode())
        name = path.name.replace('"', "") + ("" if path.suffix == ".gz" else ".gz")
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        form.write(f"{head}Content-Type: application/gzip\r\n\r\n".encode())
        with open(path, "rb") as source:
            zipped = source.read(2) == b"\x1f\x8b"
            source.seek(0)
            if zipped:
                shutil.copyfileobj(source, form)
            else:
                with gzip.GzipFile(fileobj=form, mode="wb", compresslevel=6) as target:
                    shutil.copyfileobj(source, target)
        form.write(f"\r\n--{boundary}--\r\n".encode())
        return f"multipart/form-data; boundary={boundary}"

    def state(self, name):
        """The run's state, or None when the portal stays silent."""
        for attempt in range(5):
            try:
                return self.ask("GET", f"{VIEW}?run={name}")[1]
            except (OSError, http.client.HTTPException):
                time.sleep(attempt)
        return None

    def follow(self, name, filename):
        print(f"Importing {filename} through the portal on port {self.port}", flush=True)
        while True:
            run = self.state(name)
            if run is None or run["state"] != "running":
                break
            show(run["fraction"], (run["summary"] or {}).get("read", 0))
            time.sleep(0.5)
        if run is None or run["state"] != "done":
            reason = (run or {}).get("error") or (run or {}).get("state") or "the portal stopped"
            print(f"\nThe import was given up: {reason}", file=sys.stderr)
            print("What it had written stays; run it again to go on.", file=sys.stderr)
            return 1
        summary = run["summary"]
        show(1.0, summary["read"])
        print(file=sys.stderr)
        for key, title in TITLES.items():
            print(f"  {title}: {summary[key]}")
        if summary["dry_run"]:
            print("  This was a trial: nothing was written.")
        report = VAR / "imports" / name / "report.csv"
        print(f"  Report: {report}" if report.exists() else f"  Report: run {name}")
        return 0 if summary["created"] + summary["updated"] + summary["unchanged"] else 1


def show(fraction, records):
    """A bar where somebody looks."""
    if sys.stderr.isatty():
        full = round(40 * fraction)
        bar = "█" * full + "·" * (40 - full)
        print(f"\r{fraction:4.0%} |{bar}| {records} records ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
