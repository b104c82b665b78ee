"""Plone's toolbar, which the theme shows to those who signed in; nobody else pays for it.

The template is Plone's, with buttons for what is pressed and a landmark that has a name.
"""

from plone.app.layout.viewlets.toolbar import ToolbarViewletManager
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Toolbar(ToolbarViewletManager):
    custom_template = ViewPageTemplateFile("templates/toolbar.pt")

    def update(self):
        if not self.portal_state.anonymous():
            super().update()

    def render(self):
        return "" if self.portal_state.anonymous() else super().render()
