"""The screen in the control panel: upload a file, watch the import, read its report.

The command line uses the same views when the portal is running. No database is written in these
requests; the import works in a thread of its own.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_parent
from egov.portal import _
from egov.portal.catalogue.importers import jobs
from egov.portal.catalogue.importers import locking
from egov.portal.catalogue.importers import report
from egov.portal.catalogue.importers import runs
from egov.portal.catalogue.importers.findings import Finding
import json
from plone import api
from plone.protect import authenticator
from Products.Five import BrowserView
import shutil
import time
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import NotFound


MAX_UPLOAD = 100 * 1024 * 1024  # bytes, as instance/ lets Zope take in
SHOWN = 500  # remarks on the page; the downloads have all of them
REFRESH = 2  # seconds
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


class TooLarge(Exception):
    """The upload is larger than `MAX_UPLOAD`."""


class ImportScreen(BrowserView):
    """`@@import-procedures`: GET shows the form and a run, POST starts one."""

    error = ""

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "no-store, private")
        if self.request.get("REQUEST_METHOD", "GET") == "POST":
            name = self.submit()
            if name:
                address = f"{self.context.absolute_url()}/@@import-procedures?run={name}"
                return self.request.response.redirect(address, status=303)
            self.request.response.setStatus(400)
        self.run = self.chosen_run()
        if self.run and self.run["state"] == runs.RUNNING:
            # Works without JavaScript: the browser asks again.
            self.request.response.setHeader("Refresh", str(REFRESH))
        return self.index()

    @property
    def language(self):
        return api.portal.get_current_language() or "vi"

    def submit(self):
        """Starts an import; its name, or None with `error` set."""
        try:
            return start_upload(self.context, self.request, self.language)
        except BadRequest:
            self.error = _("Choose a file to import.")
        except TooLarge:
            self.error = _("The file is too large. The limit is 100 MB; .gz makes it smaller.")
        except locking.Busy:
            self.error = _("Another import is running. Wait until it is done.")
        return None

    def chosen_run(self):
        folder = runs.folder_of(self.request.get("run", ""))
        return runs.status(folder) if folder else None

    def percent(self):
        return round(100 * self.run["fraction"])

    def numbers(self):
        """Titles and numbers of the summary, once there is one."""
        summary = self.run["summary"]
        return [(title, summary[name]) for name, title in report.SUMMARY.items()] if summary else []

    def report(self):
        """The report as it is shown: its first remarks, and how many there are."""
        found = report.read(runs.folder_of(self.run["id"])) if self.run["state"] == "done" else None
        records = found["records"] if found else []
        return {"records": records[:SHOWN], "total": len(records)}

    def severity(self, record):
        return report.SEVERITIES[record["severity"]]

    def explanation(self, record):
        """In the language of whoever looks; the downloads have that of whoever imported."""
        return Finding(0, "", record["reason"], record["value"]).message

    def earlier(self):
        """Runs there were, the newest first."""
        found = [runs.status(runs.folder_of(name)) for name in runs.all_runs()[:10]]
        return [{**run, "at": started(run["id"], self.context)} for run in found]


def started(name, site):
    """When a run was started, as the site shows times."""
    stamp = time.strptime(name[:15], "%Y%m%d-%H%M%S")
    moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", stamp)
    return site.restrictedTraverse("@@plone").toLocalizedTime(moment, long_format=True)


def start_upload(site, request, language):
    """Starts an import of the uploaded file; returns the run's name.

    Raises Forbidden without the form's authenticator, BadRequest without a file, `TooLarge`,
    `locking.Busy`.
    """
    authenticator.check(request)
    upload = request.form.get("file")
    filename = getattr(upload, "filename", None)
    if not filename:
        raise BadRequest("file")
    upload.seek(0, 2)
    if upload.tell() > MAX_UPLOAD:
        raise TooLarge(filename)
    upload.seek(0)
    if locking.is_taken():
        raise locking.Busy("another import is running")
    folder = runs.new()
    filename = filename.replace("\\", "/").rpartition("/")[2][:120]
    suffix = ".jsonl" if ".jsonl" in filename else ".json"
    path = folder / f"upload{suffix}"
    with open(path, "wb") as target:
        shutil.copyfileobj(upload, target)
    user = getSecurityManager().getUser()
    try:
        jobs.start(
            site,
            path,
            folder,
            (aq_parent(user).getPhysicalPath(), user.getId()),
            dry_run=bool(request.form.get("dry_run")),
            language=language,
            filename=filename,
        )
    except locking.Busy:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder.name


class ImportStatus(BrowserView):
    """`@@import-procedures-status`: JSON for programs.

    GET `?run=` tells how far a run is; without `run`, the token to start one. POST (multipart:
    `file`, `dry_run`, `_authenticator`) starts one.
    """

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "no-store, private")
        status, answer = self.answer()
        response.setStatus(status)
        return json.dumps(answer, ensure_ascii=False)

    def answer(self):
        if self.request.get("REQUEST_METHOD", "GET") == "POST":
            return self.start()
        if "run" not in self.request.form:
            return 200, {"token": authenticator.createToken(), "busy": locking.is_taken()}
        folder = runs.folder_of(self.request.form["run"])
        if folder is None:
            return 404, {"type": "NotFound", "message": "There is no such import."}
        return 200, runs.status(folder)

    def start(self):
        try:
            name = start_upload(self.context, self.request, "vi")
        except Forbidden as error:
            return 403, {"type": "Forbidden", "message": str(error)}
        except BadRequest:
            return 400, {"type": "BadRequest", "message": "No file was sent."}
        except TooLarge:
            return 413, {"type": "TooLarge", "message": f"More than {MAX_UPLOAD} bytes."}
        except locking.Busy:
            return 409, {"type": "Busy", "message": "Another import is running."}
        return 202, {"id": name}


class ImportReport(BrowserView):
    """`@@import-procedures-report?run=&format=csv|json`: the report to download."""

    def __call__(self):
        folder = runs.folder_of(self.request.form.get("run", ""))
        kind = self.request.form.get("format", "csv")
        if folder is None or kind not in CONTENT_TYPES:
            raise NotFound("report")
        path = folder / f"report.{kind}"
        if not path.is_file():
            raise NotFound("report")
        response = self.request.response
        response.setHeader("Content-Type", CONTENT_TYPES[kind])
        response.setHeader("Cache-Control", "no-store, private")
        name = f"import-{folder.name}.{kind}"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        return path.read_bytes()
