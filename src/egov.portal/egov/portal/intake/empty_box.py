"""A box that people do not see and programs fill in: who fills it in has to look again.

Nothing is lost where a program of the browser's did it: the box is shown then, emptied, with the
answers as they were.
"""

from egov.portal import _
from egov.portal.shared.limiting.senders import sender_of
import logging
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


logger = logging.getLogger("egov.portal.intake")
NAME = "website"  # what programs that fill in everything look for
FILLED = _(
    "A box that has to stay empty was filled in, perhaps by a program of your browser. It is shown "
    "below: leave it empty and send again. Your answers were kept."
)


class EmptyBox:
    """The box in a form. `render()` gives its HTML; `error` is a message once it was filled in."""

    template = ViewPageTemplateFile("templates/empty_box.pt")
    name = NAME
    error = None

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def is_filled(self):
        """Whether an anonymous sender filled it in; what is rendered then says so."""
        if not self.request.form.get(NAME) or not api.user.is_anonymous():
            return False
        self.error = FILLED
        path = "/".join(self.context.getPhysicalPath())
        logger.warning("The empty box of %s was filled in by %s", path, sender_of(self.request))
        return True

    def render(self):
        return self.template()
