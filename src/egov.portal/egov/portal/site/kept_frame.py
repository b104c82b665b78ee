"""Header, navigation and footer as strangers see them: kept, as they are alike on many pages.

Only what is made of viewlets that say they are `alike` is kept: on every page of one kind, in one
language and below one address they show the same. What an add-on puts among them is made anew for
each page, and so are the others beside it.
"""

from Acquisition import aq_base
from egov.portal.shared.caching.parts import part
from egov.portal.site.editorial.interfaces import IPreview
from egov.portal.site.languages import switches
from egov.portal.site.sections import TRACKING
from egov.portal.site.views.page import Page
import logging
from plone.app.layout.analytics.view import AnalyticsHeadViewlet
from plone.app.layout.analytics.view import AnalyticsViewlet
from plone.app.layout.globals.interfaces import IViewView
from plone.app.viewletmanager.manager import OrderedViewletManager
import re
import secrets
from zope.component import getMultiAdapter
from zope.interface import providedBy


logger = logging.getLogger("egov.portal.site")

#: What no address in the frame may have in it, to stand in a kept text as it is.
MARKUP = set("&<>\"'")

#: Where a view remembers what kind it is of, as each manager asks.
KNOWN = "_egov_kind"

#: Where a view has the marks while its page is cut (`framed.cut`).
MARKS = "_egov_marks"


class Marks:
    """Marks in a page that is made to be cut. Nobody can guess them, so no text has them.

    `alike`: whether all that was made between them is the same on other pages.
    """

    def __init__(self):
        self.token = secrets.token_hex(16)
        self.alike = True

    def mark(self, name):
        return f"{self.token}-{name}-"

    def pieces(self, text):
        """The page, cut at its marks: text, name, text, and so on to the last text."""
        return tuple(re.split(f'{self.token}-([a-z]+)-(?:="")?', text)) if self.alike else None


def marks(view):
    """The `Marks` of a view whose page is being cut, else None."""
    return vars(view).get(MARKS) if isinstance(view, Page) else None


def kind_of(context, request, view):
    """What a stranger's page has in common with those that look like it around the content.

    None where nothing may be kept: for who signed in, for what was asked or sent, in a preview,
    on pages that are not the portal's own.
    """
    if not isinstance(view, Page) or request.method != "GET" or IPreview.providedBy(request):
        return None
    if request.get("QUERY_STRING") or request.form:
        return None
    whose = (aq_base(context), IViewView.providedBy(view))
    known = vars(view).get(KNOWN)
    if known is None or known[0] != whose:
        known = vars(view)[KNOWN] = (whose, worked_out(context, request, view))
    return known[1]


def worked_out(context, request, view):
    """See `kind_of`."""
    state = getMultiAdapter((context, request), name="plone_portal_state")
    if not state.anonymous():
        return None
    return (
        type(view),
        IViewView.providedBy(view),
        providedBy(context).__iro__,
        context.getCurrentSkinName(),
        state.portal_url(),
        state.navigation_root_url(),
        state.language(),
    )


class Kept(OrderedViewletManager):
    """A manager whose text is kept in pieces, cut where an address of the page itself stands."""

    pieces = None

    def addresses(self):
        """What in the text is of this page alone, in its order."""
        return ()

    def place(self):
        """What else the text depends on."""
        return ()

    def update(self):
        kind = kind_of(self.context, self.request, self.__parent__)
        if kind is not None and not MARKUP.intersection("".join(self.addresses())):
            self.pieces = part((type(self), kind, self.place()), self.make)
        if self.pieces is None:
            if marks(self.__parent__):
                marks(self.__parent__).alike = False
            super().update()

    def make(self):
        """The pieces; None where the text is not alike on other pages, or cannot be made."""
        super().update()
        if not all(is_alike(viewlet) for viewlet in self.viewlets):
            return None
        try:
            rest = "\n".join(viewlet.render() for viewlet in self.viewlets)
        except self._exceptions_handled_elsewhere:
            raise
        except Exception:
            # Made again, and answered for, as if nothing were kept.
            logger.debug("Not kept: %s", self.__name__, exc_info=True)
            return None
        pieces = []
        for address in self.addresses():
            before, found, rest = rest.partition(f'"{address}"')
            if not found or f'"{address}"' in rest:
                return None
            pieces.append(before)
        return (*pieces, rest)

    def render(self):
        if self.pieces is None:
            return super().render()
        *before, rest = self.pieces
        addresses = self.addresses()
        if marks(self.__parent__):
            addresses = [marks(self.__parent__).mark("address") for _each in addresses]
        texts = (f'{piece}"{address}"' for piece, address in zip(before, addresses, strict=True))
        return "".join(texts) + rest


def is_alike(viewlet):
    """Whether a viewlet shows the same on all pages of a kind."""
    if isinstance(viewlet, AnalyticsHeadViewlet | AnalyticsViewlet):
        return True
    return getattr(viewlet, "alike", False)


class Top(Kept):
    """The theme has a place of its own for two of its viewlets; those of add-ons come between."""

    placed = ("egov.skip", "egov.urgent")

    def texts(self):
        """(the link past the header, what add-ons have, what is urgent); of an updated manager."""
        if self.pieces is not None:
            return self.pieces
        everything = self.viewlets
        skip, urgent = self.placed
        found = []
        for wanted in ({skip}, {each.__name__ for each in everything} - {skip, urgent}, {urgent}):
            self.viewlets = [each for each in everything if each.__name__ in wanted]
            found.append(OrderedViewletManager.render(self))
        self.viewlets = everything
        return tuple(found)

    def make(self):
        return None if super().make() is None else self.texts()

    def render(self):
        return "\n".join(self.texts())


class Header(Kept):
    """The links to the page in other languages are of the page alone."""

    def addresses(self):
        return self.addresses_of(self.context, self.request)

    @staticmethod
    def addresses_of(context, request):
        return [each["url"] for each in switches(context, request) if not each["current"]]


class Navigation(Kept):
    """The section that the page is in is marked."""

    def place(self):
        return place_in_navigation(self.context, self.request)


def place_in_navigation(context, request):
    """(the section that content is in, whether its page is that of tracking)."""
    portal = getMultiAdapter((context, request), name="plone_portal_state").portal()
    here = context.getPhysicalPath()[len(portal.getPhysicalPath()) :][:1]
    tracking = f"{portal.absolute_url()}/{TRACKING}"
    return here, request.get("ACTUAL_URL", "").startswith(tracking)
