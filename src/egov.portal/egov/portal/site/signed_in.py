"""Whether somebody is still signed in: asked by the page of a form before it is sent."""

from plone import api
from Products.Five import BrowserView


class SignedIn(BrowserView):
    """Answers 204, or 403 to a stranger; tells nothing else."""

    def __call__(self):
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setStatus(403 if api.user.is_anonymous() else 204)
        return ""
