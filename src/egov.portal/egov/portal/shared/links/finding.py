"""The links of content: in rich texts, in fields for addresses, in rows of tables."""

from Acquisition import aq_base
from lxml import html
from plone.app.textfield.interfaces import IRichTextValue
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.utils import iterSchemata
from plone.indexer import indexer
from Products.CMFCore.utils import getToolByName
import re
from urllib.parse import urljoin
from urllib.parse import urlsplit
from zope.schema import getFields


ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]+")
BY_UID = re.compile(r"(?:^|/)resolve[Uu]id/([^/?#]+)")
MOST = 500
LONGEST = 2000


def links_of(content):
    """Sorted links: `https://...` to elsewhere; `uid <UID>`, `path /thu-tuc/x` within the portal.

    At most `MOST`; addresses longer than `LONGEST` characters are left out.
    """
    found = set()
    base = aq_base(content)
    for schema in iterSchemata(content):
        for name in getFields(schema):
            found.update(addresses_in(getattr(base, name, None)))
    # Not the site of the thread: indexing may wait until there is none any more.
    portal_url = getToolByName(content, "portal_url").getPortalObject().absolute_url()
    own = content.absolute_url()
    named = {as_link(address, own, portal_url) for address in found if len(address) <= LONGEST}
    return sorted(named - {None})[:MOST]


def addresses_in(value):
    """Addresses within a field's value."""
    if IRichTextValue.providedBy(value):
        return addresses_in_html(value.raw or "")
    if isinstance(value, str):
        return {address.rstrip(".,;:!?") for address in ADDRESS.findall(value)}
    if isinstance(value, dict):
        return set().union(*map(addresses_in, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(addresses_in, value))
    return set()


def addresses_in_html(text):
    if "href" not in text:
        return set()
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except (ValueError, html.etree.ParserError):
        return set()
    return {href.strip() for href in tree.xpath("//a/@href") if href.strip()}


def as_link(address, own, portal_url):
    """The link as it is kept, or None for what is no link to follow."""
    if address.startswith(("#", "mailto:", "tel:", "javascript:", "data:")):
        return None
    if uid := BY_UID.search(address):
        return f"uid {uid[1]}"
    try:
        parts = urlsplit(urljoin(own, address))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    whole = f"{parts.scheme}://{parts.netloc}{parts.path}"
    if whole == portal_url or whole.startswith(portal_url + "/"):
        return f"path {whole[len(portal_url) :].rstrip('/') or '/'}"
    return whole + (f"?{parts.query}" if parts.query else "")


@indexer(IDexterityContent)
def links(content):
    return links_of(content)
