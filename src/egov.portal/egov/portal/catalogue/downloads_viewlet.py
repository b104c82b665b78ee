"""Tells editors of a form template how often it was downloaded."""

from egov.portal.catalogue.downloads import downloads
from plone.app.layout.viewlets.common import ViewletBase


class DownloadsViewlet(ViewletBase):
    """A line below the content."""

    def number(self):
        return downloads(self.context)
