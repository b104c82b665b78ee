"""The way to a page: worked out once in a request, and of sections once for all their pages."""

from Acquisition import aq_base
from Acquisition import aq_inner
from egov.portal.interfaces import ISection
from egov.portal.shared.caching.parts import part
from plone.base.defaultpage import get_default_page
from plone.base.interfaces import INavigationRoot
from plone.memoize.view import memoize
from Products.CMFPlone.browser.defaultpage import DefaultPage as PlonesDefaultPage
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from zope.component import getMultiAdapter


class Breadcrumbs(PhysicalNavigationBreadcrumbs):
    """Plone's; the navigation and schema.org's data both ask for them."""

    def breadcrumbs(self):
        if INavigationRoot.providedBy(self.context):
            return ()
        return self.remembered() if self.request.method == "GET" else super().breadcrumbs()

    @memoize
    def remembered(self):
        context = aq_inner(self.context)
        if not ISection.providedBy(context):
            return super().breadcrumbs()
        state = getMultiAdapter((context, self.request), name="plone_portal_state")
        if not state.anonymous():
            return super().breadcrumbs()
        what = ("breadcrumbs", context.getPhysicalPath(), state.portal_url())
        return part(what, super().breadcrumbs)


class DefaultPage(PlonesDefaultPage):
    """Plone's, which reads it from the folder each time: a page asks for it five times."""

    def isDefaultPage(self, obj):
        if self.request.method != "GET":
            return super().isDefaultPage(obj)
        page = self.default_page()
        if page is None or "/" in page or not hasattr(aq_base(obj), "getId"):
            return False
        return page == obj.getId()

    @memoize
    def default_page(self):
        return get_default_page(aq_inner(self.context))
