"""The site map: the sections, and the fields of administration within them."""

from egov.portal import _
from egov.portal import search
from egov.portal.site.framed import FramedPage
from egov.portal.site.sections import SECTIONS
from functools import cached_property
from Products.CMFCore.utils import getToolByName


class Sitemap(FramedPage):
    """Two levels: enough to reach everything in three clicks."""

    page_title = _("Site map")

    @cached_property
    def sections(self):
        """[{title, lead, url, links}] of the sections the visitor may see."""
        may = getToolByName(self.context, "portal_membership").checkPermission
        found = []
        for name, title in SECTIONS:
            section = self.context.get(name)
            if section is None or not may("View", section):
                continue
            vietnamese = self.language == "vi"
            found.append(
                {
                    "title": section.Title() if vietnamese else self.translate(title),
                    "lead": section.Description() if vietnamese else "",
                    "url": section.absolute_url(),
                    "links": self.fields if name == "thu-tuc" else (),
                }
            )
        return found

    @cached_property
    def fields(self):
        return [
            {
                "title": field["title"],
                "lang": self.term_lang("Fields", field["value"]),
                "url": f"{self.portal_url}/thu-tuc?field={field['value']}",
            }
            for field in search.procedures(b_size=0).facets.get("field", ())
        ]
