"""The picture that Plone keeps as a site's logo; the portal's crest is a setting of its own."""

from Products.CMFPlone.browser.sitelogo import SiteLogo
from zExceptions import NotFound


class Logo(SiteLogo):
    """Plone's fails where there is none."""

    def _getFile(self):
        if self.data is None:
            raise NotFound()
        return self.data
