"""A page as a citizen will see it, shown to whoever may see the item now."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import SpecialUser
from Acquisition import aq_base
from Acquisition import aq_chain
from egov.portal.site.editorial.interfaces import IPreview
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five import BrowserView
from zope.annotation.interfaces import IAnnotations
from zope.component import getMultiAdapter
from zope.interface import alsoProvides


class Stranger(SpecialUser):
    """Nobody, but a reader of one item and of what is in it, whatever its state."""

    def __init__(self, content):
        super().__init__("Anonymous User", "", ("Anonymous",), [])
        self.content = aq_base(content)

    def allowed(self, thing, object_roles=None):
        if super().allowed(thing, object_roles):
            return 1
        # Taken from a user with acquisition the content comes wrapped anew.
        content = aq_base(self.content)
        shown = any(aq_base(each) is content for each in aq_chain(thing))
        return int(shown and "Reader" in (object_roles or ()))


class Preview(BrowserView):
    """The item's own page, without toolbar and notices, whatever its state."""

    def __call__(self):
        editor = getSecurityManager()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.response.setHeader("X-Robots-Tag", "noindex")
        alsoProvides(self.request, IPreview)
        newSecurityManager(None, Stranger(self.context).__of__(api.portal.get().acl_users))
        self.forget()
        try:
            view = getMultiAdapter((self.context, self.request), name=self.view_name())
            return view()
        finally:
            setSecurityManager(editor)
            self.forget()

    def view_name(self):
        layout = getattr(self.context, "getLayout", None)
        return (layout() if layout is not None else None) or "view"

    def forget(self):
        """What was remembered in this request is the editor's."""
        IAnnotations(self.request).pop("plone.memoize", None)


class PreviewBanner(ViewletBase):
    """Says that it is a preview, and leads back."""

    #: Nothing on the pages that are kept: in a preview none is.
    alike = True

    def available(self):
        return IPreview.providedBy(self.request)
