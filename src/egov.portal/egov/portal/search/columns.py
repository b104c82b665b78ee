"""An index as arrays: what ranking reads of one state of it, shared by all threads.

Records have places, 0 and up in the order of their ids; a term's records and what it is worth in
them are read from its BTree when it is first asked for. Nothing here belongs to a connection: what
is missing is read from the index that the caller has.
"""

from egov.portal.search.version import worked_out
import math
import numpy
from typing import NamedTuple


# A term that so large a share of all records has is kept with a number for each of them.
FREQUENT = 1 / 6
# So many of a kind are kept; beyond it all are read again when they are asked for.
MOST_TERMS = 20_000
MOST_NAMES = 30_000


class Posting(NamedTuple):
    """A term's records: their places, and what it is worth in them (1 to 1000).

    Of a frequent term also for all records: whether they have it (0 or 1), and its worth.
    """

    at: numpy.ndarray
    worth: numpy.ndarray
    there: numpy.ndarray | None = None
    everywhere: numpy.ndarray | None = None

    def add_to(self, sums, weight):
        """Add a weight to the sums of all records that have the term."""
        if self.there is not None:
            sums += weight * self.there
        else:
            sums[self.at] += weight

    def worth_at(self, places):
        """What it is worth in the records of sorted places; 0 where it is not."""
        if self.everywhere is not None:
            return self.everywhere[places]
        nearest = numpy.searchsorted(self.at, places)
        nearest[nearest == len(self.at)] = 0
        return numpy.where(self.at[nearest] == places, self.worth[nearest], 0.0)


class Name(NamedTuple):
    """A name of a record: its folded words, all of them in blanks, and how rare they are."""

    words: frozenset
    padded: str
    rarity: float


class Columns:
    """One state of an index."""

    def __init__(self, index):
        self.rids = numpy.fromiter(index.record_ids(), numpy.int32)
        self.size = len(self.rids)
        self.postings = {}
        self.rarities = {}
        self.counts = {}
        self.names = {}
        self.named = {}
        self.common = None

    def posting(self, index, term):
        """The `Posting` of a term, or None."""
        found = self.postings.get(term)
        if found is None:
            tree = index.postings(term)
            if tree is None:
                return None
            if len(self.postings) >= MOST_TERMS:
                self.postings.clear()
            found = self.postings[term] = self.read(tree)
        return found

    def read(self, tree):
        ids = numpy.fromiter(tree.keys(), numpy.int32)
        worth = numpy.fromiter(tree.values(), numpy.float64)
        at = numpy.searchsorted(self.rids, ids)
        if len(at) < FREQUENT * self.size:
            return Posting(at, worth)
        everywhere = numpy.zeros(self.size)
        everywhere[at] = worth
        return Posting(at, worth, (everywhere > 0).astype(numpy.float64), everywhere)

    def count(self, index, term):
        """How many records have a term."""
        count = self.counts.get(term)
        if count is None:
            tree = index.postings(term)
            if tree is None:
                return 0
            if len(self.counts) >= MOST_TERMS:
                self.counts.clear()
            count = self.counts[term] = len(tree)
        return count

    def rarity(self, index, term):
        """Inverse document frequency: near 0 for what is everywhere, high for what is rare."""
        rarity = self.rarities.get(term)
        if rarity is None:
            count = self.count(index, term)
            rarity = math.log(1 + ((self.size or 1) - count + 0.5) / (count + 0.5))
            if count:
                if len(self.rarities) >= MOST_TERMS:
                    self.rarities.clear()
                self.rarities[term] = rarity
        return rarity

    def names_of(self, index, place):
        """The `Name`s of the record at a place."""
        found = self.names.get(place)
        if found is None:
            head = index.head(int(self.rids[place]))
            if len(self.names) >= MOST_NAMES:
                self.names.clear()
                self.named.clear()
            found = self.names[place] = tuple(self.name(index, name) for name in head.split("\n"))
        return found

    def name(self, index, text):
        found = self.named.get(text)
        if found is None:
            words = frozenset(text.split(" "))
            rarity = sum(self.rarity(index, word) for word in words)
            found = self.named[text] = Name(words, f" {text} ", rarity)
        return found

    def commonness(self, index):
        """How often people want each record, 0 to 1."""
        if self.common is None:
            self.common = numpy.fromiter(map(index.commonness, self.rids.tolist()), numpy.float64)
        return self.common

    def mask(self, rids):
        """Which records are among some ids (sorted, as BTrees' sets are): an array of truths."""
        mask = numpy.zeros(self.size, bool)
        ids = numpy.fromiter(rids, numpy.int32)
        if self.size and len(ids):
            at = numpy.searchsorted(self.rids, ids)
            at[at == self.size] = 0
            mask[at[self.rids[at] == ids]] = True
        return mask

    def place(self, rid):
        """The place of a record, or None."""
        at = int(numpy.searchsorted(self.rids, rid))
        return at if at < self.size and self.rids[at] == rid else None


def columns_of(index):
    """The `Columns` of an index as the present transaction sees it."""
    return worked_out(index, Columns, (index.version,), lambda: Columns(index))
