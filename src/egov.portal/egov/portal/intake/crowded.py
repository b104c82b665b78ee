"""An application, or a step of one, that met others at the same moment, too often.

The publisher has tried it again as often as it may, and nothing of it was stored. Whoever sent a
form sees it once more as it was filled in, and can send it again: its key is the same, so that it
never becomes two.
"""

from egov.portal import _
from egov.portal.intake.action import RECEIPT
from egov.portal.intake.form_page import FormPage
from egov.portal.intake.wizard.review import ReviewPage
from egov.portal.intake.wizard.step import StepPage
from egov.portal.shared.crowded import CROWDED
from egov.portal.shared.crowded import RETRY_AFTER
import logging
from Products.Five import BrowserView
import transaction
from zope.component import getMultiAdapter
from zope.component import getSiteManager
from zope.interface import implementedBy
from zope.interface import Interface
from zope.interface import providedBy


logger = logging.getLogger("egov.portal")
MESSAGE = _(
    "So many people are sending something just now that your application could not be received. "
    "Nothing was stored, and your answers are kept. Wait a moment, then press the button again."
)

PAGES = (FormPage, ReviewPage, StepPage)


class CrowdedOut(BrowserView):
    """The page of this error: that of the form where one was sent, else that of any error."""

    def __call__(self):
        # What was given up has let go of the draft in this browser, which is still there.
        self.request.response.cookies.clear()
        page = self.request.get("PUBLISHED")
        if self.request.method == "POST" and isinstance(page, PAGES):
            tries = self.request.retry_count + 1
            logger.error("Given up after %d tries: what a form has sent", tries)
            # What was read so far is out of date, and nothing more can be read before this.
            transaction.abort()
            self.request.other.pop(RECEIPT, None)
            self.request.set(CROWDED, MESSAGE)
            response = self.request.response
            response.setHeader("Retry-After", RETRY_AFTER)
            response.setStatus(503, lock=1)
            try:
                again = getMultiAdapter((page.context, self.request), name=page.__name__)
                if isinstance(page, StepPage):
                    again.number = page.number
                return again()
            except Exception:
                logger.exception("The form could not be shown again")
        return self.of_any_error()

    def of_any_error(self):
        adapters = getSiteManager().adapters
        wanted = (implementedBy(Exception), providedBy(self.request))
        view = adapters.lookup(wanted, Interface, "index.html")(self.context, self.request)
        view.__parent__ = getattr(self, "__parent__", None)
        return view()
