"""Search of the whole site, with or without the marks of Vietnamese."""

from egov.portal import _
from egov.portal import search
from egov.portal.site.views.found import explained
from egov.portal.site.views.found import life_event_links
from egov.portal.site.views.listing import Listing
from functools import cached_property
from Products.CMFCore.utils import getToolByName


#: Parts of other things: their service, their section is what people look for.
NOT_SHOWN = {"EasyForm", "Section", "Dossier"}


class SearchView(Listing):
    """Results of all kinds the visitor may see, with the kinds as filters."""

    parameters = ("SearchableText", "portal_type")
    page_title = _("Search")

    @property
    def text(self):
        return self.chosen.get("SearchableText", "")

    @property
    def kind(self):
        return self.chosen.get("portal_type", "")

    @cached_property
    def kind_titles(self):
        """{type: title} of the types that a site search shows."""
        types = getToolByName(self.context, "portal_types")
        names = getToolByName(self.context, "plone_utils").getUserFriendlyTypes()
        return {
            name: self.translate(types[name].Title()) for name in names if name not in NOT_SHOWN
        }

    @cached_property
    def answer(self):
        kind = self.kind if self.kind in self.kind_titles else None
        return search.everything(
            self.text, self.kind_titles, kind, b_start=self.start, b_size=self.batch_size
        )

    @property
    def total(self):
        return self.answer.items_total

    @cached_property
    def kinds(self):
        """Links to one kind each, with how many there are."""
        counts = {one["value"]: one["count"] for one in self.answer.facets.get("kind", ())}
        terms = {k: f"{v} ({counts[k]})" for k, v in self.kind_titles.items() if k in counts}
        return self.tabs("portal_type", terms)

    @cached_property
    def did_you_mean(self):
        text = self.answer.did_you_mean
        return {"text": text, "url": self.link(SearchableText=text)} if text else None

    @cached_property
    def nearest(self):
        """When nothing was found: procedures that have some of the words."""
        return self.entries(search.nearest(self.text)) if not self.total else []

    @cached_property
    def events(self):
        return life_event_links(self)

    def link(self, **changes):
        return (
            super()
            .link(**changes)
            .replace(self.context.absolute_url(), f"{self.context.absolute_url()}/@@search", 1)
        )

    @cached_property
    def items(self):
        entries = [explained(self, item) for item in self.answer.items]
        for entry in entries:
            brain = entry["brain"]
            entry["kind"] = self.kind_titles.get(brain.portal_type, "")
            entry["date"] = self.day(brain.effective if brain.effective.year() > 1970 else None)
        return entries
