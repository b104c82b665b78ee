"""Search of the whole site, with or without the marks of Vietnamese."""

from egov.portal import _
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
    def all_found(self):
        query = self.text_query(self.text)
        if not query:
            return []
        return self.find(portal_type=list(self.kind_titles), **query)

    @cached_property
    def found(self):
        if self.kind not in self.kind_titles:
            return self.all_found
        return [brain for brain in self.all_found if brain.portal_type == self.kind]

    @cached_property
    def kinds(self):
        used = {brain.portal_type for brain in self.all_found}
        terms = {k: v for k, v in self.kind_titles.items() if k in used}
        return self.tabs("portal_type", terms)

    def link(self, **changes):
        return (
            super()
            .link(**changes)
            .replace(self.context.absolute_url(), f"{self.context.absolute_url()}/@@search", 1)
        )

    @cached_property
    def items(self):
        entries = super().items
        for entry in entries:
            brain = entry["brain"]
            entry["kind"] = self.kind_titles.get(brain.portal_type, "")
            entry["date"] = self.day(brain.effective if brain.effective.year() > 1970 else None)
        return entries
