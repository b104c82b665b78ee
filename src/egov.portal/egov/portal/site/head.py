"""What the head of a page says to browsers and to search engines, and no more than that.

Signed-in users keep Plone's own tags beside these; for everybody else these take their place.
"""

from egov.portal import _
from egov.portal.shared.site_name import site_title
from egov.portal.site import structured
from egov.portal.site.languages import switches
from egov.portal.site.sections import SECTIONS
from functools import cached_property
from html import escape
from html import unescape
from plone import api
from plone.app.layout.links.viewlets import CanonicalURL
from plone.app.layout.links.viewlets import FaviconViewlet
from plone.app.layout.viewlets.common import DublinCoreViewlet
from plone.app.layout.viewlets.common import TitleViewlet
from plone.app.layout.viewlets.common import ViewletBase
from plone.base.interfaces import IPloneSiteRoot
from plone.base.interfaces import ISiteSchema
from plone.registry.interfaces import IRegistry
from zope.component import getUtility
from zope.i18n import translate


LONGEST_DESCRIPTION = 200
# Sections whose news every page offers to feed readers.
FEEDS = ("thong-bao", "van-ban")
LOCALES = {"vi": "vi_VN", "en": "en_US"}


def registered_site():
    return getUtility(IRegistry).forInterface(ISiteSchema, prefix="plone", check=False)


class Title(TitleViewlet):
    """`<title>`: what a view calls itself (`page_title`), else the content's title in the
    page's language; then the site.
    """

    on_all_alike = True

    @property
    def site_title_setting(self):
        return site_title(self.request.get("LANGUAGE", "vi"))

    @cached_property
    def page_title(self):
        own = getattr(self.view, "page_title", None)
        if not own and IPloneSiteRoot.providedBy(self.context):
            # A form of Plone's that is no content: signing in, a control panel.
            own = getattr(self.view, "label", None)
        if own:
            return escape(translate(own, context=self.request))
        local = getattr(self.view, "title", None)
        if isinstance(local, dict) and not IPloneSiteRoot.providedBy(self.context):
            return escape(local["text"])
        if IPloneSiteRoot.providedBy(self.context):
            return escape(self.site_title_setting)
        return super().page_title

    def update(self):
        site = escape(self.site_title_setting)
        own = self.page_title
        self.site_title = site if own == site else f"{own}{self.sep}{site}"

    def index(self):
        """Both titles are escaped already."""
        return f"<title>{self.site_title}</title>"


class Tags(ViewletBase):
    """Description, alternates in other languages, what a shared link shows, schema.org."""

    on_all_alike = True

    @cached_property
    def address(self):
        """Where this page is, without what was asked of it."""
        return self.request.get("ACTUAL_URL") or self.context.absolute_url()

    @cached_property
    def is_error(self):
        return self.request.response.getStatus() >= 400

    @cached_property
    def title(self):
        """The page's title as text: Plone's viewlet has it escaped, and `element` does that."""
        return unescape(Title(self.context, self.request, self.view).page_title)

    @cached_property
    def description(self):
        local = getattr(self.view, "description", None)
        if isinstance(local, dict):
            text = local["text"]
        elif isinstance(local, str) and local:
            text = translate(local, context=self.request)
        else:
            text = self.context.Description()
        if not text and not self.is_error:
            text = translate(
                _("${title} on the portal: ${site}.", mapping=self.names),
                context=self.request,
            )
        text = " ".join(text.split())
        if len(text) > LONGEST_DESCRIPTION:
            text = text[:LONGEST_DESCRIPTION].rpartition(" ")[0] + "…"
        return text

    @cached_property
    def names(self):
        site = site_title(self.request.get("LANGUAGE", "vi"))
        title = (
            self.title
            if self.title != site
            else translate(_("Procedures, online services and announcements"), context=self.request)
        )
        return {"title": title, "site": site}

    def tags(self):
        """(name, attributes) of each tag."""
        current = self.request.get("LANGUAGE", "vi")
        yield "meta", {"name": "description", "content": self.description}
        yield "meta", {"property": "og:site_name", "content": self.names["site"]}
        yield "meta", {"property": "og:title", "content": self.title}
        yield "meta", {"property": "og:description", "content": self.description}
        yield "meta", {"property": "og:type", "content": "website"}
        yield "meta", {"property": "og:url", "content": self.address}
        yield "meta", {"property": "og:locale", "content": LOCALES.get(current, current)}
        if self.is_error:
            yield "meta", {"name": "robots", "content": "noindex"}
            return
        for language in switches(self.context, self.request):
            yield (
                "link",
                {"rel": "alternate", "hreflang": language["code"], "href": language["url"]},
            )
        portal_url = self.portal_state.portal_url()
        for name in FEEDS:
            title = translate(dict(SECTIONS)[name], context=self.request)
            address = f"{portal_url}/{name}/atom.xml"
            kind = "application/atom+xml"
            yield "link", {"rel": "alternate", "type": kind, "title": title, "href": address}

    def index(self):
        if not self.portal_state.anonymous() or self.request.method == "POST":
            # What answers a form that was sent is for its sender alone.
            return ""
        lines = [element(name, attributes) for name, attributes in self.tags()]
        if not self.is_error:
            lines += [structured.script(item) for item in structured.of(self.view, self.request)]
        return "\n".join(lines)


def element(name, attributes):
    """A tag of the head; characters of markup in its values are escaped."""
    written = " ".join(f'{key}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name} {written} />"


class Metadata(DublinCoreViewlet):
    """Dublin Core where the site's settings show it; the description is said in `Tags`."""

    on_all_alike = True

    def update(self):
        stranger = api.user.is_anonymous()
        if stranger and not registered_site().exposeDCMetaTags:
            self.metatags = []
            return
        super().update()
        if stranger:
            self.metatags = [tag for tag in self.metatags if tag[0] != "description"]

    def render(self):
        return super().render() if self.metatags else ""


class Favicon(FaviconViewlet):
    """The icon that the control panel has; where it has none, the theme's is there already."""

    alike = True

    def render(self):
        return super().render() if registered_site().site_favicon else ""


class Canonical(CanonicalURL):
    """Plone's, which leaves the question out; a page that is not there has none."""

    on_all_alike = True

    def render(self):
        return "" if self.request.response.getStatus() >= 400 else super().render()


class Nothing(ViewletBase):
    """In place of a tag nobody needs: a link to the search, feeds of every folder, of authors."""

    alike = True

    def render(self):
        return ""


class Viewport(ViewletBase):
    """Plone's, which is the same on all pages."""

    alike = True

    def index(self):
        return '<meta name="viewport" content="width=device-width, initial-scale=1.0" />'
