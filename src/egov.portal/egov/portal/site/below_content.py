"""What Plone has below the content: nothing of it is put together for those it is not for."""

from AccessControl import getSecurityManager
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.layout.viewlets.content import DocumentActionsViewlet
from plone.app.portlets.browser.viewlets import ManagePortletsFallbackViewlet
from Products.CMFCore.utils import getToolByName


class DocumentActions(DocumentActionsViewlet):
    """No action is tried where all of them are switched off, as they are from the beginning."""

    def update(self):
        category = getToolByName(self.context, "portal_actions").get("document_actions")
        if category is None or not any(each.visible for each in category.objectValues()):
            ViewletBase.update(self)
            self.actions = []
        else:
            super().update()


class ManagePortlets(ManagePortletsFallbackViewlet):
    """No portlet is looked for where the link to them would not be shown."""

    def update(self):
        if getSecurityManager().checkPermission("Portlets: Manage portlets", self.context):
            super().update()
