"""Makers of vocabularies: fixed terms, terms of the registry, terms of the catalogue."""

import binascii
from egov.portal.shared.text import fold
from functools import lru_cache
from plone import api
from zope.interface import implementer
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.interfaces import IVocabularyTokenized
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


# The catalogue's index of ranked words.
RANKED = "egov_found"
# A list to choose from is of no use beyond this.
MOST_FOUND = 200

folded = lru_cache(maxsize=20000)(fold)


def _token(value):
    """Tokens are the values; the few that are not ASCII are written in hexadecimal."""
    return value if value.isascii() else binascii.hexlify(value.encode()).decode()


class Listed(SimpleVocabulary):
    """Terms that can be searched by part of their value or title, marks or not."""

    def search(self, query):
        words = [fold(word) for word in query.replace("*", " ").split()]
        return [
            term
            for term in self
            if all(word in folded(f"{term.value} {term.title}") for word in words)
        ]


def fixed(**terms):
    """A vocabulary factory of fixed {value: title}, in this order."""
    vocabulary = SimpleVocabulary([SimpleTerm(v, v, title) for v, title in terms.items()])

    @provider(IVocabularyFactory)
    def factory(context=None):
        return vocabulary

    return factory


def listed(read):
    """A vocabulary factory of what `read()` answers, {value: title}."""
    # (what was read, in its order; its terms): hundreds, and asked for several times a request.
    made = [None, None]

    @provider(IVocabularyFactory)
    def factory(context=None):
        items = list(read().items())
        known, vocabulary = made
        if items != known:
            vocabulary = Listed([SimpleTerm(v, _token(v), title) for v, title in items])
            made[:] = items, vocabulary
        return vocabulary

    return factory


@implementer(IVocabularyTokenized)
class CatalogTerms:
    """Content of one type as terms, each known by a key: `UID`, or its `code`.

    Nothing is loaded before it is asked for, so checking one value among thousands is one
    look into an index. Lists and searches show what the user may see; a value is valid
    whether or not the user may see what it names.
    """

    def __init__(self, portal_type, key):
        self.portal_type = portal_type
        self.key = key

    @property
    def catalog(self):
        return api.portal.get_tool("portal_catalog")

    def _term(self, brain):
        value = getattr(brain, self.key)
        name = value if self.key == "code" else getattr(brain, "number", None)
        title = f"{name} – {brain.Title}" if name else brain.Title
        return SimpleTerm(value, _token(value), title)

    def _is_indexed(self):
        """Whether content can be found by its key: not after the add-on was taken away."""
        return self.key in self.catalog.Indexes

    def _find(self, value):
        if not isinstance(value, str) or not value or not self._is_indexed():
            return None
        query = {"portal_type": self.portal_type, self.key: value}
        return next(iter(self.catalog.unrestrictedSearchResults(**query)), None)

    def __contains__(self, value):
        return self._find(value) is not None

    def getTerm(self, value):
        brain = self._find(value)
        if brain is None:
            raise LookupError(value)
        return self._term(brain)

    def getTermByToken(self, token):
        return self.getTerm(token)

    def _brains(self, **query):
        return self.catalog(portal_type=self.portal_type, sort_on="sortable_title", **query)

    def __iter__(self):
        if not self._is_indexed():
            return iter(())
        return (self._term(brain) for brain in self._brains() if getattr(brain, self.key))

    def __len__(self):
        return len(self._brains())

    def search(self, query):
        """Terms that fit the query: ranked as a search ranks them, then the others.

        The others have every word of the query in their key, number or name, marks or not.
        """
        ranked = self._ranked(query)
        known = {term.value for term in ranked}
        return [*ranked, *(t for t in self._holding(query) if t.value not in known)][:MOST_FOUND]

    def _ranked(self, query):
        text = query.replace("*", " ").strip()
        if not text or RANKED not in self.catalog.indexes():
            return []
        asked = {"query": text, "unfinished": True}
        brains = self.catalog(portal_type=self.portal_type, **{RANKED: asked})
        return [self._term(brain) for brain in brains[:MOST_FOUND] if getattr(brain, self.key)]

    def _holding(self, query):
        words = [fold(word) for word in query.replace("*", " ").split()]
        found = []
        for brain in self._brains():
            text = folded(f"{getattr(brain, self.key)} {brain.number or ''} {brain.Title}")
            if all(word in text for word in words):
                found.append(self._term(brain))
                if len(found) == MOST_FOUND:
                    break
        return found


def from_catalog(portal_type, key):
    """A vocabulary factory of the content of one type; `key` is an index and metadata column."""

    @provider(IVocabularyFactory)
    def factory(context=None):
        return CatalogTerms(portal_type, key)

    return factory
