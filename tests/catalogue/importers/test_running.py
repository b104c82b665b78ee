"""One import at a time, over the screen, over HTTP and from the command line."""

from catalogue.importers.records import record
from catalogue.importers.records import write_lines
import csv
from egov.portal.catalogue.importers import command
from egov.portal.catalogue.importers import jobs
from egov.portal.catalogue.importers import locking
from egov.portal.catalogue.importers import report
from egov.portal.catalogue.importers import runs
from egov.portal.catalogue.importers import screen
from egov.portal.interfaces import IEgovLayer
import io
from io import BytesIO
import json
from plone import api
from plone.protect import authenticator
import pytest
import threading
import transaction
from zExceptions import Forbidden
from zope.component import getMultiAdapter
from zope.interface import alsoProvides


class Upload(BytesIO):
    """A file as a form hands it over."""

    def __init__(self, content, filename):
        super().__init__(content)
        self.filename = filename


def upload(records, filename="thu-tuc.jsonl"):
    lines = [r if isinstance(r, str) else json.dumps(r) for r in records]
    return Upload("\n".join(lines).encode(), filename)


def view_of(site, name, method="GET", **form):
    request = site.REQUEST
    alsoProvides(request, IEgovLayer)
    request.environ["REQUEST_METHOD"] = request.method = method
    request.set("REQUEST_METHOD", method)
    request.form.clear()
    request.form.update(form)
    for key in ("run", "file"):
        request.other.pop(key, None)
        if key in form:
            request.set(key, form[key])
    return getMultiAdapter((site, request), name=name)


def posted(site, records, **form):
    """Starts an import as the screen does; the run's status when it is over."""
    form = {"file": upload(records), "_authenticator": authenticator.createToken(), **form}
    view = view_of(site, "import-procedures-status", "POST", **form)
    site.REQUEST.set("_authenticator", form["_authenticator"])
    status, answer = view.answer()
    if status == 202:
        for thread in [t for t in threading.enumerate() if t.name == "import"]:
            thread.join(30)
        transaction.begin()
        answer = runs.status(runs.folder_of(answer["id"]))
    return status, answer


def test_an_upload_is_imported_in_a_thread_of_its_own(site):
    status, run = posted(site, [record(), "{"])
    assert (status, run["state"]) == (202, "done")
    assert run["summary"]["created"] == 1 and run["summary"]["refused"] == 1
    assert "1.000123" in site["thu-tuc"]
    assert not locking.is_taken()
    assert not list(runs.folder_of(run["id"]).glob("upload*"))


def test_a_trial_of_an_upload_writes_nothing(site):
    status, run = posted(site, [record()], dry_run="1")
    assert run["dry_run"] and run["summary"]["created"] == 1
    assert "1.000123" not in site["thu-tuc"]


def test_an_unreadable_upload_is_told(site):
    _status, run = posted(site, [""])
    assert run["state"] == "failed" and "empty" in run["error"]


def test_a_second_import_is_refused_while_one_is_running(site):
    with locking.only_one():
        assert posted(site, [record()])[0] == 409
        with pytest.raises(locking.Busy):
            locking.acquire()
    assert posted(site, [record()])[0] == 202


def test_without_the_forms_token_nothing_is_started(site):
    assert posted(site, [record()], _authenticator="forged")[0] == 403
    with pytest.raises(Forbidden):
        view_of(site, "import-procedures", "POST", file=upload([record()]))()
    assert runs.all_runs() == []


def test_an_upload_that_is_too_large_is_refused(site, monkeypatch):
    monkeypatch.setattr(screen, "MAX_UPLOAD", 100)
    assert posted(site, [record()])[0] == 413
    assert posted(site, [record()], file=None)[0] == 400


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_screen_shows_form_numbers_and_remarks(site, language):
    bad = record("1.000124", name="<script>alert(1)</script>", newThing=1)
    _status, run = posted(site, [record(), bad, record("<b>")])
    site.REQUEST.set("LANGUAGE", language)
    page = view_of(site, "import-procedures", run=run["id"])()
    assert 'type="file"' in page and "_authenticator" in page
    assert "newThing" in page and "&lt;b&gt;" in page and "<b>" not in page
    assert "format=csv" in page
    assert site.REQUEST.response.getHeader("Refresh") is None


def test_the_screen_of_a_running_import_renews_itself(site):
    with locking.only_one():
        folder = runs.new()
        runs.save_status(folder, state="running", fraction=0.4, summary={}, file="a.jsonl")
        page = view_of(site, "import-procedures", run=folder.name)()
    assert site.REQUEST.response.getHeader("Refresh") == "2"
    assert "<progress" in page and 'value="40"' in page and 'type="file"' not in page


@pytest.mark.parametrize("name", ["../../etc", "x", "", "20260101-000000-deadbeef"])
def test_only_runs_that_exist_are_answered_for(site, name):
    assert runs.folder_of(name) is None
    assert view_of(site, "import-procedures-status", run=name).answer()[0] == 404


@pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Editor"], ["Reviewer"]])
def test_who_may_not_import_is_refused(site, roles):
    names = ("import-procedures", "import-procedures-status", "import-procedures-report")
    for role, may in ((roles, False), (["Site Administrator"], True)):
        with api.env.adopt_roles(role):
            for name in names:
                view_of(site, name)
                permitted = api.user.has_permission("egov.portal: Import procedures", obj=site)
                assert permitted is may
    from AccessControl import Unauthorized
    from plone.app.testing import logout

    logout()
    for name in names:
        with pytest.raises(Unauthorized):
            site.restrictedTraverse(f"@@{name}")


def test_the_report_is_downloaded_with_formulas_disarmed(site):
    _status, run = posted(site, ["{", record("=1+1"), record(name="X", newThing=1)])
    text = view_of(site, "import-procedures-report", run=run["id"], format="csv")()
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert rows[3][1] == "1.000123" and rows[3][3] == "unknown_key"
    whole = json.loads(view_of(site, "import-procedures-report", run=run["id"], format="json")())
    assert whole["summary"]["refused"] == 2
    assert [row["reason"] for row in whole["records"]] == ["broken_json", "bad_code", "unknown_key"]


def test_formulas_are_disarmed():
    assert [report.harmless(text) for text in ("=1", "+1", "-1", "@a", "1", "")] == [
        "'=1",
        "'+1",
        "'-1",
        "'@a",
        "1",
        "",
    ]


def test_old_runs_make_room(site, monkeypatch):
    monkeypatch.setattr(runs, "KEPT", 3)
    for _number in range(5):
        runs.new()
    assert len(runs.all_runs()) == 3


def test_the_command_imports_and_tells(site, tmp_path, monkeypatch):
    app = site.getPhysicalRoot()
    monkeypatch.setattr(command, "SITE", site.getId())
    monkeypatch.setattr(command, "ADMINISTRATOR", "admin")
    path = write_lines(tmp_path / "a.jsonl", [record(), "{"])

    def told(*arguments):
        out = io.StringIO()
        return command.main(app, arguments, out), out.getvalue()

    jobs_enter = jobs.enter
    user = (site.acl_users.getPhysicalPath(), "test_user_1_")
    monkeypatch.setattr(jobs, "enter", lambda app, where, who: jobs_enter(app, where, user))
    monkeypatch.setattr(jobs, "leave", lambda: None)
    status, text = told(str(path), "--dry-run")
    assert status == 0 and "nothing was written" in text and "Procedures created: 1" in text
    status, text = told(str(path))
    assert status == 0 and "Records refused: 1" in text and "report.csv" in text
    assert told(str(write_lines(tmp_path / "b.json", ["no json"])))[0] == 1
    assert told(str(tmp_path / "nothing"))[0] == 1
    assert told()[0] == told("--wrong", "a")[0] == 2
    with locking.only_one():
        assert told(str(path))[0] == 2
