"""Which portlets stand where is on any page below: a change of it throws all pages away.

It is kept in plain trees, lists and mappings, which `sweeping` cannot tell from those of anything
else. So it is noticed where it is changed: assignments by the events of their container, blocking
and hiding in the adapters that do it.
"""

from egov.portal.shared.caching.changes import changed
from egov.portal.shared.caching.tags import FRAME
from plone.portlets.assignable import BlockingLocalPortletAssignmentManager
from plone.portlets.assignable import LocalPortletAssignmentManager
from plone.portlets.interfaces import IPortletAssignment
from plone.portlets.interfaces import IPortletAssignmentSettings
from plone.portlets.settings import portletAssignmentSettingsFactory
from zope.component import adapter
from zope.interface import implementer


def assignments_changed(mapping, event):
    """A portlet was added to a column, taken away from it, or moved."""
    changed(FRAME)


class Blocking(LocalPortletAssignmentManager):
    """Plone's own, noticed."""

    def setBlacklistStatus(self, category, status):
        super().setBlacklistStatus(category, status)
        changed(FRAME)


class BlockingByDefault(BlockingLocalPortletAssignmentManager, Blocking):
    """The same for columns that block what is inherited."""


@adapter(IPortletAssignment)
@implementer(IPortletAssignmentSettings)
class Settings:
    """Plone's own settings of an assignment (whether it is shown), noticed."""

    def __init__(self, assignment):
        self.kept = portletAssignmentSettingsFactory(assignment)

    def __setitem__(self, name, value):
        self.kept[name] = value
        changed(FRAME)

    def __delitem__(self, name):
        del self.kept[name]
        changed(FRAME)

    def __getitem__(self, name):
        return self.kept[name]

    def get(self, name, default=None):
        return self.kept.get(name, default)
