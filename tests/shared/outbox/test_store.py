"""Entries of the outbox: added by many at once, kept in order, one for each key."""

from egov.portal.shared.outbox import waking
from egov.portal.shared.outbox.store import Outbox
from egov.portal.shared.outbox.store import shard
from egov.portal.shared.outbox.store import SHARDS
from threading import Barrier
from threading import Thread
import time
import transaction
import ZODB
from ZODB.POSException import ConflictError


def new_database(tmp_path):
    database = ZODB.DB(str(tmp_path / "outbox.fs"))
    with database.transaction() as connection:
        connection.root.outbox = Outbox()
    return database


class Opened:
    """A connection of its own, as another thread or process has."""

    def __init__(self, database):
        self.manager = transaction.TransactionManager()
        self.connection = database.open(self.manager)
        self.outbox = self.connection.root.outbox

    def close(self):
        self.manager.abort()
        self.connection.close()


def test_threads_that_add_at_once_never_conflict(tmp_path):
    database = new_database(tmp_path)
    start, conflicts = Barrier(8), []

    def send(name):
        opened = Opened(database)
        start.wait()
        for number in range(100):
            for kind in ("mail", "scan"):
                opened.outbox.add(kind, {}, f"{kind}:{name}-{number:04}", 1.0, 1.0)
            try:
                opened.manager.commit()
            except ConflictError as error:
                conflicts.append(error)
                opened.manager.abort()
        opened.close()

    threads = [Thread(target=send, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert conflicts == []
    opened = Opened(database)
    assert opened.outbox.count_living() == 1600
    opened.close()
    database.close()


def same_shard(key):
    """Another key in the shard of this one."""
    return next(k for n in range(10000) if shard(k := f"other-{n}") == shard(key))


def test_adding_does_not_conflict_with_the_end_of_the_only_other_entry(tmp_path):
    database = new_database(tmp_path)
    adder, worker = Opened(database), Opened(database)
    first = worker.outbox.add("mail", {}, "first", 1.0, 1.0)
    worker.manager.commit()
    adder.manager.begin()
    adder.outbox.add("mail", {}, same_shard("first"), 2.0, 2.0)
    worker.outbox.remove(first)
    worker.manager.commit()
    adder.manager.commit()
    assert [entry.key for entry in adder.outbox.living()] == [same_shard("first")]
    adder.close()
    worker.close()
    database.close()


def test_the_same_key_added_at_once_is_one_entry(tmp_path):
    database = new_database(tmp_path)
    one, two = Opened(database), Opened(database)
    one.outbox.add("mail", {"from": 1}, "same", 1.0, 1.0)
    two.outbox.add("mail", {"from": 2}, "same", 1.0, 1.0)
    one.manager.commit()
    try:
        two.manager.commit()
    except ConflictError:
        two.manager.abort()
        two.outbox.add("mail", {"from": 2}, "same", 1.0, 1.0)
        two.manager.commit()
    one.manager.begin()
    assert [entry.payload for entry in one.outbox.living()] == [{"from": 1}]
    one.close()
    two.close()
    database.close()


def test_an_entry_asked_for_again_while_it_ends_is_not_missed(tmp_path):
    database = new_database(tmp_path)
    adder, worker = Opened(database), Opened(database)
    worker.outbox.add("scan", {}, "scan:1", 1.0, 1.0)
    worker.manager.commit()
    adder.manager.begin()
    adder.outbox.add("scan", {}, "scan:1", 2.0, 2.0)
    worker.outbox.remove(worker.outbox.get("scan:1"))
    worker.manager.commit()
    try:
        adder.manager.commit()
    except ConflictError:
        adder.manager.abort()
        adder.outbox.add("scan", {}, "scan:1", 2.0, 2.0)
        adder.manager.commit()
    assert adder.outbox.get("scan:1").state == "waiting"
    adder.close()
    worker.close()
    database.close()


def test_entries_come_in_the_order_they_are_due():
    outbox = Outbox()
    for number in (5, 3, 9, 1, 7):
        outbox.add("mail", {}, f"m{number}", 0.0, float(number))
        outbox.add("scan", {}, f"s{number}", 0.0, float(number))
    assert [entry.key for entry in outbox.due("mail", 7.0)] == ["m1", "m3", "m5", "m7"]
    assert outbox.first("scan").key == "s1"
    assert outbox.kinds() == {"mail", "scan"}
    outbox.reschedule(outbox.get("m1"), 8.0)
    assert [entry.key for entry in outbox.due("mail", 8.0)] == ["m3", "m5", "m7", "m1"]
    assert list(outbox.due("unknown", 100.0)) == [] and outbox.first("unknown") is None


def test_nothing_stays_of_what_is_done():
    outbox = Outbox()
    entry = outbox.add("mail", {}, "one", 1.0, 1.0)
    outbox.remove(entry)
    assert (outbox.count_living(), outbox.count_dead(), outbox.kinds()) == (0, 0, set())
    assert outbox.get("one") is None and outbox.get("") is None


def test_dead_letters_are_kept_apart_and_live_again():
    outbox = Outbox()
    for number in range(3):
        outbox.bury(outbox.add("mail", {}, f"m{number}", 1.0, 1.0), 10.0 + number)
    assert [entry.key for entry in outbox.dead()] == ["m0", "m1", "m2"]
    assert [entry.key for entry in outbox.dead(start=1, size=1)] == ["m1"]
    assert list(outbox.due("mail", 100.0)) == []
    outbox.get("m0").attempts = 12
    outbox.replay(outbox.get("m0"), 20.0)
    assert [entry.key for entry in outbox.due("mail", 100.0)] == ["m0"]
    assert outbox.get("m0").attempts == 0
    outbox.add("mail", {}, "m1", 21.0, 21.0)
    assert outbox.get("m1").state == "waiting" and outbox.count_dead() == 1
    outbox.remove(outbox.get("m2"))
    assert outbox.count_dead() == 0


def test_adding_costs_less_than_a_third_of_a_millisecond(tmp_path):
    """Within a submission's transaction, its part of the commit included."""
    database = new_database(tmp_path)
    opened = Opened(database)
    for number in range(200):
        opened.outbox.add("mail", {}, f"before-{number}", 1.0, 1.0)
        opened.manager.commit()

    def seconds(entries):
        began = time.process_time()
        for number in range(200):
            opened.connection.root.counter = number
            for entry in range(entries):
                waking.wake_after(opened.manager.get())
                key = f"mail:{entries}-{number}-{entry}"
                opened.outbox.add("mail", {"dossier": "H15.50-261122-0001"}, key, 1.0, 1.0)
            opened.manager.commit()
        return (time.process_time() - began) / 200

    each = (seconds(4) - seconds(0)) / 4
    opened.close()
    database.close()
    assert each < 0.0003, f"{each * 1000:.3f} ms"


def test_shards_are_filled_evenly():
    used = {shard(f"mail:H15.50-261122-{number:04}") for number in range(2000)}
    assert len(used) == SHARDS
