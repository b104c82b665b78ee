"""What those who keep an item are told about it, above its text."""

from egov.portal.catalogue.completeness import lacks_of_content
from egov.portal.catalogue.publishing import is_working_copy
from egov.portal.catalogue.publishing import why_unpublishable
from egov.portal.interfaces import IPortalContent
from egov.portal.shared.links.finding import links_of
from egov.portal.shared.links.report import broken_among
from egov.portal.site.display import minute
from egov.portal.site.editorial.interfaces import IPreview
from egov.portal.site.editorial.steps import reason_of_return
from plone import api
from plone.app.layout.viewlets.common import ViewletBase


class Notices(ViewletBase):
    """Why the public does not find it, what it lacks, where its links lead nowhere."""

    def update(self):
        super().update()
        expires, effective = self.context.expires(), self.context.effective()
        self.expired = expires.isPast() and minute(expires)
        self.waits = not self.expired and effective.isFuture() and minute(effective)
        self.state = api.content.get_state(self.context, None)
        self.returned = reason_of_return(self.context) if self.state == "draft" else None
        self.groups_url = self._groups_url()
        self.edits = api.user.has_permission("Modify portal content", obj=self.context)
        self.unpublishable, self.lacks, self.broken = None, [], []
        self.takes_over = False
        if IPortalContent.providedBy(self.context):
            self._look_at_content()

    def shows(self):
        """Whether it shows by itself from its day on, or only once it is published, or not."""
        return self.waits and {"published": "by itself", "withdrawn": ""}.get(self.state, "later")

    def _look_at_content(self):
        state = self.state
        self.working_copy = is_working_copy(self.context)
        if state in ("draft", "pending"):
            self.unpublishable = why_unpublishable(self.context)
        if self.working_copy:
            control = api.content.get_view("iterate_control", self.context, self.request)
            self.takes_over = control.checkin_allowed()
        if state != "withdrawn":
            self.lacks = lacks_of_content(self.context)
            self.broken = broken_among(links_of(self.context))

    working_copy = False

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
        if IPreview.providedBy(self.request):
            return False
        told = (self.expired, self.shows(), self.returned, self.groups_url, self.unpublishable)
        return any((*told, self.takes_over, self.lacks, self.broken))
