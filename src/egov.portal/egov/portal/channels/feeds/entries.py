"""What is in a feed."""

from Acquisition import aq_base
from DateTime import DateTime
from datetime import datetime
from egov.portal import _
from egov.portal.shared.clock import VIETNAM
from egov.portal.shared.site_name import site_title
from feedgen.feed import FeedGenerator
from plone import api
import re
from uuid import UUID
from zope.component import getUtility
from zope.i18n import translate
from zope.schema.interfaces import IVocabularyFactory


MOST = 50
# Section: (types, English title, vocabulary and metadata of the entries' category)
SOURCES = {
    "thong-bao": (["Announcement"], _("Announcements"), ("AnnouncementKinds", "kind")),
    "van-ban": (["LegalDocument"], _("Legal documents"), None),
    "tin-tuc": (["News Item", "Event"], _("News"), None),
}
# What XML 1.0 cannot say.
UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def newest(section):
    """Brains of the newest entries that strangers may see now, whoever asks."""
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=SOURCES[section.getId()][0],
        path="/".join(section.getPhysicalPath()),
        allowedRolesAndUsers=["Anonymous"],
        effectiveRange=DateTime(),
        sort_on="effective",
        sort_order="descending",
        sort_limit=MOST,
    )[:MOST]


def feed_of(section, request, brains, language, address):
    """A FeedGenerator, in the language of the page; an entry without that language stays as it is.

    :param address: where this feed itself is
    """
    _types, english, category = SOURCES[section.getId()]
    site = site_title(language)
    title = translate(english, target_language="en") if language == "en" else section.Title()
    feed = FeedGenerator()
    feed.id(section.absolute_url())
    feed.title(said(f"{title} - {site}"))
    feed.description(said(section.Description() if language == "vi" else title) or said(title))
    feed.language(language)
    feed.author(name=said(site))
    feed.link(href=section.absolute_url(), rel="alternate", hreflang=language)
    feed.link(href=address, rel="self")
    feed.generator("egov.portal")
    moments = [as_datetime(brain.modified) for brain in brains]
    moments += [as_datetime(brain.effective) for brain in brains]
    feed.updated(max(moments) if moments else as_datetime(section.modified()))
    titles = category_titles(category, section, language)
    for brain in brains:
        add_entry(feed, brain, titles, category and category[1], language)
    return feed


def add_entry(feed, brain, titles, attribute, language):
    title, description = brain.Title, brain.Description
    if language == "en":
        item = aq_base(brain._unrestrictedGetObject())
        title = getattr(item, "title_en", None) or title
        description = getattr(item, "description_en", None) or description
    entry = feed.add_entry(order="append")
    identity = UUID(brain.UID).urn
    entry.id(identity)
    entry.guid(identity, permalink=False)
    entry.title(said(title))
    entry.link(href=brain.getURL())
    if description:
        entry.summary(said(description))
    published = as_datetime(brain.effective)
    entry.published(published)
    entry.updated(max(published, as_datetime(brain.modified)))
    value = getattr(brain, attribute) if attribute else None
    if isinstance(value, str) and value:
        entry.category(term=value, label=said(titles.get(value, value)))


def category_titles(category, context, language):
    """{value: title} of what entries are sorted by."""
    if not category:
        return {}
    vocabulary = getUtility(IVocabularyFactory, name=f"egov.portal.{category[0]}")
    return {
        term.value: translate(term.title, target_language=language) for term in vocabulary(context)
    }


def as_datetime(moment):
    """An aware datetime of a Zope DateTime, to the second; its own may be without a zone."""
    return datetime.fromtimestamp(int(moment.timeTime()), tz=VIETNAM)


def said(text):
    """A text as XML may hold it."""
    return UNSAYABLE.sub(" ", text or "").strip()
