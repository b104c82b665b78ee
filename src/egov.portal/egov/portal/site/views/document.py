"""Plain pages: their text in the visitor's language, and the accessibility statement."""

from egov.portal import _
from egov.portal.site.frame import accessibility_page
from egov.portal.site.views.page import Page
from egov.portal.site.views.publications import Written
from functools import cached_property


class DocumentView(Written):
    """A page of an editor, in English where it has that."""

    @cached_property
    def text(self):
        return self.rich("text")


class Accessibility(Page):
    """What the portal does for everybody to use it; a page of the editors' own stands for it."""

    page_title = _("Accessibility statement")

    def __call__(self):
        own = accessibility_page(self.context)
        if own is not None:
            return self.request.response.redirect(own.getURL())
        return self.index()
