"""The operators' commands, run as a shell runs them: importing, demo content, ending."""

import json
import os
from pathlib import Path
import pytest
from running import RunningPortal
import shutil
import subprocess
import sys


SCRIPTS = Path(__file__).resolve().parents[2] / "instance" / "scripts"
NAME = "Cấp thẻ thử nghiệm"
COUNT = """
from egov.portal.catalogue.downloads import downloads
from zope.component.hooks import setSite
setSite(app.portal)
print("downloads", downloads(app.portal["bieu-mau"]["tk-khaisinh"]))
"""


@pytest.fixture
def records(tmp_path):
    """Make a file of one good record and one line that is no JSON."""

    def make(code):
        detail = {"code": code, "name": NAME, "state": "ACTIVE"}
        record = json.dumps({"code": code, "name": NAME, "detail": detail})
        path = tmp_path / "records.jsonl"
        path.write_text(record + "\n{broken\n", encoding="utf-8")
        return path

    return make


@pytest.fixture
def stopped(made_portal, tmp_path):
    """The folder of a portal that is not running and that nobody has used yet."""
    return Path(shutil.copytree(made_portal.fresh_var, tmp_path / "var"))


def run(var, script, *arguments):
    done = subprocess.run(
        [sys.executable, SCRIPTS / script, *map(str, arguments)],
        env=dict(os.environ, EGOV_VAR=str(var)),
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def test_import_goes_through_the_running_portal(made_portal, records):
    file, port = records("9.123456"), ["--port", made_portal.port]
    status, said = run(made_portal.var, "import_procedures.py", file, *port)
    assert status == 0, said
    assert "Procedures created: 1" in said
    assert "Records refused: 1" in said
    assert made_portal.get("/thu-tuc/9.123456")[0] == 200
    status, said = run(made_portal.var, "import_procedures.py", file, *port)
    assert "Procedures unchanged: 1" in said


def test_import_works_while_the_portal_is_stopped(stopped, records):
    file, port = records("9.123457"), ["--port", "1"]
    status, said = run(stopped, "import_procedures.py", file, "--dry-run", *port)
    assert status == 0, said
    assert "nothing was written" in said
    status, said = run(stopped, "import_procedures.py", file, *port)
    assert (status, "Procedures created: 1" in said) == (0, True), said


def test_import_says_when_there_is_nothing_to_read(stopped, tmp_path):
    status, said = run(stopped, "import_procedures.py", tmp_path / "none.jsonl", "--port", "1")
    assert status == 1
    assert "there is no file" in said


def test_import_names_the_port_when_the_portal_answers_on_another(made_portal, records):
    status, said = run(made_portal.var, "import_procedures.py", records("9.1"), "--port", "1")
    assert status == 2
    assert "name its port" in said


def test_scripts_refuse_while_the_portal_runs(made_portal):
    demo = SCRIPTS / "demo.py"
    status, said = run(made_portal.var, "zope_process.py", demo, "remove")
    assert status == 1
    assert "stop it first" in said


def test_demo_content_is_removed_and_loaded_by_one_command(stopped):
    demo = SCRIPTS / "demo.py"
    status, said = run(stopped, "zope_process.py", demo, "remove")
    assert status == 0, said
    assert "Demo removed" in said
    assert not (stopped / "demo-users.txt").exists()
    status, said = run(stopped, "zope_process.py", demo, "load")
    assert status == 0, said
    assert (stopped / "demo-users.txt").exists()


def test_a_portal_told_to_end_stores_its_counts_and_its_index(stopped, tmp_path):
    script = tmp_path / "count.py"
    script.write_text(COUNT)
    before = downloads_told_by(stopped, script)
    portal = RunningPortal(stopped).start()
    try:
        portal.wait(90)
        for _time in range(3):
            assert portal.get("/bieu-mau/tk-khaisinh/@@download/file", binary=True)[0] == 200
    finally:
        portal.stop()
    index = stopped / "filestorage" / "Data.fs.index"
    assert index.stat().st_mtime >= (stopped / "filestorage" / "Data.fs").stat().st_mtime
    assert downloads_told_by(stopped, script) == before + 3


def downloads_told_by(var, script):
    status, said = run(var, "zope_process.py", script)
    assert status == 0, said
    return int(said.split()[-1])


def test_moments_that_editors_type_are_in_vietnams_time(monkeypatch):
    """Also where the machine's clock is UTC, unless the operator says another time zone."""
    monkeypatch.syspath_prepend(SCRIPTS)
    from zope_process import environment
    from zope_process import interpreter

    monkeypatch.delenv("TZ", raising=False)
    typed = interpreter("from DateTime import DateTime; print(DateTime(2026, 12, 1, 8).ISO8601())")
    said = subprocess.run(typed, env=environment(), capture_output=True, text=True, check=True)
    assert said.stdout.split()[-1] == "2026-12-01T08:00:00+07:00"
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert environment()["TZ"] == "Europe/Berlin"
