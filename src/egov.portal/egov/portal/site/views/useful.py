"""Asking whether a page was useful, and what editors see of the answers."""

from egov.portal import _
from egov.portal.shared import limiting
from egov.portal.site import usefulness
from egov.portal.site.asked import printable
from egov.portal.site.views.page import Page
from functools import cached_property
from plone.app.layout.viewlets.common import ViewletBase
from plone.protect.interfaces import IDisableCSRFProtection
from zExceptions import Forbidden
from zope.interface import alsoProvides


class Useful(Page):
    """Takes an answer (POST), and thanks for it."""

    page_title = _("Was this page useful?")
    message = _("Thank you. Your answer helps us to write better pages.")

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.method == "POST":
            return self.answered()
        return self.index()

    def answered(self):
        form = self.request.form
        if not usefulness.is_from_here(self.request):
            raise Forbidden("Not sent from this site")
        # A field that people do not see.
        if not form.get("website"):
            # It is this site's own page that sent it; pages for everybody have no token.
            alsoProvides(self.request, IDisableCSRFProtection)
            try:
                usefulness.answer(
                    self.context,
                    self.request,
                    form.get("answer") if isinstance(form.get("answer"), str) else "",
                    printable(form.get("reason", ""), usefulness.LONGEST_REASON),
                )
            except limiting.TooOften as refused:
                refused.tell(self.request.response)
                self.message = refused.message
                return self.index()
            except ValueError:
                self.request.response.setStatus(400)
                self.message = _("Choose yes or no.")
                return self.index()
        self.request.response.redirect(f"{self.context.absolute_url()}/@@useful", status=303)
        return ""


class Answered(ViewletBase):
    """On an item, for those who keep it: how useful its page was found."""

    @cached_property
    def answers(self):
        yes, no, reasons = usefulness.answers_to(self.context)
        return {"yes": yes, "no": no, "reasons": reasons[:10]}

    @property
    def available(self):
        return bool(self.answers["yes"] or self.answers["no"])


class Usefulness(Page):
    """All pages that were answered about; those with the most "no" first."""

    page_title = _("Which pages were useful")

    @cached_property
    def rows(self):
        """[{title, url, yes, no, share, reasons}]; share: whole per cent of yes."""
        pages = usefulness.stored()
        found = []
        brains = self.find(UID=list(pages)) if pages else []
        for brain in brains:
            yes, no, reasons = usefulness.told(pages[brain.UID])
            found.append(
                {
                    "title": brain.Title,
                    "url": brain.getURL(),
                    "yes": yes,
                    "no": no,
                    "share": round(100 * yes / (yes + no)) if yes + no else None,
                    "reasons": [text for answer, text in reasons[:5]],
                }
            )
        return sorted(found, key=lambda row: (-row["no"], row["title"]))
