"""The page of a form template: the file to download and where it is used."""

from egov.portal.site.framed import FramedPage
from functools import cached_property


class FormTemplateView(FramedPage):
    """One button, the form's version, and the procedures of the same agency."""

    @cached_property
    def file(self):
        return self.file_of(self.context)

    @cached_property
    def agency(self):
        links = self.agency_links([self.context.agency])
        return links[0] if links else None

    @cached_property
    def procedures(self):
        """Procedures whose papers name this form, and those the form names."""
        brains = list(self.find(portal_type="Procedure", templates=self.context.code))
        codes = set(self.context.procedures or ()) - {brain.code for brain in brains}
        if codes:
            brains += self.find(portal_type="Procedure", code=sorted(codes))
        return self.entries(brains)
