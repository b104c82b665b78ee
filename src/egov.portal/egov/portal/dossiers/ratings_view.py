"""What applicants think, counted for the heads of agencies."""

from AccessControl import getSecurityManager
from egov.portal.catalogue.agencies import agency_by_uid
from egov.portal.dossiers import rating
from egov.portal.dossiers.views import private
from egov.portal.shared.membership import agencies_of_user
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import Unauthorized


class RatingsPage(BrowserView):
    """A table for each agency the current user heads: procedures, levels, how many."""

    levels = rating.LEVELS

    def __call__(self):
        private(self.request.response)
        self.agencies = agencies_of_user(getSecurityManager().getUser(), "heads")
        if not self.agencies:
            raise Unauthorized("For heads of agencies")
        return self.index()

    def tables(self):
        """[{agency, rows: [{procedure, counts: [...], total}], counts, total}]"""
        for uid in sorted(self.agencies):
            agency = agency_by_uid(uid)
            counted = rating.counts_of(self.context, {uid})
            rows = [
                {
                    "procedure": code,
                    "title": self.title_of(code),
                    "counts": [levels[level] for level in rating.LEVELS],
                    "total": sum(levels.values()),
                }
                for code, levels in counted.items()
            ]
            yield {
                "agency": agency.Title if agency is not None else "",
                "rows": sorted(rows, key=lambda row: (-row["total"], row["procedure"])),
                "counts": [
                    sum(row["counts"][place] for row in rows) for place in range(len(self.levels))
                ],
                "total": sum(row["total"] for row in rows),
            }

    def title_of(self, code):
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog(portal_type="Procedure", code=code) if code else ()
        return brains[0].Title if brains else ""
