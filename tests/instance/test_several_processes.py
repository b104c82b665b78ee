"""Two whole Zope processes and a worker of its own, on one database that a server keeps."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from mail_servers import MailServer
from mail_servers import settings
import os
import pytest
from running import free_port
from running import ROOT
from running import RunningPortal
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request


PASSWORD = "a password of the tests 1"
PROCEDURE = "/thu-tuc/1.001193"
SERVICE = "/++api++/dich-vu/cap-ban-sao-trich-luc-ho-tich"
NAME = "Đăng ký khai sinh lần thứ"


class Shared:
    """A database server on a copy of a portal's data, two portals `one`, `other`, and a worker."""

    def __init__(self, data, folder):
        self.mail = MailServer()
        address = f"127.0.0.1:{free_port()}"
        self.processes = []
        environment = dict(os.environ, EGOV_VAR=str(data), EGOV_DATABASE=address)
        self.run(environment, "instance/scripts/database_server.py")
        wait_until(lambda: listening(address))
        given = {"EGOV_DATABASE": address, "EGOV_OUTBOX_WORKER": "off", "EGOV_RATE_LIMITS": "off"}
        self.portals = []
        # Two that set the password at the same moment would conflict.
        for name, also in (("one", {"ADMIN_PASSWORD": PASSWORD}), ("other", {})):
            var = folder / name
            shutil.copytree(data / "cache", var / "cache")
            shutil.copy(data / "site-made", var)
            self.portals.append(RunningPortal(var, **given, **also).start())
        self.one, self.other = self.portals
        worker = {**environment, "EGOV_VAR": str(folder / "worker")}
        self.run(worker, "instance/scripts/zope_process.py", "instance/scripts/worker.py")

    def run(self, environment, *command):
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environment, start_new_session=True
        )
        self.processes.append(process)

    def stop(self):
        for portal in self.portals:
            portal.stop(signal.SIGKILL)
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(30)
        self.mail.stop()


@pytest.fixture(scope="module")
def shared(made_portal, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    data = shutil.copytree(made_portal.fresh_var, folder / "data")
    shared = Shared(data, folder)
    try:
        for portal in shared.portals:
            portal.wait(500)
        shared.one.ask("/++api++/@registry", settings(shared.mail), "PATCH", password=PASSWORD)
        yield shared
    finally:
        shared.stop()


def page(portal, path):
    """(status, text) as a stranger's browser gets it."""
    request = urllib.request.Request(portal.url + path, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def listening(address):
    host, _colon, port = address.rpartition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    assert condition()


def example(portal, address=""):
    (found,) = portal.ask(f"{SERVICE}/@form")["examples"]
    if address:
        found["fields"]["thu_dien_tu"] = address
    return found


def send(portal, body, key):
    """The code of the dossier; "" where nothing was acknowledged."""
    try:
        return portal.ask(f"{SERVICE}/@submissions", body, "POST", key=key)["code"]
    except (OSError, HTTPException):
        return ""


def test_a_change_in_one_process_is_seen_by_the_next_request_of_the_other(shared):
    listed = f"/++api++/@procedures?q={urllib.request.quote(NAME)}&b_size=5"
    for turn in range(6):
        writer, reader = shared.portals[turn % 2], shared.portals[1 - turn % 2]
        for _time in range(2):  # the second one is kept by now
            assert page(reader, PROCEDURE)[0] == 200
            reader.ask(listed)
        title = f"{NAME} {turn}"
        writer.ask(f"/++api++{PROCEDURE}", {"title": title}, "PATCH", password=PASSWORD)
        assert title in page(reader, PROCEDURE)[1]
        assert title in page(writer, PROCEDURE)[1]
        assert title in {item["title"] for item in reader.ask(listed)["items"]}


def test_what_one_process_withdraws_is_gone_in_the_other(shared):
    listed = "/++api++/@procedures?q=1.001193"
    title = shared.other.ask(f"/++api++{PROCEDURE}")["title"]
    for steps, seen in (((), True), (("withdraw",), False), (("reopen", "publish"), True)):
        for step in steps:
            shared.one.ask(f"/++api++{PROCEDURE}/@workflow/{step}", {}, "POST", password=PASSWORD)
        # Where it is gone, strangers are led to the page for signing in.
        assert (title in page(shared.other, PROCEDURE)[1]) == seen
        found = shared.other.ask(listed)["items"]
        assert any(item["code"] == "1.001193" for item in found) == seen


def test_one_key_sent_to_both_at_once_is_one_dossier_and_no_number_is_given_twice(shared):
    body = example(shared.one)
    keys = [secrets.token_hex(16) for _number in range(15)]
    sent = [(portal, key) for key in keys for portal in shared.portals]
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda pair: send(pair[0], body, pair[1]), sent))
    assert all(codes)
    assert codes[::2] == codes[1::2]
    assert len(set(codes)) == len(keys)


def test_a_worker_of_its_own_mails_what_both_have_received(shared):
    addresses = [f"nguoi-{number}@example.vn" for number in range(4)]
    codes = {
        address: send(portal, example(portal, address), secrets.token_hex(16))
        for address, portal in zip(addresses, shared.portals * 2, strict=True)
    }

    def arrived():
        letters = shared.mail.taking.letters
        pairs = [(letter["To"].addresses[0].addr_spec, letter["Subject"]) for letter in letters]
        return [pair for pair in pairs if pair[0] in codes]

    wait_until(lambda: len(arrived()) >= len(codes))
    time.sleep(1)  # a second letter to somebody would come now
    expected = [(address, f"Hồ sơ {code}: đã nhận được") for address, code in codes.items()]
    assert sorted(arrived()) == sorted(expected)


def test_a_process_killed_while_it_writes_leaves_the_other_whole(shared):
    """The last test of this module: it kills a process for good."""
    body, sent, stop = example(shared.other), [], threading.Event()

    def keep_sending(portal):
        while not stop.is_set():
            key = secrets.token_hex(16)
            sent.append((key, send(portal, body, key)))

    senders = [threading.Thread(target=keep_sending, args=(each,)) for each in shared.portals * 3]
    for sender in senders:
        sender.start()
    wait_until(lambda: len(sent) >= 12)
    shared.one.stop(signal.SIGKILL)
    stop.set()
    for sender in senders:
        sender.join(60)
    assert any(not code for _key, code in sent), "nothing was under way when it was killed"
    told = {key: code for key, code in sent if code}
    again = {key: send(shared.other, body, key) for key, _code in sent[-60:]}
    assert all(again.values())
    assert {key: code for key, code in again.items() if key in told}.items() <= told.items()
    everything = {**again, **told}
    assert len(set(everything.values())) == len(everything)
    assert page(shared.other, PROCEDURE)[0] == 200
