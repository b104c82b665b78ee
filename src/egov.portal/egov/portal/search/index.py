"""The catalogue index `egov_text`: Vietnamese text in weighted parts, with and without marks.

What is indexed is a mapping of part names (see `PARTS`) to texts. A posting holds what the word
is worth in that record (an int, 1000 at most), so that a query is a few weighted unions of
BTrees, done in C. One BTree a word: two transactions that index different records merge.
"""

from BTrees.IIBTree import IIBTree
from BTrees.IOBTree import IOBTree
from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from egov.portal.search.interfaces import IFoldedTextIndex
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
from egov.portal.search.version import Version
from egov.portal.search.words import pairs
from egov.portal.search.words import prepared
from egov.portal.search.words import split
from itertools import islice
from OFS.SimpleItem import SimpleItem
from Products.ZCatalog.query import IndexQuery
import re
from typing import NamedTuple
import zlib
from zope.interface import implementer


class Part(NamedTuple):
    """How a part of a record counts.

    `weight`: of one occurrence. `length`: words a usual part has; longer ones count for less.
    `precise`: whether pairs of words, and words with their marks, are indexed too.
    """

    weight: float
    length: int
    precise: bool


PARTS = {
    "title": Part(1.0, 12, True),
    "synonyms": Part(1.0, 12, True),
    "keywords": Part(0.5, 12, True),
    "description": Part(0.25, 30, False),
    "field": Part(0.25, 4, True),
    "results": Part(0.35, 8, True),
    "papers": Part(0.12, 250, False),
    "text": Part(0.05, 400, False),
}
# Half of what a word can be worth is reached by this much weight.
SATURATION = 0.6
# How strongly a long part counts for less: 0 not at all, 1 in proportion.
LENGTH_NORM = 0.6
# Words of one part that are read; nobody finds a record by what comes after.
MOST_WORDS = 20_000
SCALE = 1000
# Parts of several lines, each a name of the record.
NAMES = ("title", "synonyms")
IN_BRACKETS = re.compile(r"\([^()]*\)")
FIRST_SAID = re.compile(
    r"^\s*(?:liên thông\s+)?(?:các\s+)?(?:thủ tục hành chính|thủ tục)\s+(?:về\s+)?"
)
NOT_CALLED = re.compile(r",|\bđối với\b|\btrong trường hợp\b|\bthuộc\b|\bbằng dịch vụ công\b")
CODE = "#"
EXACT = "="


def worth(parts):
    """`{term: worth 1..1000}` of a record, and its title's words.

    Terms are folded words, pairs of them ("~khai sinh"), `=` before words or pairs with their
    marks, `#` before squeezed codes.
    """
    weights = {}
    heads = []
    for name, part in PARTS.items():
        words, codes = split(parts.get(name) or "")
        words = words[:MOST_WORDS]
        if not words:
            continue
        share = part.weight / (1 - LENGTH_NORM + LENGTH_NORM * len(words) / part.length)
        folded = [word.folded for word in words]
        terms = folded + [code.folded for code in codes[:MOST_WORDS]]
        if part.precise:
            exact = [word.exact for word in words]
            terms += pairs(folded)
            terms += [EXACT + term for term in exact]
            terms += [EXACT + term for term in pairs(exact)]
        for term in terms:
            weights[term] = weights.get(term, 0.0) + share
        if name in NAMES:
            heads += names_in(parts[name])
    result = {
        term: max(1, round(SCALE * weight / (SATURATION + weight)))
        for term, weight in weights.items()
    }
    for code in parts.get("codes") or ():
        result[CODE + code] = SCALE
    return result, "\n".join(dict.fromkeys(heads))


def names_in(text):
    """Folded words of the names in a text, one a line: each whole, and what it is about.

    "Thủ tục" before a name and what stands in brackets say nothing. A name of several things is
    several; what comes after "đối với" or a comma is not what a thing is called.
    """
    for line in text.split("\n"):
        line = IN_BRACKETS.sub(" ", prepared(line))
        for part in dict.fromkeys([line, *line.split(";")]):
            words = FIRST_SAID.sub("", part)
            yield from (said for said in (folded_line(words), folded_line(core(words))) if said)


def core(name):
    return NOT_CALLED.split(name, maxsplit=1)[0]


def folded_line(text):
    return " ".join(word.folded for word in split(text)[0])


@implementer(IFoldedTextIndex)
class FoldedTextIndex(SimpleItem):
    """Full-text index of records in weighted parts."""

    meta_type = "EgovTextIndex"
    query_options = ("query",)
    manage_options = ()
    # Indexes of before profile 1003 get theirs with the first change.
    _version = None

    def __init__(self, id, extra=None, caller=None):
        self.id = id
        self.indexed_attrs = [id]
        self.clear()

    def clear(self):
        """Forget everything."""
        self._postings = OOBTree()
        self._terms = IOBTree()
        self._heads = IOBTree()
        self._common = IIBTree()
        self._count = Length()
        self.changed()

    @property
    def version(self):
        """A number for this state of the index, or None if it does not know."""
        return self._version.number if self._version is not None else None

    def changed(self):
        """Nothing that was worked out from the index before is right any more."""
        if self._version is None:
            self._version = Version()
        self._version.change()

    def getId(self):
        return self.id

    def getIndexSourceNames(self):
        return list(self.indexed_attrs)

    def getIndexQueryNames(self):
        return [self.id]

    def numObjects(self):
        return self._count()

    def indexSize(self):
        return len(self._postings)

    def index_object(self, documentId, obj, threshold=None):
        parts = getattr(obj, self.indexed_attrs[0], None)
        if callable(parts):
            parts = parts()
        if not parts:
            return self.unindex_object(documentId)
        new, head = worth(parts)
        self.changed()
        old = self.terms_of(documentId)
        for term in old:
            if term not in new:
                self._drop(term, documentId)
        for term, value in new.items():
            postings = self._postings.get(term)
            if postings is None:
                postings = self._postings[term] = IIBTree()
            if postings.get(documentId) != value:
                postings[documentId] = value
        if not old:
            self._count.change(1)
        if self._heads.get(documentId) != head:
            self._heads[documentId] = head
        common = int(parts.get("commonness") or 0)
        if self._common.get(documentId) != common:
            self._common[documentId] = common
        packed = pack(new)
        if self._terms.get(documentId) != packed:
            self._terms[documentId] = packed
        return 1

    def unindex_object(self, documentId):
        old = self.terms_of(documentId)
        if not old:
            return 0
        self.changed()
        for term in old:
            self._drop(term, documentId)
        del self._terms[documentId]
        del self._heads[documentId]
        self._common.pop(documentId, None)
        self._count.change(-1)
        return 1

    def _drop(self, term, documentId):
        postings = self._postings.get(term)
        if postings is not None and documentId in postings:
            del postings[documentId]
            if not postings:
                del self._postings[term]

    def terms_of(self, documentId):
        """All of the terms a record is indexed by."""
        packed = self._terms.get(documentId)
        return zlib.decompress(packed).decode().split("\n") if packed else []

    @property
    def words_by_letter(self):
        """What spelling remembers of this index, for as long as the object is in memory."""
        if getattr(self, "_v_words", None) is None:
            self._v_words = {}
        return self._v_words

    def record_ids(self):
        """The ids of all records, in order."""
        return self._terms.keys()

    def postings(self, term):
        """`IIBTree` of record ids to the term's worth, or None."""
        return self._postings.get(term)

    def terms_from(self, prefix, limit=2000):
        """Terms that begin with a prefix, in order, so many at most."""
        terms = self._postings.keys(prefix, prefix + "\U0010ffff")
        return list(islice(terms, limit))

    def head(self, documentId):
        """Folded words of a record's title and, a line each, its synonyms."""
        return self._heads.get(documentId, "")

    def commonness(self, documentId):
        """How often people want a record, 0 to 1, as far as is known."""
        return self._common.get(documentId, 0) / 100

    def getEntryForObject(self, documentId, default=None):
        return self.terms_of(documentId) or default

    def hasUniqueValuesFor(self, name):
        return False

    def uniqueValues(self, name=None, withLengths=0):
        return ()

    def _apply_index(self, request, resultset=None):
        record = IndexQuery(request, self.id, self.query_options)
        if record.keys is None:
            return None
        hits = rank(self, read(" ".join(str(key) for key in record.keys), self))
        return IIBTree(hits.scaled(SCALE)), (self.id,)


def pack(terms):
    return zlib.compress("\n".join(sorted(terms)).encode(), 6)
