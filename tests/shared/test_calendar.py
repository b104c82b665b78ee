"""The calendar: what ships, what the library expects, what an administrator keeps."""

import datetime
from egov.portal.shared.calendar import current_calendar
from egov.portal.shared.calendar.days import shipped_calendar
from egov.portal.shared.calendar.days import stored_days
from egov.portal.shared.calendar.known import expected_days
from egov.portal.shared.calendar.known import known_days
from egov.portal.shared.calendar.settings import office_hours
from egov.portal.shared.calendar.settings import time_of
from egov.portal.shared.calendar.settings import valid_office_hours
from egov.portal.shared.calendar.settings import valid_time
from egov.portal.shared.deadlines import due
from egov.portal.shared.settings import records
import json
from national_data import national
from plone import api
from plone.registry.interfaces import IRegistry
import pytest
import transaction
from zope.component import getUtility
from zope.globalrequest import clearRequest
from zope.interface import Invalid


def day(text):
    return datetime.date.fromisoformat(text)


def row(text, kind="holiday", name="Ngày nghỉ"):
    return {"date": day(text), "kind": kind, "confirmed": True, "name": name, "name_en": ""}


def store(rows):
    api.portal.set_registry_record("egov.portal.calendar.days", rows)


def test_new_portal_has_the_days_that_ship(portal):
    assert stored_days() == known_days()
    assert current_calendar() == shipped_calendar()


def test_days_that_ship_are_those_of_the_national_facts():
    facts = json.loads(national("holidays.json").read_text(encoding="utf-8"))["years"]
    ours = {each["date"].isoformat(): each for each in known_days()}
    theirs = {each["date"]: each for year in facts.values() for each in year}
    assert ours.keys() == theirs.keys()
    for date, fact in theirs.items():
        assert (ours[date]["kind"] == "make_up") == (fact["kind"] == "make_up_workday"), date
        assert ours[date]["confirmed"] == bool(fact["official"]), date


def test_days_that_ship_have_names_in_both_languages_and_come_once():
    rows = known_days()
    assert len({each["date"] for each in rows}) == len(rows)
    assert all(each["name"] and each["name_en"] for each in rows)
    assert all(each["date"].weekday() > 4 for each in rows if each["kind"] == "make_up")


@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_library_fills_a_year_and_confirms_nothing(year):
    rows = expected_days(year)
    dates = [each["date"] for each in rows]
    assert dates == sorted(set(dates))
    assert {each.year for each in dates} == {year}
    assert not any(each["confirmed"] for each in rows)
    assert datetime.date(year, 4, 30) in dates
    assert datetime.date(year, 11, 24) in dates
    names = {each["name"]: each["name_en"] for each in rows}
    assert names["Quốc khánh"] == "National Day"
    assert "Tết Nguyên Đán" in names


def test_make_up_day_of_the_library_is_one():
    assert [each["date"] for each in expected_days(2026) if each["kind"] == "make_up"] == [
        day("2026-08-22")
    ]


def test_changed_calendar_counts_at_once(portal):
    received = datetime.datetime.fromisoformat("2026-11-12T09:00:00+07:00")
    assert due(received, 1, "WORKING_DAY").day == 13
    store([*stored_days(), row("2026-11-13")])
    assert due(received, 1, "WORKING_DAY").day == 16
    store([*stored_days(), row("2026-11-14", "make_up")])
    assert due(received, 1, "WORKING_DAY").day == 14


def test_calendar_made_once_is_kept(portal):
    assert current_calendar() is current_calendar()


def test_change_that_is_taken_back_does_not_count(functional_portal):
    before = current_calendar()
    store([])
    assert current_calendar() != before
    transaction.abort()
    clearRequest()  # plone.registry keeps what it has read with the request
    assert current_calendar() == before


def test_portal_of_an_older_version_takes_what_ships(portal):
    registry = getUtility(IRegistry)
    for name in [name for name in registry.records if name.startswith("egov.portal.calendar.")]:
        del registry.records[name]
    received = datetime.datetime.fromisoformat("2026-11-23T09:00:00+07:00")
    assert due(received, 1, "WORKING_DAY").day == 25


def test_missing_record_gives_the_default(portal):
    from egov.portal.intake.settings import IIntakeSettings

    registry = getUtility(IRegistry)
    registry["egov.portal.intake.max_files"] = 3
    del registry.records["egov.portal.intake.max_file_size"]
    found = records(IIntakeSettings, "egov.portal.intake")
    assert (found.max_files, found.max_file_size) == (3, 10)


@pytest.mark.parametrize(
    "text", ["", "8-17", "07:30-11:30, 11:00-17:00", "17:00-07:30", "08:00-24:00", "x"]
)
def test_office_hours_that_are_none_are_refused(text):
    with pytest.raises(Invalid):
        valid_office_hours(text)


def test_office_hours_as_people_write_them():
    assert valid_office_hours("7:30 – 11:30 ; 13:30-17:00")
    assert office_hours("08:00-16:30") == ((datetime.time(8), datetime.time(16, 30)),)


def test_last_time_as_people_write_it():
    assert time_of(" 15:00 ") == datetime.time(15)
    assert time_of("") is None
    assert valid_time("9:05")
    for wrong in ("15", "25:00", "15:60", "three"):
        with pytest.raises(Invalid):
            valid_time(wrong)


def test_calendar_changed_over_another_connection_counts(functional_portal):
    """Another connection sees what another process does: the database tells both alike."""
    transaction.commit()
    before = current_calendar()
    manager = transaction.TransactionManager()
    connection = functional_portal._p_jar.db().open(transaction_manager=manager)
    try:
        other = connection.root()["Application"].unrestrictedTraverse(
            functional_portal.getPhysicalPath()
        )
        registry = other.portal_registry
        registry.records._values["egov.portal.calendar.days"] = [row("2026-11-13")]
        manager.commit()
    finally:
        connection.close()
    clearRequest()
    assert current_calendar() == before  # this transaction began before
    transaction.begin()
    clearRequest()
    assert current_calendar().days_off == {day("2026-11-13")}
