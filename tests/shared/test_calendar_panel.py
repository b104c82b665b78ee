"""The calendar through the web: a year at a time, days added, taken away, filled in."""

import datetime
from egov.portal.shared.calendar.days import stored_days
from egov.portal.shared.calendar.known import known_days
from egov.portal.shared.calendar.outlook import check_calendar
from egov.portal.shared.calendar.outlook import outlook
from egov.portal.shared.calendar.year_form import YearForm
from egov.portal.shared.clock import now
from egov.portal.shared.deadlines import due
from filing import make_user
from filing import PASSWORD
from plone import api
from plone.testing.zope import Browser
import pytest
import re
import transaction


@pytest.fixture
def panel(functional_portal, functional_app):
    """panel("@@working-calendar?year=2027", user="site-admin") -> browser."""
    make_user("site-admin", roles=["Site Administrator"])
    make_user("portal-editor", roles=["Editor"])
    transaction.commit()

    def opened(address, user="site-admin"):
        browser = Browser(functional_app)
        browser.raiseHttpErrors = False
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        browser.addHeader("Cookie", "I18N_LANGUAGE=en")
        browser.open(f"{functional_portal.absolute_url()}/{address}")
        return browser

    return opened


def shown(browser):
    """Dates of the rows of the table."""
    return re.findall(r'value="(\d{4}-\d\d-\d\d)"', browser.contents)


def save(browser):
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()


def dates(year):
    return [row["date"].isoformat() for row in stored_days() if row["date"].year == year]


def cell(browser, row, name):
    return browser.getControl(name=f"form.widgets.days.{row}.widgets.{name}")


@pytest.mark.parametrize("year", ["²⁰²⁶", "1999", "9" * 5000, "nonsense"])
def test_what_is_no_year_is_the_present_one(portal, year):
    request = portal.REQUEST.clone()
    request.form["year"] = year
    assert YearForm(portal, request).year == now().year


def test_a_year_shows_its_days_only(panel):
    browser = panel("@@working-calendar?year=2026")
    assert shown(browser) == dates(2026)
    assert "2027-01-01" not in browser.contents


def test_saving_unchanged_keeps_everything(panel):
    for year in (2026, 2027):
        save(panel(f"@@working-calendar?year={year}"))
    assert stored_days() == known_days()


def test_a_day_moved_counts_for_what_comes_after(panel):
    received = datetime.datetime.fromisoformat("2026-11-23T09:00:00+07:00")
    assert due(received, 1, "WORKING_DAY").day == 25
    browser = panel("@@working-calendar?year=2026")
    row = dates(2026).index("2026-11-24")
    cell(browser, row, "date").value = "2026-11-25"
    save(browser)
    assert "2026-11-24" not in dates(2026)
    assert due(received, 1, "WORKING_DAY").day == 24
    assert len(stored_days()) == len(known_days())


def test_expected_days_are_shown_and_kept_only_when_saved(panel):
    browser = panel("@@working-calendar?year=2031&fill=1")
    assert "2031-04-30" in shown(browser)
    transaction.begin()
    assert dates(2031) == []
    save(browser)
    assert "2031-04-30" in dates(2031)
    assert not any(row["confirmed"] for row in stored_days() if row["date"].year == 2031)


def test_expected_days_change_none_that_stand_there(panel):
    before = [row for row in known_days() if row["date"].year == 2027]
    save(panel("@@working-calendar?year=2027&fill=1"))
    after = [row for row in stored_days() if row["date"].year == 2027]
    assert [row for row in after if row in before] == before


def test_days_that_cannot_be_are_refused(panel):
    browser = panel("@@working-calendar?year=2026")
    row = dates(2026).index("2026-11-24")
    for value, said in (
        ("2027-11-24", "is not in 2026"),
        ("2026-09-02", "twice"),
        ("", "invalid-feedback"),
    ):
        cell(browser, row, "date").value = value
        save(browser)
        assert said in browser.contents
    assert stored_days() == known_days()


def test_make_up_day_is_a_day_of_a_weekend(panel):
    browser = panel("@@working-calendar?year=2026")
    row = dates(2026).index("2026-11-24")
    cell(browser, row, "kind:list").value = ["make_up"]
    save(browser)
    assert "no day of a weekend" in browser.contents
    assert stored_days() == known_days()


def test_calendar_is_for_administrators(panel):
    for page in ("@@working-calendar", "@@deadlines-controlpanel"):
        for user in ("portal-editor", None):
            assert "form.buttons.save" not in panel(page, user).contents


def test_a_year_that_is_none_is_the_present_one(functional_portal, functional_http_request):
    for year in ("x", "1", "99999", "٢٠٢٦", "2026'", ["2026"]):
        functional_http_request.form["year"] = year
        assert YearForm(functional_portal, functional_http_request).year == now().year


def test_rules_are_set_in_their_panel(panel):
    browser = panel("@@deadlines-controlpanel")
    browser.getControl(name="form.widgets.office_hours").value = "08:00-16:00"
    browser.getControl(name="form.widgets.last_time").value = "14:00"
    save(browser)
    received = datetime.datetime.fromisoformat("2026-11-12T14:10:00+07:00")
    assert due(received, 1, "WORKING_DAY").isoformat() == "2026-11-16T16:00:00+07:00"
    browser = panel("@@deadlines-controlpanel")
    browser.getControl(name="form.widgets.office_hours").value = "all day"
    save(browser)
    assert "Write spans of time" in browser.contents


def rows(*days):
    return [{"date": datetime.date.fromisoformat(day), "confirmed": sure} for day, sure in days]


def test_administrators_are_told_of_days_to_come_that_are_not_known():
    in_june, in_november = datetime.date(2026, 6, 1), datetime.date(2026, 11, 1)
    known = [("2026-01-01", False), ("2026-11-24", True)]
    assert outlook(rows(*known), in_june) is None
    assert outlook(rows(*known), in_november).mapping == {"year": 2027}
    open_days = [*known, ("2027-01-01", True), ("2027-02-06", False), ("2027-02-07", False)]
    assert outlook(rows(*open_days), in_november).mapping == {"number": 2, "year": 2027}
    assert outlook(rows(*known, ("2027-01-01", True)), in_november) is None
    assert outlook([], in_june).mapping == {"year": 2026}


def test_health_tells_of_the_calendar(portal):
    status, _message = check_calendar()
    assert status in ("ok", "warning")
    api.portal.set_registry_record("egov.portal.calendar.days", [])
    status, message = check_calendar()
    assert status == "warning"
    assert message.mapping["year"]
