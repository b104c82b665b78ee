"""Strangers' pages put together: what is alike on many is kept whole, the rest is put into it.

A page of the portal is made of Plone's viewlet managers, each of which finds, filters, sorts and
updates its viewlets, by a template that Zope interprets. On pages of one kind all of that comes to
the same but in a few places. So the page is made once with a mark in each of those places, cut
there and kept (`shared/caching/parts.py`), and only what belongs into the places is made for each
page. Where anything stands in the frame that is not known to be alike, every page is made whole.
"""

from egov.portal.shared.caching.parts import part
from egov.portal.site import main_template
from egov.portal.site.kept_frame import Header
from egov.portal.site.kept_frame import is_alike
from egov.portal.site.kept_frame import kind_of
from egov.portal.site.kept_frame import MARKS
from egov.portal.site.kept_frame import Marks
from egov.portal.site.kept_frame import marks
from egov.portal.site.kept_frame import MARKUP
from egov.portal.site.kept_frame import place_in_navigation
from egov.portal.site.ready import READY
from egov.portal.site.views.page import Page
from html import escape
import logging
from plone.app.layout.viewlets.httpheaders import HTTPCachingHeaders
from plone.app.viewletmanager.manager import BaseOrderedViewletManager
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter


logger = logging.getLogger("egov.portal.site")
ELSEWHERE = BaseOrderedViewletManager._exceptions_handled_elsewhere
#: Names of the places, and of the viewlet managers that fill some of them.
BODY = "body"
COLUMN = "column"
HEAD = "head"
ADDRESS = "address"
MANAGERS = {
    "above": "plone.abovecontent",
    "below": "plone.belowcontent",
    "status": "plone.globalstatusmessage",
}


class FramedPage(Page):
    """A page whose template fills the slot `main` of Plone's, and no other."""

    shell = ViewPageTemplateFile("templates/shell.pt")

    def __call__(self):
        text = whole(self)
        return self.index() if text is None else text

    def body(self):
        """HTML of the column of content, which stands in the slot."""
        environ = self.request.environ
        environ[main_template.COLUMN] = True
        try:
            return self.index()
        finally:
            del environ[main_template.COLUMN]

    def column(self):
        """For the template: what it has to put into the page."""
        return marks(self).mark(COLUMN) if marks(self) else self.body()


def whole(view):
    """HTML of the page of a view, or None where it has to be made in the ordinary way."""
    context, request = view.context, view.request
    if not main_template.is_ready(request):
        return None
    layout = getMultiAdapter((context, request), name="plone_layout")
    layout.mark_view(view)
    kind = kind_of(context, request, view)
    addresses = Header.addresses_of(context, request)
    if kind is None or MARKUP.intersection("".join(addresses)):
        return None
    place = (place_in_navigation(context, request), layout.place_of_portlets)
    pieces = part(("page", view.__name__, kind, place), lambda: cut(view))
    if pieces is None or pieces[1::2].count(ADDRESS) != len(addresses):
        return None
    request.environ[READY] = True
    layout.shown("plone.httpheaders", view)
    rest = iter(addresses)
    filled = list(pieces)
    for number in range(1, len(pieces), 2):
        name = pieces[number]
        if name == COLUMN:
            filled[number] = view.body()
        elif name == HEAD:
            filled[number] = layout.ready_head(view)
        elif name == BODY:
            filled[number] = written(layout.body_attributes(view.index.__func__, view))
        elif name == ADDRESS:
            filled[number] = next(rest)
        else:
            filled[number] = layout.shown(MANAGERS[name], view)
    return "".join(filled)


def cut(view):
    """The page in pieces: text, name of a place, text and so on; None where it is not alike."""
    vars(view)[MARKS] = Marks()
    environ = view.request.environ
    environ[main_template.CERTAIN] = True
    try:
        return marks(view).pieces(view.shell())
    except ELSEWHERE:
        raise
    except Exception:
        # Made again, and answered for, as if nothing were kept.
        logger.debug("Not kept: the page of %r", view, exc_info=True)
        return None
    finally:
        del vars(view)[MARKS]
        del environ[main_template.CERTAIN]


def written(attributes):
    """Attributes of a tag as a template would write them."""
    return " ".join(
        f'{name}="{escape(name if value is True else str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )


def steps(provider):
    """How an updated viewlet manager is shown on pages of a kind: texts and classes of viewlets.

    None where it has a viewlet that might be there on some of these pages only.
    """
    found = []
    for viewlet in provider.viewlets:
        if is_alike(viewlet):
            found.append(viewlet.render())
        elif getattr(viewlet, "on_all_alike", False) or isinstance(viewlet, HTTPCachingHeaders):
            found.append(type(viewlet))
        else:
            return None
    return tuple(found)


def by_steps(found, context, request, view):
    """What the viewlet manager shows of these steps."""
    texts = []
    for step in found:
        if not isinstance(step, str):
            viewlet = step(context, request, view, None)
            viewlet.update()
            step = viewlet.render()
        texts.append(step)
    return "\n".join(texts)
