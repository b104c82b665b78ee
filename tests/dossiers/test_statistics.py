"""Numbers of dossiers for everybody: right, bounded in age, and nobody's data."""

import datetime
from egov.portal.dossiers import statistics
from egov.portal.dossiers.catalog import DossierCatalog
from egov.portal.dossiers.catalog import Row
from egov.portal.dossiers.catalog import SHARDS
from egov.portal.dossiers.log import Log
from egov.portal.dossiers.register import get_register
from egov.portal.shared.clock import now
import pytest


class Event:
    def __init__(self, dossier, after="finished"):
        self.object, self.after = dossier, after


class Finished:
    """What is asked of a dossier."""

    def __init__(self, register, due_at, requests=0):
        self.register = lambda: register
        self.due_at = due_at
        self.log = Log()
        for _time in range(requests):
            self.log.add("state", after="supplement_requested")


@pytest.fixture
def finish(portal):
    statistics.kept.clear()
    register = get_register()

    def finisher(due_in=1, requests=0, after="finished"):
        due = None if due_in is None else now() + datetime.timedelta(days=due_in)
        statistics.count_finished(Event(Finished(register, due, requests), after))
        statistics.kept.clear()
        return statistics.this_month_and_year()[0]

    return finisher


def test_nothing_finished_has_no_rate(portal):
    statistics.kept.clear()
    for numbers in statistics.this_month_and_year():
        assert numbers == statistics.Numbers() and numbers.share is None


def test_on_time_is_no_later_than_the_appointment(finish):
    finish(1)
    numbers = finish(-1)
    assert (numbers.finished, numbers.due, numbers.on_time, numbers.share) == (2, 2, 1, 50)


def test_a_second_request_for_papers_is_late(finish):
    assert finish(1, requests=1).on_time == 1
    assert finish(1, requests=2).on_time == 1


def test_without_an_appointment_it_is_in_no_rate(finish):
    numbers = finish(None)
    assert (numbers.finished, numbers.due, numbers.share) == (1, 0, None)


def test_other_states_finish_nothing(finish):
    assert finish(1, after="returned") == statistics.Numbers()


def test_the_rate_is_rounded_down(portal):
    assert statistics.Numbers(finished=3, due=1000, on_time=999).share == 99


def test_receipts_are_counted_from_a_moment_on(portal):
    catalog = DossierCatalog()
    first = now().replace(day=1, hour=0, minute=0, second=0)
    for days in (-40, -1, 0, 3):
        moment = first + datetime.timedelta(days=days, seconds=1)
        docid = catalog.new_id(moment)
        catalog.index(docid, Row(str(docid), f"c{docid}", "", "new", "", ""))
    assert catalog.count_since(first) == 2
    assert catalog.count_since(first - datetime.timedelta(days=365)) == 4


def test_services_are_counted_off_the_newest_dossiers(portal, monkeypatch):
    catalog = get_register()._catalog
    for days, service in ((200, "old"), (3, "a"), (2, "b"), (1, "b"), (0, "")):
        docid = catalog.new_id(now() - datetime.timedelta(days=days, seconds=1))
        catalog.index(docid, Row(str(docid), f"c{docid}", "", "new", "", "", service))
    statistics.kept.clear()
    assert statistics.services_by_use() == {"a": 1, "b": 2}
    monkeypatch.setattr(statistics, "USE_MOST", 2)
    assert statistics.services_by_use() == {"a": 1, "b": 2}, "kept for a while"
    statistics.kept.clear()
    assert statistics.services_by_use() == {"b": 1}


def test_rows_of_before_are_read_without_a_service(portal):
    catalog = DossierCatalog()
    docid = catalog.new_id(now())
    catalog.index(docid, Row("path", "code", "", "new", "", "1.001193"))
    catalog._rows[docid % SHARDS][docid] = ("path", "code", "", "new", "", "1.001193")
    assert catalog.row(docid).service == ""
    catalog.index(docid, catalog.row(docid)._replace(service="a"))
    assert catalog.services(None, 10) == ["a"]
