"""Plone's main template, or the one whose pages are ready without Diazo (see `ready`)."""

from egov.portal.site.ready import is_ready
from egov.portal.site.ready import READY
from Products.CMFPlone.browser.main_template import MainTemplate as PlonesMainTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: Key of the environment while it is certain that the page is ready (`framed.cut`).
CERTAIN = "egov.portal.ready.certain"
#: Key of the environment while no more than the column of content is asked for.
COLUMN = "egov.portal.ready.column"


class MainTemplate(PlonesMainTemplate):
    ready_template = ViewPageTemplateFile("templates/ready.pt")
    column_template = ViewPageTemplateFile("templates/column.pt")

    @property
    def template(self):
        """Told anew for each page: an error's page may follow on one that was begun."""
        if self.request.environ.get(COLUMN):
            return self.column_template
        ready = self.request.environ.get(CERTAIN) or is_ready(self.request)
        self.request.environ[READY] = ready
        return self.ready_template if ready else super().template
