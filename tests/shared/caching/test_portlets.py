"""Which portlets stand on pages is seen by the next request, too."""

from egov.portal.shared.caching.changes import sweep_later
from plone.app.portlets.portlets.search import Assignment
from plone.locking.interfaces import ILockable
from plone.portlets.constants import CONTEXT_CATEGORY
from plone.portlets.interfaces import ILocalPortletAssignmentManager
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletAssignmentSettings
from plone.portlets.interfaces import IPortletManager
import pytest
from zope.component import getMultiAdapter
from zope.component import getUtility


PAGE = "/thu-tuc/1.001193"


def column(content):
    """The portlets assigned at the content, in the right column."""
    manager = getUtility(IPortletManager, name="plone.rightcolumn")
    return getMultiAdapter((content, manager), IPortletAssignmentMapping)


def blocking(content):
    manager = getUtility(IPortletManager, name="plone.rightcolumn")
    return getMultiAdapter((content, manager), ILocalPortletAssignmentManager)


@pytest.fixture
def assigned(change, functional_portal):
    """Two portlets at the site; one of them has been hidden and shown again."""

    def assign():
        portlets = column(functional_portal)
        portlets["one"] = Assignment()
        portlets["two"] = Assignment()
        IPortletAssignmentSettings(portlets["one"])["visible"] = False
        IPortletAssignmentSettings(portlets["one"])["visible"] = True
        for section in ("thu-tuc", "hoi-dap"):
            blocking(functional_portal[section]).setBlacklistStatus("group", False)

    change(assign)
    return column(functional_portal)


def add(portal):
    column(portal)["three"] = Assignment()


def take_away(portal):
    del column(portal)["one"]


def move(portal):
    portlets = column(portal)
    portlets.updateOrder(list(portlets.keys())[::-1])


def hide(portal):
    IPortletAssignmentSettings(column(portal)["one"])["visible"] = False


def block(portal):
    blocking(portal["thu-tuc"]).setBlacklistStatus(CONTEXT_CATEGORY, True)


@pytest.mark.parametrize("doing", [add, take_away, move, hide, block])
def test_a_change_of_portlets_is_seen_by_the_next_request(
    client, change, functional_portal, assigned, doing
):
    client.warm(PAGE)
    change(doing, functional_portal)
    assert not client.get(PAGE).hit


def test_what_is_read_of_portlets_throws_nothing_away(client, change, functional_portal, assigned):
    client.warm(PAGE)

    def read():
        assert IPortletAssignmentSettings(assigned["one"]).get("visible") is True
        assert blocking(functional_portal["thu-tuc"]).getBlacklistStatus("group") is False

    change(read)
    assert client.get(PAGE).hit


def test_a_lock_throws_nothing_away(client, change, functional_portal):
    """It is kept in mappings of the same kind."""
    client.warm(PAGE)

    def lock():
        ILockable(functional_portal["hoi-dap"]["khai-sinh-can-gi"]).lock()
        sweep_later()

    change(lock)
    assert client.get(PAGE).hit
