"""What Plone has below the content: nothing of it is put together for those it is not for."""

from AccessControl import getSecurityManager
from functools import cached_property
from plone.app.layout.nextprevious.view import NextPreviousLinksViewlet
from plone.app.layout.nextprevious.view import NextPreviousViewlet
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.layout.viewlets.content import DocumentActionsViewlet
from plone.app.portlets.browser.viewlets import ManagePortletsFallbackViewlet
from Products.CMFCore.utils import getToolByName


class DocumentActions(DocumentActionsViewlet):
    """No action is tried that is switched off or for others: for strangers, none."""

    on_all_alike = True

    def update(self):
        category = getToolByName(self.context, "portal_actions").get("document_actions")
        if category is None or not any(map(self.may_be_shown, category.objectValues())):
            ViewletBase.update(self)
            self.actions = []
        else:
            super().update()

    def render(self):
        return super().render() if self.actions else ""

    def may_be_shown(self, action):
        """Whether an action is switched on, and for the one who asks."""
        asked = getattr(action, "permissions", None)
        may = getSecurityManager().checkPermission
        return action.visible and (not asked or any(may(each, self.context) for each in asked))


class ManagePortlets(ManagePortletsFallbackViewlet):
    """No portlet is looked for where the link to them would not be shown."""

    on_all_alike = True

    @cached_property
    def may(self):
        return getSecurityManager().checkPermission("Portlets: Manage portlets", self.context)

    def update(self):
        if self.may:
            super().update()

    def render(self):
        return super().render() if self.may else ""


class IfEnabled:
    """No template is asked for neighbours where the folder does not show them."""

    on_all_alike = True

    def render(self):
        return super().render() if self.enabled() else ""


class Neighbours(IfEnabled, NextPreviousViewlet):
    """Links to what stands before and after."""


class NeighbourLinks(IfEnabled, NextPreviousLinksViewlet):
    """The same for browsers."""
