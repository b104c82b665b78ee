"""What the main template asks for: columns, the head, what stands above a page that is ready."""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from egov.portal.shared.caching.parts import part
from egov.portal.site import framed
from egov.portal.site.kept_frame import kind_of
from egov.portal.site.kept_frame import marks
from egov.portal.site.ready import arranged
from egov.portal.site.ready import THEME
from functools import cached_property
import logging
from plone.app.event.portlets import portlet_events
from plone.app.layout.globals.layout import LayoutPolicy
from plone.app.portlets.portlets import news
from plone.portlets.constants import CONTEXT_ASSIGNMENT_KEY
from plone.portlets.constants import CONTEXT_BLACKLIST_STATUS_KEY
from plone.portlets.interfaces import IPortletManager
from plone.portlets.interfaces import IPortletRetriever
from zope.annotation.interfaces import IAnnotations
from zope.component import getMultiAdapter
from zope.component import queryMultiAdapter
from zope.component import queryUtility
from zope.contentprovider.interfaces import ContentProviderLookupError
from zope.contentprovider.interfaces import IContentProvider


logger = logging.getLogger("egov.portal.site")

#: Of content that has portlets of its own, or blocks those from above.
OWN_PORTLETS = (CONTEXT_ASSIGNMENT_KEY, CONTEXT_BLACKLIST_STATUS_KEY)


class Layout(LayoutPolicy):
    """Plone's, which knows for strangers where a column is empty without asking each portlet."""

    def have_portlets(self, manager_name, view=None):
        """The template asks, and so do the classes of its body."""
        asked = (manager_name, id(view))
        if asked not in self.columns:
            self.columns[asked] = self.is_shown(manager_name, view)
            if self.columns[asked] and marks(view):
                marks(view).alike = False
        return self.columns[asked]

    @cached_property
    def columns(self):
        return {}

    def is_shown(self, manager_name, view):
        kind = None
        if self.request.get(f"disable_{manager_name}") is None:
            kind = kind_of(self.context, self.request, view)
        if kind is None:
            return super().have_portlets(manager_name, view)

        def make():
            return self.is_empty(manager_name, view)

        if part(("column", manager_name, kind, self.place_of_portlets), make):
            return False
        return super().have_portlets(manager_name, view)

    @cached_property
    def place_of_portlets(self):
        """Content with the same portlets: (path, type)."""
        context = aq_inner(self.context)
        own = IAnnotations(context, None) or {}
        path = context.getPhysicalPath()
        if not any(name in own for name in OWN_PORTLETS) and aq_parent(context) is not None:
            path = path[:-1]
        return path, getattr(aq_base(context), "portal_type", "")

    def is_empty(self, manager_name, view):
        """Whether a column shows nothing here, nor on pages like this one."""
        manager = queryUtility(IPortletManager, name=manager_name)
        if manager is None:
            return True
        found = getMultiAdapter((self.context, manager), IPortletRetriever).getPortlets()
        if not all(is_alike(each["assignment"].data) for each in found):
            return False
        return not super().have_portlets(manager_name, view)

    def provider(self, name, view):
        """A content provider, updated."""
        found = queryMultiAdapter((self.context, self.request, view), IContentProvider, name)
        if found is None:
            raise ContentProviderLookupError(name)
        found.__name__ = name
        found.update()
        return found

    def shown(self, name, view):
        """HTML of a viewlet manager; on pages that are alike its viewlets are found once."""
        kind = kind_of(self.context, self.request, view)
        found = None
        if kind is not None:

            def make():
                return framed.steps(self.provider(name, view))

            found = part(("viewlets", name, kind), make)
        if found is not None:
            try:
                return framed.by_steps(found, self.context, self.request, view)
            except framed.ELSEWHERE:
                raise
            except Exception:
                # Made again, and answered for, as any viewlet that cannot be shown.
                logger.debug("Not by steps: %s", name, exc_info=True)
        return self.provider(name, view).render()

    def placed(self, place, view):
        """HTML of the viewlet manager of a place, or its mark while the page is cut."""
        cutting = marks(view)
        return cutting.mark(place) if cutting else self.shown(framed.MANAGERS[place], view)

    def body_attributes(self, template, view):
        """Attributes of `body`: {name: value}."""
        cutting = marks(view)
        if cutting:
            return {cutting.mark(framed.BODY): ""}
        patterns = self.context.restrictedTraverse("@@plone_patterns_settings")()
        return {"class": self.bodyClass(template, view), **patterns}

    def ready_head(self, view):
        """What stands in the head, in the theme's order."""
        cutting = marks(view)
        if cutting:
            return cutting.mark(framed.HEAD)
        text = "".join(
            self.shown(name, view)
            for name in ("plone.htmlhead", "plone.scripts", "plone.htmlhead.links")
        )
        portal_state = getMultiAdapter((self.context, self.request), name="plone_portal_state")
        return arranged(text, f"{portal_state.portal().absolute_url_path()}/++theme++{THEME}")

    def ready_top(self, view):
        """(the link past the header, what add-ons have there, what is urgent)."""
        return self.provider("plone.portaltop", view).texts()


def is_alike(assignment):
    """Whether a portlet is shown, or not, wherever it stands."""
    if isinstance(assignment, portlet_events.Assignment):
        return not assignment.search_base_uid
    return isinstance(assignment, news.Assignment)
