"""The report on links that lead nowhere, by agency."""

from collections import defaultdict
from DateTime import DateTime
from egov.portal.catalogue.agencies import agency_by_uid
from egov.portal.shared.links.report import broken_links
from egov.portal.shared.links.settings import settings
from egov.portal.shared.membership import agencies_to_keep_for
from egov.portal.site.display import minute
from plone import api
from Products.Five import BrowserView


def broken_rows(mine):
    """[(Broken, brain)] of content that agencies of `mine` keep, of all where it is None."""
    if mine is not None and not mine:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    scope = {} if mine is None else {"agency": list(mine)}
    return [
        (broken, brain)
        for broken in broken_links()
        for brain in catalog(links=[broken.link], show_inactive=True, **scope)
    ]


class BrokenLinks(BrowserView):
    """Broken links in what the user's agencies keep."""

    def groups(self):
        """[{agency, rows: [{title, url, edit_url, address, reason, checked, since}]}]."""
        grouped = defaultdict(list)
        for broken, brain in broken_rows(agencies_to_keep_for()):
            agency = agency_by_uid(brain.agency or None)
            grouped[agency.Title if agency is not None else ""].append(self.row(broken, brain))
        return [{"agency": name, "rows": rows} for name, rows in sorted(grouped.items())]

    def row(self, broken, brain):
        return {
            "title": brain.Title or brain.getId,
            "url": f"{brain.getURL()}/view",
            "edit_url": f"{brain.getURL()}/edit",
            "address": broken.address,
            "elsewhere": broken.link.startswith("http"),
            "reason": broken.reason,
            "checked": minute(DateTime(broken.checked)) if broken.checked else "",
            "since": minute(DateTime(broken.since)) if broken.since else "",
        }

    @property
    def active(self):
        return settings().active

    def settings_url(self):
        if not api.user.has_permission("egov.portal: Manage portal settings", obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/@@links-controlpanel"
