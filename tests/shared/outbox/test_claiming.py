"""Several workers at one outbox: an entry is done by one at a time, and none is left."""

from contextlib import contextmanager
from egov.portal.shared.outbox import IOutboxHandler
from egov.portal.shared.outbox import NotNow
from egov.portal.shared.outbox.claiming import Claimant
from egov.portal.shared.outbox.claiming import is_gone
from egov.portal.shared.outbox.claiming import new_owner
from egov.portal.shared.outbox.policy import Policy
from egov.portal.shared.outbox.store import Outbox
import os
import pytest
import socket
import subprocess
import sys
import textwrap
import time
import transaction
import ZODB
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager


@contextmanager
def handler(function, kind="try"):
    manager = getGlobalSiteManager()
    manager.registerUtility(function, IOutboxHandler, name=kind)
    try:
        yield
    finally:
        manager.unregisterUtility(function, IOutboxHandler, name=kind)


@pytest.fixture
def database():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        connection.root.outbox = Outbox()
        connection.root.counter = 0
    yield database
    database.close()


@pytest.fixture
def pass_time(monkeypatch):
    """pass_time(seconds): the clock goes on by so much, and stands still."""

    def go_on(seconds):
        later = time.time() + seconds
        monkeypatch.setattr(time, "time", lambda: later)

    return go_on


class Worker(Claimant):
    def __init__(self, database, **given):
        manager = transaction.TransactionManager()
        self.connection = database.open(manager)
        super().__init__(
            self.connection.root.outbox,
            new_owner(),
            manager=manager,
            kinds=lambda: ["try"],
            **given,
        )

    def add(self, *keys):
        for key in keys:
            self.outbox.add("try", {}, key, time.time(), time.time())
        self.manager.commit()

    def look(self):
        self.manager.begin()
        return self.outbox


def test_what_one_has_claimed_no_other_gets(database):
    one, two = Worker(database), Worker(database)
    one.add(*(f"key-{number:02}" for number in range(12)))
    mine, others = one.claim("try"), two.claim("try")
    assert len(mine) == 8 and len(others) == 4
    assert not set(mine) & set(others)
    assert two.claim("try") == []


def test_a_claim_that_ended_is_free_again(database, pass_time):
    dead, other = Worker(database), Worker(database)
    dead.add("one")
    assert dead.claim("try") == ["one"]
    assert other.claim("try") == []
    pass_time(Policy().lease + 1)
    assert other.claim("try") == ["one"]


def test_who_lost_the_claim_does_not_do_it(database, pass_time):
    done = []
    slow, other = Worker(database), Worker(database)
    slow.add("one")
    keys = slow.claim("try")
    pass_time(Policy().lease + 1)
    with handler(lambda entry: done.append(entry.key)):
        assert other.work() == (1, 0, 0)
        assert slow.do_all("try", keys) == (0, 0, 0)
    assert done == ["one"]


def test_what_a_dead_process_had_claimed_is_free_at_the_next_start(database):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    dead = Worker(database)
    dead.owner = f"{socket.gethostname()}:{process.pid}:00000000"
    dead.add("one")
    dead.claim("try")
    other = Worker(database)
    assert other.claim("try") == []
    assert other.free_dead() == 1
    assert other.claim("try") == ["one"]


def test_a_process_of_another_machine_is_not_held_for_dead():
    assert not is_gone("another-machine:1:00000000")
    assert not is_gone(f"{socket.gethostname()}:{os.getppid()}:00000000")
    assert is_gone(f"{socket.gethostname()}:{os.getpid()}:00000000"), "an earlier one of its number"


def write_root(connection, database):
    """Something another transaction wrote meanwhile."""
    with database.transaction() as other:
        other.root.counter += 1
    connection.root.counter += 10


def test_what_was_confirmed_is_not_done_again_when_storing_it_conflicts(database):
    sent, confirmed = [], []
    worker = Worker(database)
    worker.add("one")

    def send(entry):
        sent.append(entry.key)

        def confirm():
            confirmed.append(entry.key)
            if len(confirmed) < 3:
                write_root(worker.connection, database)

        return confirm

    with handler(send):
        assert worker.work() == (1, 0, 0)
    assert (sent, len(confirmed)) == (["one"], 3)
    assert worker.look().get("one") is None


def test_what_only_writes_the_database_is_done_again_after_a_conflict(database):
    worker = Worker(database)
    worker.add("one")
    calls = []

    def write(entry):
        calls.append(entry.key)
        if len(calls) == 1:
            write_root(worker.connection, database)
        else:
            worker.connection.root.counter += 10

    with handler(write):
        assert worker.work() == (1, 0, 0)
    worker.look()
    assert len(calls) == 2
    assert worker.connection.root.counter == 11


def test_a_conflict_raised_by_the_handler_is_no_failure(database):
    worker = Worker(database)
    worker.add("one")
    calls = []

    def conflict(entry):
        calls.append(entry)
        if len(calls) < 3:
            raise ConflictError()

    with handler(conflict):
        assert worker.work() == (1, 0, 0)


def test_asked_for_again_while_it_is_done_it_is_done_again(database):
    worker, adder = Worker(database), Worker(database)
    worker.add("one")
    calls = []

    def scan(entry):
        calls.append(entry.key)
        if len(calls) == 1:
            adder.look()
            adder.add("one")

    with handler(scan):
        worker.work()
    # The first end met the other's addition: what it did was undone, and done again.
    assert len(calls) == 2
    assert worker.look().get("one") is None


def test_while_the_other_side_is_away_the_kind_waits_and_no_attempt_counts(database):
    paused = {}
    worker = Worker(database, paused=paused)
    worker.add(*(f"key-{number}" for number in range(20)))
    calls = []

    def away(entry):
        calls.append(entry.key)
        raise NotNow("nobody there", seconds=30)

    with handler(away):
        worker.work()
        worker.work()
        assert 25 < worker.wait(100) <= 30
    assert len(calls) == 1
    assert paused["try"] > time.time() + 25
    entries = worker.look().living()
    assert {(entry.state, entry.attempts) for entry in entries} == {("waiting", 0)}


def test_an_ending_worker_gives_back_what_it_has_not_begun(database):
    ending = []
    worker = Worker(database, ending=lambda: bool(ending))
    worker.add(*(f"key-{number}" for number in range(5)))
    with handler(lambda entry: ending.append(True)):
        assert worker.work() == (1, 0, 0)
    assert [entry.state for entry in worker.look().living()] == ["waiting"] * 4


def test_it_waits_until_the_next_is_due(database):
    worker = Worker(database)
    with handler(lambda entry: None):
        assert worker.wait(60) == 60
        worker.outbox.add("try", {}, "later", time.time(), time.time() + 20)
        worker.manager.commit()
        assert 15 < worker.wait(60) <= 20


WORKING = """
import sys
sys.path[:] = {path!r}
from egov.portal.shared.outbox import IOutboxHandler
from egov.portal.shared.outbox.claiming import Claimant, new_owner
import os, time, transaction, ZEO
from zope.component import provideUtility

log = open({log!r}, "ab", buffering=0)

def handle(entry):
    log.write(f"begin {{entry.key}} {{time.monotonic()}}\\n".encode())
    time.sleep(0.002)
    log.write(f"end {{entry.key}} {{time.monotonic()}}\\n".encode())

provideUtility(handle, IOutboxHandler, name="try")
database = ZEO.DB({address!r})
manager = transaction.TransactionManager()
connection = database.open(manager)
claimant = Claimant(connection.root.outbox, new_owner(), manager=manager)
total = 0
quiet = 0
while quiet < 15:
    done = sum(claimant.work())
    total += done
    quiet = 0 if done else quiet + 1
    time.sleep(0.05)
print(total)
"""


def test_processes_share_the_work_and_do_nothing_twice(tmp_path):
    ZEO = pytest.importorskip("ZEO")
    address, stop = ZEO.server(str(tmp_path / "shared.fs"))
    log = tmp_path / "done.log"
    try:
        database = ZEO.DB(address)
        with database.transaction() as connection:
            outbox = connection.root.outbox = Outbox()
            for number in range(150):
                outbox.add("try", {}, f"key-{number:03}", 1.0, 1.0)
        code = textwrap.dedent(WORKING).format(path=sys.path, log=str(log), address=address)
        processes = [
            subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
            for _process in range(3)
        ]
        shares = [int(process.communicate(timeout=120)[0]) for process in processes]
        with database.transaction() as connection:
            left = connection.root.outbox.count_living() + connection.root.outbox.count_dead()
        database.close()
    finally:
        stop()
    begun = [line.split()[1] for line in log.read_text().splitlines() if line.startswith("begin")]
    assert left == 0
    assert sorted(begun) == [f"key-{number:03}" for number in range(150)]
    assert sum(shares) == 150
    assert sum(share > 0 for share in shares) > 1, shares
