"""Health: strangers are told little, administrators all; monitors read the status of the answer."""

from contextlib import contextmanager
from egov.portal.shared import health
from egov.portal.shared import outbox
from egov.portal.shared.health import checks
from egov.portal.shared.health import IHealthCheck
from filing import make_user
from filing import PASSWORD
import json
from plone import api
from plone.testing.zope import Browser
import pytest
import time
import transaction
from zope.component import getGlobalSiteManager


@contextmanager
def check(name, function):
    manager = getGlobalSiteManager()
    manager.registerUtility(function, IHealthCheck, name=name)
    health.forget()
    try:
        yield
    finally:
        manager.unregisterUtility(function, IHealthCheck, name=name)
        health.forget()


@pytest.fixture
def ask(functional_app, functional_portal):
    """ask(user=None, accept="application/json", query="") -> (status, body)."""
    make_user("site-admin", roles=["Site Administrator"])
    make_user("an-editor", roles=["Editor"])
    transaction.commit()

    def get(user=None, accept="application/json", query=""):
        browser = Browser(functional_app)
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", accept)
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        browser.open(f"{functional_portal.absolute_url()}/@@health{query}")
        body = browser.contents
        text = body if isinstance(body, str) else body.decode()
        return int(browser.headers["status"].split()[0]), text

    return get


def test_strangers_are_told_the_overall_status_only(ask):
    with check("try", lambda: (health.WARNING, "the secret reason")):
        for user in (None, "an-editor"):
            status, body = ask(user)
            assert (status, json.loads(body)) == (200, {"status": "warning"})


def test_an_error_is_answered_with_503(ask):
    with check("try", lambda: (health.ERROR, "broken")):
        assert ask() == (503, '{"status": "error"}')
        assert ask("site-admin")[0] == 503


def test_a_check_that_breaks_is_an_error_and_the_others_go_on(ask):
    with check("try", lambda: 1 / 0):
        status, body = ask("site-admin")
    assert status == 503
    found = {each["name"]: each["status"] for each in json.loads(body)["checks"]}
    assert found["try"] == "error"
    assert {"database", "outbox", "version"} <= set(found)
    assert found["database"] == found["version"] == "ok"


def test_one_check_can_be_asked_alone(ask):
    with check("try", lambda: (health.ERROR, "broken")):
        assert ask(query="?only=database")[0] == 200
        assert ask(query="?only=try")[0] == 503
        checks = json.loads(ask("site-admin", query="?only=database")[1])["checks"]
    assert [each["name"] for each in checks] == ["database"]


def test_administrators_see_a_page_and_nothing_in_it_is_markup(ask):
    with check("try", lambda: (health.WARNING, "<script>alert(1)</script>")):
        status, page = ask("site-admin", accept="text/html")
    assert status == 200
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page


def test_strangers_do_not_make_the_portal_look_at_every_request(ask):
    looked = []
    with check("try", lambda: looked.append(1) or (health.OK, "fine")):
        for _request in range(5):
            ask()
    assert len(looked) == 1


def test_a_name_of_no_check_is_no_good_news_and_costs_nothing(ask):
    looked = []
    with check("try", lambda: looked.append(1) or (health.OK, "fine")):
        for name in ("databse", "a", "b", "c"):
            assert ask(query=f"?only={name}")[0] == 404
        assert len(looked) == 1 and len(health.kept) == 1
        assert ask("site-admin", query="?only=databse")[0] == 404


def test_an_outbox_nobody_works_is_told(portal):
    entry = outbox.add("unknown", {})
    assert checks.outbox()[0] == health.OK
    outbox.get_outbox().reschedule(entry, time.time() - 16 * 60)
    status, message = checks.outbox()
    assert status == health.WARNING and message.mapping == {"minutes": 16}
    outbox.get_outbox().reschedule(entry, time.time() - 5 * 3600)
    assert checks.outbox()[0] == health.ERROR


def test_a_kind_whose_other_side_is_away_is_not_for_want_of_a_worker(portal):
    """However many wait: the worker tries one from time to time."""

    def away(entry):
        raise outbox.NotNow("no scanner there", seconds=300)

    manager = getGlobalSiteManager()
    manager.registerUtility(away, outbox.IOutboxHandler, name="try")
    try:
        entries = [outbox.add("try", {}) for _number in range(20)]
        outbox.work(limit=1)
        for entry in entries[1:]:
            entry.created -= 5 * 3600
            outbox.get_outbox().reschedule(entry, time.time() - 5 * 3600)
        status, message = checks.outbox()
    finally:
        manager.unregisterUtility(away, outbox.IOutboxHandler, name="try")
    assert status == health.WARNING
    assert message.mapping == {"minutes": 300, "reason": "no scanner there"}


def test_dead_letters_are_told(portal):
    outbox.get_outbox().bury(outbox.add("unknown", {}), time.time())
    assert checks.outbox()[0] == health.WARNING


def test_upgrade_steps_that_wait_are_told(portal):
    assert checks.upgrades()[0] == health.OK
    api.portal.get_tool("portal_setup").setLastVersionForProfile("egov.portal:default", "1000")
    assert checks.upgrades()[0] == health.WARNING


def set_zone(name):
    """The site's time zone; those that tests run in have UTC."""
    api.portal.set_registry_record("plone.portal_timezone", name)


@pytest.fixture
def process_zone(monkeypatch):
    """process_zone(name): the process goes by that zone, as with `TZ` from its start."""

    def go_by(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield go_by
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", ["Asia/Ho_Chi_Minh", "Asia/Bangkok"])
def test_a_process_by_the_clock_of_the_site_is_in_order(portal, process_zone, name):
    set_zone("Asia/Ho_Chi_Minh")
    process_zone(name)
    assert checks.zone()[0] == health.OK


def test_a_process_by_the_clock_of_its_machine_is_told(portal, process_zone):
    set_zone("Asia/Ho_Chi_Minh")
    process_zone("UTC")
    status, message = checks.zone()
    assert status == health.WARNING
    assert message.mapping == {"zone": "Asia/Ho_Chi_Minh", "offset": "+0000"}


def test_the_zone_compared_with_is_the_one_that_the_site_was_given(portal, process_zone):
    set_zone("Asia/Tokyo")
    process_zone("Asia/Tokyo")
    assert checks.zone()[0] == health.OK
    process_zone("Asia/Ho_Chi_Minh")
    assert checks.zone()[1].mapping["zone"] == "Asia/Tokyo"


def test_administrators_read_what_to_do_about_the_zone(ask, process_zone):
    set_zone("Asia/Ho_Chi_Minh")
    transaction.commit()
    process_zone("UTC")
    checks = json.loads(ask("site-admin", query="?only=zone")[1])["checks"]
    assert [(each["name"], each["status"]) for each in checks] == [("zone", "warning")]
    assert "TZ=Asia/Ho_Chi_Minh" in checks[0]["message"]
    assert json.loads(ask(query="?only=zone")[1]) == {"status": "warning"}
