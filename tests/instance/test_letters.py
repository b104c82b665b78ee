"""In a real process the worker's thread mails what was committed; a kill loses nothing of it."""

from mail_servers import MailServer
from mail_servers import settings
import os
import pytest
from running import ROOT
from running import RunningPortal
import secrets
import shutil
import signal
import subprocess
import sys
import time


PASSWORD = "a password of the tests 1"
SERVICE = "/++api++/dich-vu/cap-ban-sao-trich-luc-ho-tich"


@pytest.fixture
def server():
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def copied(made_portal, tmp_path):
    """A portal with a copy of the made one's data, not yet started."""
    var = tmp_path / "var"
    shutil.copytree(made_portal.fresh_var, var)
    portal = RunningPortal(var, ADMIN_PASSWORD=PASSWORD, EGOV_RATE_LIMITS="off")
    yield portal
    portal.stop(signal.SIGKILL)


def use(portal, server):
    portal.ask("/++api++/@registry", settings(server), "PATCH", password=PASSWORD)


def submit(portal, address):
    (example,) = portal.ask(f"{SERVICE}/@form")["examples"]
    example["fields"]["thu_dien_tu"] = address
    key = secrets.token_hex(16)
    return portal.ask(f"{SERVICE}/@submissions", example, "POST", key=key)["code"]


def arrived(server, number, seconds=60):
    end = time.monotonic() + seconds
    while len(server.taking.letters) < number and time.monotonic() < end:
        time.sleep(0.1)
    return [letter["Subject"] for letter in server.taking.letters]


def waiting(portal):
    checks = portal.ask("/@@health?only=outbox", password=PASSWORD)["checks"]
    return checks[0]["message"]


def test_the_thread_mails_and_what_waits_survives_a_kill(copied, server):
    portal = copied.start().wait()
    before = submit(portal, "truoc@example.vn")
    assert arrived(server, 1, seconds=0) == [], "no server was set: the letter waits"
    assert waiting(portal).endswith(": 1.")
    use(portal, server)
    assert arrived(server, 1) == [f"Hồ sơ {before}: đã nhận được"]
    portal.ask("/++api++/@registry", {"plone.smtp_host": ""}, "PATCH", password=PASSWORD)
    during = submit(portal, "trong@example.vn")
    portal.stop(signal.SIGKILL)
    assert len(server.taking.letters) == 1
    again = MailServer()
    try:
        portal.output.unlink()
        portal.start().wait()
        use(portal, again)
        assert arrived(again, 1, seconds=120) == [f"Hồ sơ {during}: đã nhận được"]
        time.sleep(1)
        assert waiting(portal).endswith(": 0.")
        portal.stop()
        assert "outbox" in (portal.var / "log" / "instance.log").read_text()
    finally:
        again.stop()
    assert len(again.taking.letters) == 1 and len(server.taking.letters) == 1


def test_commands_find_and_do_what_is_unfinished_while_the_portal_is_stopped(copied, server):
    portal = copied.start().wait()
    use(portal, server)
    server.taking.rcpt = ["451 later"]
    code = submit(portal, "hoa@example.vn")
    wait_until(lambda: not server.taking.rcpt)
    portal.stop()
    said = run(portal, "instance/scripts/zope_process.py", "tests/forget_outbox.py")
    assert "forgotten: 1" in said
    said = run(portal, "instance/scripts/zope_process.py", "instance/scripts/reconcile.py")
    assert "portal: asked again for 1 entries" in said
    worker = subprocess.Popen(
        [sys.executable, "instance/scripts/zope_process.py", "instance/scripts/worker.py"],
        cwd=ROOT,
        env=portal.environment,
        start_new_session=True,
    )
    try:
        assert arrived(server, 1, seconds=120) == [f"Hồ sơ {code}: đã nhận được"]
        os.killpg(worker.pid, signal.SIGTERM)
        assert worker.wait(60) in (0, -signal.SIGTERM)
    finally:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)
    assert condition()


def run(portal, *command):
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=portal.environment,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
