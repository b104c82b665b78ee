"""What `egov_other_text` knows of content that is no procedure."""

from Acquisition import aq_base
from egov.portal.catalogue.procedure import IProcedure
from egov.portal.search.filetexts import text_of_files
from egov.portal.search.words import squeeze
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
import re


# Types that a search of the site never shows: parts of other things, and what is not public.
NEVER = {"EasyForm", "Section", "Dossier", "DossierFolder", "DossierRegister", "Plone Site"}
# Fields of the portal's types, and of Plone's, that hold words.
LINES = ("number", "issuer", "address", "abbreviation", "event_type", "location")
BODIES = ("abstract", "answer", "text", "responsibilities")
TAG = re.compile(r"<[^>]{0,2000}>")


@indexer(IDexterityContent)
def other_text(obj):
    """The parts of `index.PARTS` and `codes`, or None for what a search does not show."""
    if obj.portal_type in NEVER:
        return None
    content = aq_base(obj)
    number = getattr(content, "number", None)
    code = getattr(content, "code", None)
    return {
        "title": f"{obj.title or ''}\n{written(content, 'title_en')}",
        "keywords": "\n".join(getattr(content, "subject", None) or ()),
        "description": obj.description or "",
        "field": "\n".join(written(content, name) for name in LINES),
        "text": "\n".join(written(content, name) for name in BODIES),
        "papers": text_of_files(obj),
        "codes": [squeeze(one) for one in (number, code) if isinstance(one, str) and one],
    }


@indexer(IProcedure)
def no_other_text(obj):
    """Procedures have an index of their own, so that rare words are rare among them."""


def written(content, name):
    """The plain text of an attribute, whatever it is."""
    value = getattr(content, name, None)
    raw = getattr(value, "raw", value)
    return TAG.sub(" ", raw) if isinstance(raw, str) else ""
