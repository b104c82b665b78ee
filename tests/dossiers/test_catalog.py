"""The dossiers' own catalogue."""

import datetime
from egov.portal.dossiers import catalog as module
from egov.portal.dossiers.catalog import DossierCatalog
from egov.portal.dossiers.catalog import Row
import pytest
from threading import Barrier
from threading import Thread


NOON = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def catalog(monkeypatch):
    """60 dossiers, a minute apart, over all shards; agency A has the even ones."""
    catalog = DossierCatalog()
    for number in range(60):
        monkeypatch.setattr(module, "this_shard", lambda number=number: number * 7 % module.SHARDS)
        catalog.index(catalog.new_id(NOON + number * MINUTE), row(number))
    return catalog


def row(number, state="new"):
    agency = "A" if number % 2 == 0 else "B"
    applicant = "hoa" if number == 7 else ""
    return Row(f"2026/11/21/{number}", str(number), agency, state, applicant, "1.001193")


def codes(rows):
    return [int(row.code) for row in rows]


def test_newest_come_first_over_all_shards(catalog):
    assert codes(catalog.search(size=100)) == list(range(59, -1, -1))


def test_pages_neither_repeat_nor_miss(catalog):
    pages = [codes(catalog.search(agencies=["A", "B"], start=n, size=7)) for n in range(0, 60, 7)]
    assert sum(pages, []) == list(range(59, -1, -1))


def test_agency_state_and_applicant_narrow(catalog):
    assert codes(catalog.search(agencies=["B"], size=3)) == [59, 57, 55]
    assert catalog.count(agencies=["A"], states=["new"]) == 30
    assert catalog.count(agencies=["A"], states=["accepted"]) == 0
    assert codes(catalog.search(applicant="hoa")) == [7]


def test_no_agency_finds_nothing(catalog):
    assert catalog.search(agencies=[]) == []
    assert catalog.count(agencies=set()) == 0


def test_moments_bound_what_is_found(catalog):
    rows = catalog.search(since=NOON + 10 * MINUTE, until=NOON + 12.5 * MINUTE)
    assert codes(rows) == [12, 11, 10]


def test_a_changed_state_moves_to_its_new_place(catalog):
    docid = catalog._codes.get("4")
    catalog.index(docid, row(4, "accepted"))
    assert catalog.count(agencies=["A"], states=["new"]) == 29
    assert codes(catalog.search(agencies=["A"], states=["accepted"])) == [4]
    assert catalog.count() == 60


def test_unindexed_is_found_no_more(catalog):
    catalog.unindex(catalog._codes.get("7"))
    assert catalog.by_code("7") is None
    assert catalog.search(applicant="hoa") == []
    assert catalog.count() == 59


def test_threads_that_write_at_the_same_moment_have_shards_of_their_own():
    meet, found = Barrier(8), []

    def run():
        meet.wait()
        found.append((module.this_shard(), module.this_shard()))

    threads = [Thread(target=run) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(first == again for first, again in found)
    assert len({first for first, _again in found}) == 8
