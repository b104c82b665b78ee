"""What stands around every page: header, navigation, urgent notices, footer."""

from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from DateTime import DateTime
from datetime import date
from egov.portal import _
from egov.portal.shared.caching.parts import remembered
from egov.portal.shared.clock import today
from egov.portal.shared.site_name import site_title
from egov.portal.shared.site_name import site_title_lang
from egov.portal.site.asked import asked
from egov.portal.site.languages import switches
from egov.portal.site.sections import SECTIONS
from egov.portal.site.sections import tracking_url
from egov.portal.site.stylesheet import public_file
from functools import cached_property
from html import escape
from itertools import islice
from plone.app.layout.viewlets.common import PathBarViewlet
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.layout.viewlets.globalstatusmessage import GlobalStatusMessage
from plone.base.interfaces import ISiteSchema
from plone.registry.interfaces import IRegistry
from Products.CMFCore.utils import getToolByName
from Products.CMFPlone.utils import getSiteLogo
import re
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.i18n import translate


# Short name of the page by which editors put a statement of their own in place of the portal's.
ACCESSIBILITY = "kha-nang-tiep-can"
PERSONAL = {"login", "join", "logout", "preferences", "mydossiers"}
#: Names in an action's expressions that stand for the page it is shown on.
OF_A_PAGE = re.compile(
    r"\b(object|here|context|folder|request|user|view|template|object_url|folder_url)\b"
)


class Skip(ViewletBase):
    """The link past header and navigation."""

    alike = True


class Framed(ViewletBase):
    """What header and footer have in common."""

    @property
    def site_settings(self):
        return getUtility(IRegistry).forInterface(ISiteSchema, prefix="plone", check=False)

    @property
    def site_title(self):
        return site_title(self.portal_state.language())

    @property
    def site_title_lang(self):
        return site_title_lang(self.portal_state.language())

    @property
    def alike(self):
        """Whether it is the same on other pages: no action that it shows asks where it stands."""
        tool = getToolByName(self.context, "portal_actions")
        expressions = (
            getattr(action, name, "")
            for action in tool[self.category].objectValues()
            if self.category != "user" or action.getId() in PERSONAL
            for name in ("url_expr", "available_expr")
        )
        return not any(OF_A_PAGE.search(each or "") for each in expressions)

    def actions(self, category):
        state = getMultiAdapter((self.context, self.request), name="plone_context_state")
        return [
            {
                "id": action["id"],
                "title": translate(action["title"], domain="plone", context=self.request),
                "url": action["url"],
            }
            for action in state.actions(category)
        ]


class Header(Framed):
    """Crest, name, search, languages and the way in."""

    category = "user"

    @property
    def crest(self):
        if self.site_settings.site_logo:
            return getSiteLogo()
        return f"{self.site_url}/++theme++egov/crest.svg"

    @property
    def suggest_script(self):
        """Address of the script for suggestions; without it the form is a plain one."""
        return f"{self.site_url}/{public_file('suggest.js')}"

    @property
    def languages(self):
        return switches(self.context, self.request)

    @property
    def query(self):
        return asked(self.request, "SearchableText")

    @property
    def personal(self):
        """Log-in for anonymous visitors; others have the toolbar, or the same links here."""
        state = getMultiAdapter((self.context, self.request), name="plone_context_state")
        if not self.portal_state.anonymous() and state.is_toolbar_visible():
            return []
        return [action for action in self.actions("user") if action["id"] in PERSONAL]


class Navigation(ViewletBase):
    """Links to the sections, and to tracking."""

    alike = True

    @property
    def entries(self):
        portal = self.portal_state.portal()
        english = self.portal_state.language() != "vi"
        here = self.context.getPhysicalPath()
        depth = len(portal.getPhysicalPath())
        current = here[depth] if len(here) > depth else ""
        may = getToolByName(self.context, "portal_membership").checkPermission
        found = []
        for name, title in SECTIONS:
            section = portal.get(name)
            if section is None or not may("View", section):
                continue
            text = translate(title, context=self.request) if english else section.Title()
            found.append(
                {"url": f"{self.site_url}/{name}", "title": text, "current": name == current}
            )
        tracking = tracking_url(portal, self.request)
        if tracking:
            title = translate(_("Track an application"), context=self.request)
            here = self.request.get("ACTUAL_URL", "").startswith(tracking)
            found.append({"url": tracking, "title": title, "current": here})
        return found


class Path(PathBarViewlet):
    """Plone's breadcrumbs, in English where the page is; each page has them, so no template."""

    on_all_alike = True

    def update(self):
        super().update()
        own = getattr(self.view, "name_in_path", None) or getattr(self.view, "page_title", None)
        if not self.breadcrumbs and own:
            # A page of the portal's own, such as tracking, which is no content.
            title = translate(own, context=self.request)
            self.breadcrumbs = [{"Title": title, "absolute_url": self.request["ACTUAL_URL"]}]
        elif self.portal_state.language() != "vi":
            root = self.portal_state.portal_url()
            self.breadcrumbs = [self.in_english(crumb, root) for crumb in self.breadcrumbs]

    @cached_property
    def english_titles(self):
        """{address: English title} of what the page is and stands in."""
        found = {}
        for item in aq_chain(aq_inner(self.context)):
            title = getattr(aq_base(item), "title_en", None)
            if title:
                found[item.absolute_url()] = title
        return found

    def in_english(self, crumb, root):
        url = crumb["absolute_url"]
        title = dict(SECTIONS).get(url.removeprefix(root).strip("/"))
        if title is not None:
            title = translate(title, context=self.request)
        else:
            title = self.english_titles.get(url)
        return {**crumb, "Title": title} if title else crumb

    def index(self):
        home = translate("tabs_home", domain="plone", context=self.request, default="Home")
        name = translate("breadcrumb", domain="plone", context=self.request)
        before = [(home, self.navigation_root_url)]
        before += [(str(crumb["Title"]), crumb["absolute_url"]) for crumb in self.breadcrumbs[:-1]]
        items = [
            f'<li class="breadcrumb-item"><a href="{escape(url)}">{escape(title)}</a></li>'
            for title, url in before
        ]
        items += [
            '<li class="breadcrumb-item active" aria-current="page">'
            f"{escape(str(crumb['Title']))}</li>"
            for crumb in self.breadcrumbs[-1:]
        ]
        return (
            f'<nav id="portal-breadcrumbs" aria-label="{escape(name)}"><div class="container">'
            f'<ol class="breadcrumb">{"".join(items)}</ol></div></nav>'
        )


class StatusMessage(GlobalStatusMessage):
    """Plone's, without asking its template when there is nothing to say."""

    on_all_alike = True

    def render(self):
        return super().render() if self.messages else ""


class Urgent(ViewletBase):
    """Published announcements marked urgent, on the days they are valid, above every page.

    Editors see what everybody sees: no drafts, nothing before or after its time.
    """

    alike = True

    @property
    @remembered
    def items(self):
        catalog = getToolByName(self.context, "portal_catalog")
        if "urgent_banner" not in catalog.indexes():
            return []
        day = today()
        brains = catalog(
            portal_type="Announcement",
            urgent_banner=True,
            review_state="published",
            effectiveRange=DateTime(),
            sort_on="effective",
            sort_order="descending",
        )
        lasting = (brain for brain in brains if still_valid(brain.valid_until, day))
        opened = ((brain, aq_base(brain.getObject())) for brain in lasting)
        valid = (pair for pair in opened if already_valid(pair[1].valid_from, day))
        return [self.item(*pair) for pair in islice(valid, 3)]

    def item(self, brain, announcement):
        """{url, title, lang}: `lang` where the page is English and the title is not."""
        item = {"url": brain.getURL(), "title": brain.Title, "lang": None}
        if self.portal_state.language() != "vi":
            english = getattr(announcement, "title_en", None)
            item.update(title=english or brain.Title, lang=None if english else "vi")
        return item


def already_valid(valid_from, today):
    """Whether something valid from that day (or since ever) is on `today`."""
    return valid_from is None or valid_from <= today


def still_valid(valid_until, today):
    """Whether something valid until that day (or without end) still is on `today`."""
    return not isinstance(valid_until, date) or valid_until >= today


class Footer(Framed):
    """Who runs the portal, where to go, and Plone's site actions."""

    category = "site_actions"

    @property
    def site_actions(self):
        """Plone's links, but not a second one to what a page of the site says itself."""
        said = {page["title"] for page in self.pages}
        actions = self.actions("site_actions")
        for action in actions:
            if action["id"] == "sitemap":
                # As the page calls itself.
                action["title"] = translate(_("Site map"), context=self.request)
        return [
            action
            for action in actions
            if action["title"] not in said and action["id"] != "accessibility"
        ]

    @cached_property
    @remembered
    def pages(self):
        """The editors' pages at the site's root, and a statement of accessibility in any case.

        [{url, title, lang}]: `lang` where the page is English and the title is not.
        """
        brains = root_pages(self.portal_state.portal())
        pages = [self.page(brain) for brain in brains]
        if all(brain.getId != ACCESSIBILITY for brain in brains):
            title = translate(_("Accessibility statement"), context=self.request)
            url = f"{self.site_url}/accessibility-info"
            pages.append({"url": url, "title": title, "lang": None})
        return pages

    def page(self, brain):
        page = {"url": brain.getURL(), "title": brain.Title, "lang": None}
        if self.portal_state.language() != "vi":
            english = getattr(aq_base(brain.getObject()), "title_en", None)
            page.update(title=english or brain.Title, lang=None if english else "vi")
        return page


def root_pages(portal):
    """Brains of the pages at the site's root that the visitor may see, in their order."""
    return getToolByName(portal, "portal_catalog")(
        portal_type="Document",
        path={"query": "/".join(portal.getPhysicalPath()), "depth": 1},
        sort_on="getObjPositionInParent",
    )


def accessibility_page(portal):
    """The brain of the editors' own statement of accessibility, or None."""
    own = [brain for brain in root_pages(portal) if brain.getId == ACCESSIBILITY]
    return own[0] if own else None
