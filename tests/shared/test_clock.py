"""The portal's time is the site's, whatever clock the machine has."""

import datetime
from egov.portal.shared import clock
from plone import api
from plone.registry.interfaces import IRegistry
import pytest
import time
from zope.component import getUtility


@pytest.fixture(params=["Pacific/Pago_Pago", "Pacific/Kiritimati"])
def machine(request, monkeypatch):
    """A machine far away: eighteen hours behind Vietnam, then seven before it."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


# At any moment one of the two machines has another date than Vietnam.
def test_today_is_the_day_in_vietnam(portal, machine):
    utc = datetime.datetime.now(datetime.UTC)
    assert clock.today() == (utc + datetime.timedelta(hours=7)).date()
    assert clock.now().date() == clock.today()


def test_a_site_may_be_in_another_zone(portal):
    api.portal.set_registry_record("plone.portal_timezone", "Pacific/Kiritimati")
    utc = datetime.datetime.now(datetime.UTC)
    assert clock.today() == (utc + datetime.timedelta(hours=14)).date()


@pytest.mark.parametrize("name", ["", "Nowhere/At_all", "../../etc/passwd"])
def test_without_a_zone_it_is_vietnams(portal, name):
    # Not through its field, which refuses them: zones may go with the system's next version.
    getUtility(IRegistry).records._values["plone.portal_timezone"] = name
    assert clock.timezone() == clock.VIETNAM
