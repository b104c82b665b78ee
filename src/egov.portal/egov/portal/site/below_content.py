"""What Plone has below the content: nothing of it is put together for those it is not for."""

from AccessControl import getSecurityManager
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.layout.viewlets.content import DocumentActionsViewlet
from plone.app.portlets.browser.viewlets import ManagePortletsFallbackViewlet
from Products.CMFCore.utils import getToolByName


class DocumentActions(DocumentActionsViewlet):
    """No action is tried that is switched off or for others: for strangers, none."""

    def update(self):
        category = getToolByName(self.context, "portal_actions").get("document_actions")
        if category is None or not any(map(self.may_be_shown, category.objectValues())):
            ViewletBase.update(self)
            self.actions = []
        else:
            super().update()

    def may_be_shown(self, action):
        """Whether an action is switched on, and for the one who asks."""
        asked = getattr(action, "permissions", None)
        may = getSecurityManager().checkPermission
        return action.visible and (not asked or any(may(each, self.context) for each in asked))


class ManagePortlets(ManagePortletsFallbackViewlet):
    """No portlet is looked for where the link to them would not be shown."""

    def update(self):
        if getSecurityManager().checkPermission("Portlets: Manage portlets", self.context):
            super().update()
