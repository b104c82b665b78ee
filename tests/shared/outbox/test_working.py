"""Doing what is in the outbox: confirmed, tried again, given up."""

from contextlib import contextmanager
import datetime
from egov.portal.shared import outbox
from egov.portal.shared.outbox.policy import Policy
from plone import api
import pytest
import time
from zope.component import getGlobalSiteManager


@contextmanager
def handler(kind, function):
    manager = getGlobalSiteManager()
    manager.registerUtility(function, outbox.IOutboxHandler, name=kind)
    try:
        yield
    finally:
        manager.unregisterUtility(function, outbox.IOutboxHandler, name=kind)


def test_an_entry_is_done_once_and_gone(portal):
    seen = []
    outbox.add("try", {"dossier": "H15"}, key="try:1")
    outbox.add("try", {"dossier": "H15"}, key="try:1")
    with handler("try", lambda entry: seen.append(entry.payload)):
        assert outbox.work() == (1, 0, 0)
        assert outbox.work() == (0, 0, 0)
    assert seen == [{"dossier": "H15"}]
    assert outbox.find("try:1") is None


def test_what_failed_is_undone_and_waits_longer_each_time(portal):
    def fail(entry):
        api.portal.get().description = "written by the handler"
        raise OSError("no route")

    entry = outbox.add("try", {})
    delays = []
    with handler("try", fail):
        for _attempt in range(4):
            assert outbox.work() == (0, 1, 0)
            assert outbox.work() == (0, 0, 0), "it is not tried before its time"
            delays.append(entry.next_at - time.time())
            outbox.get_outbox().reschedule(entry, 1.0)
    assert entry.last_error == "OSError: no route"
    assert api.portal.get().description != "written by the handler"
    for delay, longest in zip(delays, (60, 120, 240, 480), strict=True):
        assert longest / 2 - 2 < delay <= longest


def test_delay_has_an_end():
    rules = Policy(first_delay=60, longest_delay=3600)
    assert max(rules.delay(attempts) for attempts in range(1, 2000, 50)) <= 3600


def test_after_the_last_attempt_it_is_a_dead_letter(portal):
    def fail(entry):
        raise ValueError("never")

    api.portal.set_registry_record("egov.portal.outbox.attempts", 3)
    entry = outbox.add("try", {})
    with handler("try", fail):
        for _attempt in range(2):
            outbox.work()
            outbox.get_outbox().reschedule(entry, 1.0)
        assert outbox.work() == (0, 0, 1)
    assert entry.state == "dead"
    assert outbox.get_outbox().dead() == [entry]


def test_who_gives_up_makes_a_dead_letter_at_once(portal):
    def refuse(entry):
        raise outbox.GiveUp("550 no such person")

    entry = outbox.add("try", {})
    with handler("try", refuse):
        assert outbox.work() == (0, 0, 1)
    assert (entry.state, entry.last_error) == ("dead", "550 no such person")


def test_waiting_for_the_other_side_counts_no_attempt(portal):
    def absent(entry):
        raise outbox.NotNow("no server", seconds=5)

    entry = outbox.add("try", {})
    with handler("try", absent):
        assert outbox.work() == (0, 1, 0)
    assert (entry.attempts, entry.state, entry.last_error) == (0, "waiting", "no server")
    assert 0 < entry.next_at - time.time() <= 5


def test_one_that_fails_does_not_keep_the_others(portal):
    def some(entry):
        if entry.payload["bad"]:
            raise ValueError("bad")

    for number in range(6):
        outbox.add("try", {"bad": number % 2})
    with handler("try", some):
        assert outbox.work() == (3, 3, 0)


def test_no_more_than_asked_for_is_done(portal):
    for _number in range(5):
        outbox.add("try", {})
    with handler("try", lambda entry: None):
        assert outbox.work(limit=2) == (2, 0, 0)
    assert outbox.get_outbox().count_living() == 3


def test_what_confirms_is_called(portal):
    outbox.add("try", {})
    confirmed = []
    with handler("try", lambda entry: lambda: confirmed.append(entry.key)):
        outbox.work()
    assert len(confirmed) == 1


def test_an_entry_of_an_unknown_kind_waits(portal):
    entry = outbox.add("unknown", {})
    assert outbox.work() == (0, 0, 0)
    assert entry.state == "waiting"


def test_an_entry_for_later_is_left_alone(portal):
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
    outbox.add("try", {}, not_before=later)
    with handler("try", lambda entry: None):
        assert outbox.work() == (0, 0, 0)


def test_a_payload_that_is_no_json_is_refused(portal):
    with pytest.raises(TypeError):
        outbox.add("try", {"dossier": object()})
