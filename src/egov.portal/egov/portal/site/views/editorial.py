"""What waits for editors and reviewers: drafts, reviews, what expires."""

from DateTime import DateTime
from egov.portal import _
from egov.portal.catalogue.agencies import agency_by_uid
from egov.portal.shared.membership import agencies_to_keep_for
from egov.portal.shared.publication import WORKFLOW
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five import BrowserView


SOON_DAYS = 30
MOST = 50


def content_types():
    """Portal types that go through the publication workflow."""
    workflow = api.portal.get_tool("portal_workflow")
    types = api.portal.get_tool("portal_types").objectIds()
    return [name for name in types if WORKFLOW in workflow.getChainForPortalType(name)]


class EditorialWork(BrowserView):
    """Lists of what the user's agencies keep, or of everything for the portal's own people."""

    def lists(self):
        """[{title, empty, total, rows}], the most urgent list first."""
        now = DateTime()
        soon = {"query": (now, now + SOON_DAYS), "range": "min:max"}
        past = {"query": now, "range": "max"}
        return [
            self._list(
                _("Waiting for review"),
                _("Nothing waits for review."),
                review_state="pending",
                sort_on="modified",
            ),
            self._list(
                _("Expires within 30 days"),
                _("Nothing expires soon."),
                review_state="published",
                expires=soon,
                sort_on="expires",
            ),
            self._list(
                _("Expired, and no longer listed"),
                _("Nothing has expired."),
                review_state="published",
                expires=past,
                sort_on="expires",
                sort_order="descending",
            ),
            self._list(
                _("Drafts"),
                _("There are no drafts."),
                review_state="draft",
                sort_on="modified",
                sort_order="descending",
            ),
        ]

    def _list(self, title, empty, **query):
        mine = agencies_to_keep_for()
        if mine is not None:
            query["agency"] = list(mine)
        catalog = api.portal.get_tool("portal_catalog")
        found = []
        if mine is None or mine:
            found = catalog(portal_type=content_types(), show_inactive=True, **query)
        rows = [self._row(brain) for brain in found[:MOST]]
        return {"title": title, "empty": empty, "total": len(found), "rows": rows}

    def _row(self, brain):
        agency = agency_by_uid(brain.agency or None)
        types = api.portal.get_tool("portal_types")
        expires = brain.expires
        return {
            "url": brain.getURL(),
            "title": brain.Title or brain.getId,
            "kind": types[brain.portal_type].Title(),
            "agency": agency.Title if agency is not None else "",
            "changed": brain.modified.strftime("%d/%m/%Y"),
            "expires": expires.strftime("%d/%m/%Y") if expires and expires.year() < 2499 else "",
        }


class Notices(ViewletBase):
    """Tells those who keep the content why the public does not find it, and links its people."""

    def update(self):
        super().update()
        expires, effective = self.context.expires(), self.context.effective()
        self.expired = expires.isPast() and self._day(expires)
        self.waits = not self.expired and effective.isFuture() and self._day(effective)
        self.groups_url = self._groups_url()

    def _day(self, date):
        return date.strftime("%d/%m/%Y")

    def _groups_url(self):
        """Where the members of an agency's groups are managed, for those who may."""
        if self.context.portal_type != "Agency":
            return None
        if not api.user.has_permission("Plone Site Setup: Users and Groups", obj=self.context):
            return None
        uid = api.content.get_uuid(self.context)
        portal_url = self.portal_state.portal_url()
        return f"{portal_url}/@@usergroup-groupprefs?searchstring=agency-{uid}&form.button.Search=1"

    def available(self):
        return bool(self.expired or self.waits or self.groups_url)
