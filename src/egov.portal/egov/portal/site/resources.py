"""Styles and scripts by who looks: light pages for everybody, Plone's own for who signed in.

A citizen's page needs no script, so nobody pays for the editors' ones. A signed-in user
gets all bundles that Plone and its add-ons register.
"""

from egov.portal import _
from egov.portal.site.stylesheet import public_file
from egov.portal.site.stylesheet import public_stylesheet
from html import escape
from plone.app.theming.interfaces import IThemeSettings
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.resources.browser.resource import ScriptsView
from Products.CMFPlone.resources.browser.resource import StylesView
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.i18n import translate


# What the script for editors says.
SAID_BY_SCRIPT = {
    "session-ended": _(
        "You are not signed in any more, so nothing was saved. What you wrote still stands here: "
        "sign in in a new window, come back to this one, and save again."
    ),
    "sign-in": _("Sign in in a new window"),
    "not-reached": _(
        "The portal cannot be reached, so nothing was saved. What you wrote still stands here: "
        "try again in a moment."
    ),
    "to-mend": _("What is to be put right:"),
}


class ForEverybody:
    """A resource viewlet that leaves Plone's bundles out for anonymous visitors."""

    #: To strangers it says the same on all pages.
    alike = True

    @property
    def portal_state(self):
        return getMultiAdapter((self.context, self.request), name="plone_portal_state")

    @portal_state.setter
    def portal_state(self, value):
        """Plone's viewlet sets it; ours looks it up."""

    def update(self):
        if not self.portal_state.anonymous():
            super().update()


class Scripts(ForEverybody, ScriptsView):
    """No script for anonymous visitors; what mends the editors' tools for the others."""

    def index(self):
        if self.portal_state.anonymous():
            return ""
        home = self.portal_state.portal_url()
        told = {
            "src": f"{home}/{public_file('editing.js')}",
            "data-portal": home,
            **{f"data-{name}": self.translate(words) for name, words in SAID_BY_SCRIPT.items()},
        }
        attributes = " ".join(f'{name}="{escape(value)}"' for name, value in told.items())
        return f'{super().index()}\n<script id="eg-editing" defer {attributes}></script>'

    def translate(self, words):
        return translate(words, context=self.request)


class Styles(ForEverybody, StylesView):
    """The public style sheet, and what the control panel added, for anonymous visitors.

    Before it the script for size of text, sharing and ticks, which nothing needs and which holds
    nothing up, and the size of text that was chosen before (`text_size.py`).
    """

    def index(self):
        base = self.portal_state.portal_url()
        address = escape(f"{base}/{public_file('page.js')}")
        script = f'<script async fetchpriority="high" src="{address}"></script>\n'
        size = (
            f'<link rel="stylesheet" href="{escape(base)}/@@text-size.css" data-size-sheet="" />\n'
        )
        return script + size + self.links(base)

    def links(self, base):
        if not self.portal_state.anonymous():
            return super().index()
        links = [f"{base}/{public_stylesheet()}"]
        settings = getUtility(IRegistry).forInterface(IThemeSettings, False)
        if settings.custom_css:
            stamp = getattr(settings, "custom_css_timestamp", None)
            links.append(f"{base}/@@custom.css" + (f"?t={stamp:%Y%m%d%H%M%S}" if stamp else ""))
        return "\n".join(f'<link rel="stylesheet" href="{escape(link)}" />' for link in links)
