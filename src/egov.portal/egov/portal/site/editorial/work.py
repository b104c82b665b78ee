"""The desk of editors and reviewers: what waits for them, with the step that comes next."""

from egov.portal import _
from egov.portal.catalogue.agencies import agency_by_uid
from egov.portal.catalogue.completeness import Completeness
from egov.portal.catalogue.completeness import LACKS
from egov.portal.search.missed import most_missed
from egov.portal.shared.membership import agencies_of_user
from egov.portal.shared.typed import first_shown
from egov.portal.site.display import day
from egov.portal.site.display import minute
from egov.portal.site.editorial.broken import broken_rows
from egov.portal.site.editorial.lists import Desk
from egov.portal.site.editorial.steps import reason_of_return
from functools import cached_property
from plone import api
from plone.batching import Batch
from Products.Five import BrowserView
import urllib.parse
from zope.i18n import translate


SHOWN = 8
PAGE = 50
MISSED = 10
STEPS = {
    "publish": _("Publish what is chosen"),
    "send_back": _("Send back what is chosen"),
    "submit": _("Hand in what is chosen for review"),
    "withdraw": _("Withdraw what is chosen"),
}


class EditorialWork(BrowserView):
    """Lists of what the user's agencies keep, or of everything for the portal's own people."""

    @cached_property
    def desk(self):
        return Desk()

    @cached_property
    def address(self):
        return f"{self.context.absolute_url()}/@@editorial-work"

    @cached_property
    def chosen(self):
        """The one list asked for by `?list=`, or None for all of them in short."""
        asked = self.request.form.get("list")
        return next((each for each in self.desk.lists if each.name == asked), None)

    def lists(self):
        """[{name, title, empty, total, rows, more, steps}], the most urgent first."""
        if self.chosen is not None:
            return [self.whole(self.chosen)]
        return [self.short(each) for each in self.desk.lists]

    def short(self, worklist):
        found = self.desk.find(worklist)
        shown = self.as_dict(worklist, found, found[:SHOWN])
        if len(found) > SHOWN:
            shown["more"] = f"{self.address}?{urllib.parse.urlencode({'list': worklist.name})}"
        return shown

    def whole(self, worklist):
        found = self.desk.find(worklist)
        self.batch = Batch(found, PAGE, first_shown(self.request))
        return self.as_dict(worklist, found, self.batch)

    batch = None

    def as_dict(self, worklist, found, shown):
        rows = [self.row(worklist, brain) for brain in shown]
        return {
            "name": worklist.name,
            "title": worklist.title,
            "empty": worklist.empty,
            "total": len(found),
            "rows": rows,
            "more": "",
            "steps": [(step, STEPS[step]) for step in worklist.bulk] if rows else [],
        }

    @cached_property
    def kinds(self):
        return api.portal.get_tool("portal_types")

    def row(self, worklist, brain):
        agency = agency_by_uid(brain.agency or None)
        effective, expires = brain.effective, brain.expires
        url = brain.getURL()
        return {
            "uid": brain.UID,
            "url": url,
            "title": brain.Title or brain.getId,
            "kind": self.kinds[brain.portal_type].Title(),
            "agency": agency.Title if agency is not None else "",
            "changed": day(brain.modified),
            "expires": minute(expires) if expires and expires.year() < 2499 else "",
            "effective": minute(effective) if worklist.name == "scheduled" else "",
            "working_copy": brain.getRID() in self.desk.working_copies,
            "next": worklist.step,
            "next_url": f"{url}/{worklist.view}",
            "reason": reason_of_return(brain.getObject()) if worklist.name == "returned" else None,
        }

    def lacks(self):
        """Lacks that occur: [{title, count, url}], the most frequent first."""
        if self.chosen is not None:
            return []
        base = f"{self.context.absolute_url()}/@@completeness"
        counts = Completeness().counts()
        found = [
            {"title": LACKS[lack], "count": count, "url": f"{base}?lack={lack}"}
            for lack, count in counts.items()
            if count
        ]
        return sorted(found, key=lambda each: -each["count"])

    def missed(self):
        """What was sought and not found, counted; nothing of who asked: [{words, times, url}]."""
        if self.chosen is not None:
            return []
        base = f"{self.context.absolute_url()}/@@search"
        return [
            {
                "words": words,
                "times": times,
                "url": f"{base}?{urllib.parse.urlencode({'SearchableText': words})}",
            }
            for words, times in most_missed(MISSED)
        ]

    def broken_links(self):
        """{total} of the links that lead nowhere, in what the user keeps."""
        return {"total": 0 if self.chosen is not None else len(broken_rows(self.desk.mine))}

    def translate(self, message):
        return translate(message, context=self.request)

    @cached_property
    def dictionaries_url(self):
        """Where everyday words are taught to the search, for those who may."""
        if not api.user.has_permission("egov.portal: Manage portal settings", obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/@@search-controlpanel"

    def sections(self):
        """Where the user may write something new: [{title, url}]."""
        if self.chosen is not None:
            return []
        found = []
        for section in self.context.objectValues():
            if getattr(section, "portal_type", "") != "Section":
                continue
            for name in section.immediately_addable_types[:1]:
                fti = self.kinds.get(name)
                if fti is not None and fti.isConstructionAllowed(section):
                    url = f"{section.absolute_url()}/++add++{name}"
                    found.append({"title": fti.Title(), "url": url})
        return found

    def dossiers_url(self):
        """The officers' list, for those who have one, too."""
        user = self.desk.user
        if agencies_of_user(user, "officers") | agencies_of_user(user, "heads"):
            return f"{self.context.absolute_url()}/ho-so"
        return ""
