"""What every public page of the portal can say: words, terms, links to visible content."""

from Acquisition import aq_base
from egov.portal.catalogue import taxonomy
from egov.portal.publications.taxonomy import english_document_types
from egov.portal.shared.caching.parts import part
from egov.portal.shared.sought_in_vain import is_in_vain
from egov.portal.site import display
from egov.portal.site.editorial.interfaces import IPreview
from egov.portal.site.sections import tracking_url
from egov.portal.site.views.printing import Printed
from functools import cached_property
from Products.CMFCore.utils import getToolByName
from Products.Five.browser import BrowserView
from urllib.parse import quote
from urllib.parse import urlencode
from zope.component import getMultiAdapter
from zope.contentprovider.interfaces import IContentProvider
from zope.i18n import translate
from zope.publisher.interfaces import NotFound


#: English titles of vocabularies whose titles are texts of the registry: {value: title}, read anew.
IN_ENGLISH = {
    "Audiences": lambda: taxonomy.in_english("audiences"),
    "DocumentTypes": english_document_types,
    "Fields": lambda: taxonomy.in_english("fields"),
    "LifeEvents": lambda: {e["id"]: e["title_en"] for e in taxonomy.life_events() if e["title_en"]},
}
PIECES = Printed("pieces.pt")
PIECE = Printed("piece.pt")


class Parts(BrowserView):
    """Macros the pages are put together from; nothing to look at by itself."""

    def __call__(self):
        raise NotFound(self.context, self.__name__, self.request)


class Page(BrowserView):
    """Base of the views. Related content always comes from the catalogue's own search,

    which returns only what the visitor may see and what is neither expired nor yet to come:
    a draft never shows through a relation.
    """

    #: Vocabularies that nearly every page of the kind shows terms of: kept together for strangers.
    vocabularies = ()

    def day(self, value):
        """A date as people read it; empty text for none."""
        return display.day(value, self.language)

    @cached_property
    def item(self):
        """The content's own values: without acquisition, which each look at it would cost."""
        return aq_base(self.context)

    @cached_property
    def url(self):
        return self.context.absolute_url()

    @cached_property
    def to_stranger(self):
        """Whether a stranger is shown what everybody sees, so that parts of it may be kept."""
        return self.portal_state.anonymous() and not IPreview.providedBy(self.request)

    def piece(self, name, /, **names):
        """HTML of one of the pieces that many pages have."""
        return PIECE(self, macro=PIECES.macros[name], **names)

    @property
    def above_title(self):
        """What editors are shown above the title."""
        if self.portal_state.anonymous():
            return ""
        name = "plone.abovecontenttitle"
        provider = getMultiAdapter((self.context, self.request, self), IContentProvider, name=name)
        provider.update()
        return provider.render()

    @cached_property
    def portal_url(self):
        return self.portal_state.portal_url()

    @cached_property
    def portal_state(self):
        return getMultiAdapter((self.context, self.request), name="plone_portal_state")

    @cached_property
    def tracking_url(self):
        return tracking_url(self.portal_state.portal(), self.request)

    @cached_property
    def language(self):
        return self.portal_state.language()

    @cached_property
    def catalog(self):
        return getToolByName(self.context, "portal_catalog")

    @cached_property
    def indexes(self):
        return set(self.catalog.indexes())

    def translate(self, message):
        return translate(message, target_language=self.language)

    def find(self, **query):
        """Visible brains. Names a missing index: nothing found, rather than everything."""
        if not set(query) - {"sort_on", "sort_order", "sort_limit"} <= self.indexes:
            return []
        if query.get("sort_on") not in self.indexes:
            query.pop("sort_on", None)
        return [] if is_in_vain(self.catalog, query) else self.catalog(**query)

    def local(self, item, name):
        """A text of `item` in the visitor's language: {text, lang}.

        `lang` is None when it is the page's own language, else the language the text
        fell back to: templates mark it with that `lang`.
        """
        item = aq_base(item)
        if self.language == "en":
            english = getattr(item, f"{name}_en", None)
            if english:
                return {"text": english, "lang": None}
        text = getattr(item, name, None) or ""
        return {"text": text, "lang": None if self.language == "vi" or not text else "vi"}

    @cached_property
    def title(self):
        return self.local(self.context, "title")

    @cached_property
    def description(self):
        return self.local(self.context, "description")

    @property
    def mail_query(self):
        """What a link mailto: begins a letter with: the title and the address of the page."""
        said = {"subject": self.title["text"], "body": self.url}
        return urlencode(said, quote_via=quote)

    @property
    def share_query(self):
        return urlencode({"u": self.url})

    @property
    def fallen_back(self):
        """Whether the page is asked for in English, and its content is Vietnamese."""
        return bool(self.title["lang"])

    @cached_property
    def known_terms(self):
        """{vocabulary: {value: title}}, as far as they are known yet."""
        if not (self.vocabularies and self.to_stranger):
            return {}
        what = ("terms", self.vocabularies, self.language)
        kept = part(what, lambda: {name: self.make_terms(name) for name in self.vocabularies})
        return dict(kept)

    def make_terms(self, vocabulary):
        titles = display.term_titles(self.context, self.request, f"egov.portal.{vocabulary}")
        english = self.english_terms(vocabulary)
        return {value: english.get(value) or title for value, title in titles.items()}

    def english_terms(self, vocabulary):
        """{value: title} on English pages, of a vocabulary that has Vietnamese titles."""
        if self.language != "en" or vocabulary not in IN_ENGLISH:
            return {}
        if vocabulary not in self.read_english_terms:
            self.read_english_terms[vocabulary] = IN_ENGLISH[vocabulary]()
        return self.read_english_terms[vocabulary]

    @cached_property
    def read_english_terms(self):
        return {}

    def term_lang(self, vocabulary, value):
        """Language of a term's title where that is not the page's own, else None."""
        if self.language == "vi" or not value or vocabulary not in IN_ENGLISH:
            return None
        return None if value in self.english_terms(vocabulary) else "vi"

    def terms(self, vocabulary):
        if vocabulary not in self.known_terms:
            self.known_terms[vocabulary] = self.make_terms(vocabulary)
        return self.known_terms[vocabulary]

    def term(self, vocabulary, value):
        """Title of a vocabulary's value; the value itself when it is not in it."""
        return self.terms(vocabulary).get(value, value) if value else ""

    def entry(self, brain):
        """A link to a listed item, titled in the visitor's language."""
        entry = {
            "url": brain.getURL(),
            "title": brain.Title,
            "description": brain.Description,
            "description_lang": None,
            "lang": None,
            "brain": brain,
        }
        if self.language == "en":
            # Only then is the object itself needed: the catalogue has the Vietnamese title.
            item = brain.getObject()
            title = self.local(item, "title")
            description = self.local(item, "description")
            entry.update(title=title["text"], lang=title["lang"])
            entry.update(description=description["text"], description_lang=description["lang"])
        return entry

    def entries(self, brains):
        return [self.entry(brain) for brain in brains]

    def agency_links(self, uids):
        """Visible agencies of these UIDs, in that order, each once."""
        uids = list(dict.fromkeys(uid for uid in uids or () if uid))
        if not uids:
            return []
        by_uid = {brain.UID: brain for brain in self.find(portal_type="Agency", UID=uids)}
        return [self.entry(by_uid[uid]) for uid in uids if uid in by_uid]

    def procedure_links(self, codes):
        """Visible procedures of these codes, in that order."""
        codes = list(dict.fromkeys(code for code in codes or () if code))
        if not codes:
            return []
        brains = self.find(portal_type="Procedure", code=codes)
        # Editors see working copies too; the published one comes last and is kept.
        brains = sorted(brains, key=lambda brain: brain.review_state == "published")
        by_code = {brain.code: brain for brain in brains}
        return [self.entry(by_code[code]) for code in codes if code in by_code]

    @cached_property
    def english_text(self):
        """HTML of the English text on English pages, made safe by its transform; else nothing."""
        value = getattr(aq_base(self.context), "text_en", None)
        if self.language != "en" or not value or not value.raw:
            return ""
        return value.output_relative_to(self.context)

    def file_of(self, item):
        """The file to download of a form template or document: {url, kind, size}, or None."""
        blob = getattr(aq_base(item), "file", None)
        if blob is None:
            return None
        return {
            "url": f"{item.absolute_url()}/{self.download_view(item)}",
            "kind": display.file_kind(blob.contentType, blob.filename),
            "size": display.size(blob.getSize(), self.language),
            "filename": blob.filename,
        }

    def download_view(self, item):
        return "@@download/file"
