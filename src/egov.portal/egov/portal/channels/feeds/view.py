"""`atom.xml` and `rss.xml` of the sections that tell news: the newest entries for everybody.

A signed-in user gets what strangers get. An unchanged feed is answered with 304: by its ETag, or
by its Last-Modified, which moves with every change of content on the site.
"""

from datetime import datetime
from datetime import UTC
from egov.portal.channels.feeds.entries import feed_of
from egov.portal.channels.feeds.entries import newest
from egov.portal.channels.feeds.entries import SOURCES
from egov.portal.shared.site_name import site_title
from email.utils import format_datetime
from email.utils import parsedate_to_datetime
import hashlib
from plone import api
from Products.Five.browser import BrowserView
from zope.component import getMultiAdapter
from zope.publisher.interfaces import NotFound


class Atom(BrowserView):
    """The feed as Atom."""

    content_type = "application/atom+xml; charset=utf-8"

    def __call__(self):
        if self.context.getId() not in SOURCES:
            raise NotFound(self.context, self.__name__, self.request)
        response = self.request.response
        brains = newest(self.context)
        tag = self.tag(brains)
        changed = self.changed(brains)
        response.setHeader("ETag", tag)
        response.setHeader("Last-Modified", format_datetime(changed, usegmt=True))
        response.setHeader("Cache-Control", "public, max-age=300")
        if self.is_known(tag, changed):
            response.setStatus(304)
            return ""
        response.setHeader("Content-Type", self.content_type)
        return self.written(
            feed_of(self.context, self.request, brains, self.language, self.address)
        )

    def written(self, feed):
        return feed.atom_str(pretty=True)

    @property
    def language(self):
        state = getMultiAdapter((self.context, self.request), name="plone_portal_state")
        return state.language()

    @property
    def address(self):
        return f"{self.context.absolute_url()}/{self.__name__}"

    def tag(self, brains):
        """The entity tag: of everything the answer is made from."""
        made_from = [
            self.address,
            self.language,
            site_title(self.language),
        ]
        made_from += [f"{brain.UID} {brain.modified} {brain.effective}" for brain in brains]
        return f'"{hashlib.sha256(repr(made_from).encode()).hexdigest()[:32]}"'

    def changed(self, brains):
        """Aware datetime: the catalogue's last change, or the last publication that was due."""
        counter = api.portal.get_tool("portal_catalog")._counter
        counter = counter if counter is not None and counter._p_mtime else None
        moments = [counter._p_mtime if counter else 0]
        moments += [brain.effective.timeTime() for brain in brains]
        return datetime.fromtimestamp(int(max(moments)), tz=UTC)

    def is_known(self, tag, changed):
        """Whether the caller has this answer already (RFC 9110, 13.2.2)."""
        known = self.request.getHeader("If-None-Match")
        if known:
            return known.strip() == "*" or tag in [
                each.strip().removeprefix("W/") for each in known.split(",")
            ]
        try:
            since = parsedate_to_datetime(self.request.getHeader("If-Modified-Since") or "")
        except ValueError:
            return False
        if since.tzinfo is None:
            since = since.replace(tzinfo=UTC)
        return changed <= since


class Rss(Atom):
    """The feed as RSS."""

    content_type = "application/rss+xml; charset=utf-8"

    def written(self, feed):
        return feed.rss_str(pretty=True)
