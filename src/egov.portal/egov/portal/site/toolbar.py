"""Plone's toolbar, which the theme shows to those who signed in; nobody else pays for it."""

from plone.app.layout.viewlets.toolbar import ToolbarViewletManager


class Toolbar(ToolbarViewletManager):
    def update(self):
        if not self.portal_state.anonymous():
            super().update()

    def render(self):
        return "" if self.portal_state.anonymous() else super().render()
