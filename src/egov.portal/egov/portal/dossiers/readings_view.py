"""Who read a dossier, for the head of its agency and for its applicant."""

from AccessControl import getSecurityManager
from egov.portal import _
from egov.portal.dossiers.display import moment
from egov.portal.dossiers.display import name_of
from egov.portal.dossiers.display import page_start
from egov.portal.dossiers.holder import is_applicant
from egov.portal.dossiers.rest import iso
from egov.portal.dossiers.views import private
from itertools import islice
from plone.restapi.batching import HypermediaBatch
from plone.restapi.services import Service
from Products.Five.browser import BrowserView
from zExceptions import Unauthorized


PAGE = 50
WHAT = {"page": _("The dossier's page"), "rest": _("The dossier, by another program")}


class ReadingsPage(BrowserView):
    """Newest first. The head sees who it was; the applicant that it was somebody of the agency."""

    def __call__(self):
        private(self.request.response)
        if not (self.names_told or is_applicant(self.context)):
            raise Unauthorized("Not for you")
        return self.index()

    @property
    def names_told(self):
        return getSecurityManager().checkPermission(
            "egov.portal: See who read dossiers", self.context
        )

    def page(self):
        """{readings: [{at, who, what}], newer, older}: the last two are addresses or None."""
        start = page_start(self.request, PAGE)
        found = list(islice(self.context.readings or (), start, start + PAGE + 1))
        url = f"{self.context.absolute_url()}/@@readings"
        return {
            "readings": [
                {
                    "at": moment(each.at),
                    "who": name_of(each.who) if self.names_told else _("An officer of the agency"),
                    "what": WHAT.get(each.what) or self.file_name(each.what),
                }
                for each in found[:PAGE]
            ],
            "newer": f"{url}?b_start={max(0, start - PAGE)}" if start else None,
            "older": f"{url}?b_start={start + PAGE}" if len(found) > PAGE else None,
        }

    def file_name(self, what):
        stored = self.context.files.get(what.removeprefix("file "))
        return _("File ${name}", mapping={"name": stored.filename if stored else what})


class ReadingsGet(Service):
    """`@readings`: [{at, who, what}] in batches, newest first."""

    def reply(self):
        private(self.request.response)
        batch = HypermediaBatch(self.request, list(self.context.readings or ()))
        result = {
            "@id": batch.canonical_url,
            "items_total": batch.items_total,
            "items": [{"at": iso(each.at), "who": each.who, "what": each.what} for each in batch],
        }
        if batch.links:
            result["batching"] = batch.links
        return result
