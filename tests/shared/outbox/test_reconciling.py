"""The walk over everything, which looks for what is unfinished."""

from egov.portal.shared import outbox
from egov.portal.shared.outbox import reconciling
import pytest
from zope.component import getGlobalSiteManager
from zope.interface import provider


@provider(outbox.IReconciler)
def endless(cursor, size):
    return (cursor or 0) + size, 0


@pytest.fixture
def walked(functional_portal):
    """walked(busy): seconds until the next slice, as it was left by one that is looked at now."""
    outbox.get_outbox()
    manager = getGlobalSiteManager()
    manager.registerUtility(endless, outbox.IReconciler, name="endless")

    def turn(busy):
        kept = outbox.get_outbox()
        kept.reconciled["endless"] = (None, 0.0)
        return reconciling.one_slice(kept, "endless", endless, busy)

    yield turn
    manager.unregisterUtility(endless, outbox.IReconciler, name="endless")


def test_the_walk_goes_on_each_second(walked):
    assert walked(busy=False) == reconciling.BETWEEN


def test_it_waits_longer_while_people_are_sending(walked):
    assert walked(busy=True) == reconciling.BETWEEN_WHEN_BUSY
    assert reconciling.BETWEEN_WHEN_BUSY > reconciling.BETWEEN
