"""The dossiers' own catalogue: small, and apart from the site's.

A document id is the moment of receipt, so that every set of ids is in order of time and the newest
are read off its end. Its lowest bits name a shard, chosen by thread, so that threads writing at the
same moment write to different buckets.
"""

from BTrees.Length import Length
from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from egov.portal.dossiers.shards import ShardedTree
from heapq import merge
import itertools
from itertools import islice
import os
from persistent import Persistent
import secrets
import threading
from typing import NamedTuple


SHARDS = 16
# 51 bits of microseconds, 8 random, 4 of the shard: 63 bits.
RANDOM_BITS = 8
LAST = "\U0010ffff"
SHARD_BITS = 4


class Row(NamedTuple):
    """What is known of a dossier without waking it. `path` is relative to the register.

    `service`: its UID; rows of version 0.2 have none.
    """

    path: str
    code: str
    agency: str
    state: str
    applicant: str
    procedure: str
    service: str = ""


# Threads of a process take turns: two of them meet in one shard only when there are more of them.
turns = itertools.count(os.getpid())
own = threading.local()


def this_shard():
    """The shard of this thread, the same as long as it lives."""
    if not hasattr(own, "shard"):
        own.shard = next(turns) % SHARDS
    return own.shard


def id_at(moment):
    """The lowest document id of an aware moment."""
    return int(moment.timestamp() * 1_000_000) << (RANDOM_BITS + SHARD_BITS)


class Postings(Persistent):
    """The ids of all dossiers that have one value, in order of receipt."""

    def __init__(self):
        self.sets = tuple(LLTreeSet() for _shard in range(SHARDS))
        self.count = Length()

    def add(self, docid):
        if self.sets[docid % SHARDS].insert(docid):
            self.count.change(1)

    def remove(self, docid):
        ids = self.sets[docid % SHARDS]
        if docid in ids:
            ids.remove(docid)
            self.count.change(-1)

    def newest(self, since=None, until=None):
        """Ids from the newest on; `since` and `until` are aware moments."""
        low = id_at(since) if since else None
        high = id_at(until) if until else None
        return merge(*(backwards(ids, low, high) for ids in self.sets), reverse=True)


def backwards(ids, low=None, high=None):
    """The ids of a tree or a tree set from its end, without loading all of it."""
    while True:
        try:
            last = ids.maxKey(high) if high is not None else ids.maxKey()
        except ValueError:
            return
        if low is not None and last < low:
            return
        yield last
        high = last - 1


class DossierCatalog(Persistent):
    """Rows by document id, postings by (index, value), document ids by code."""

    def __init__(self):
        self._rows = tuple(LOBTree() for _shard in range(SHARDS))
        self._postings = OOBTree()
        self._codes = ShardedTree()

    def new_id(self, received):
        """An id nobody has, for a dossier received at this aware moment."""
        while True:
            docid = id_at(received) + (secrets.randbelow(1 << RANDOM_BITS) << SHARD_BITS)
            docid += this_shard()
            if docid not in self._rows[docid % SHARDS]:
                return docid
            received = received + received.resolution

    def drop_unused(self):
        """Let go of what catalogues before version 0.5 kept, and nobody asks any more."""
        self._postings.pop(("all",), None)

    def index(self, docid, row):
        """Write the row, and what changed of its postings."""
        rows = self._rows[docid % SHARDS]
        old = rows.get(docid)
        if old == tuple(row):
            return
        new_terms = terms(row)
        old_terms = terms(Row(*old)) if old else set()
        rows[docid] = tuple(row)
        self._codes[row.code] = docid
        for term in old_terms - new_terms:
            self._postings[term].remove(docid)
        for term in new_terms - old_terms:
            if term not in self._postings:
                self._postings[term] = Postings()
            self._postings[term].add(docid)

    def unindex(self, docid):
        rows = self._rows[docid % SHARDS]
        old = rows.get(docid)
        if old is None:
            return
        row = Row(*old)
        for term in terms(row):
            self._postings[term].remove(docid)
        if self._codes.get(row.code) == docid:
            del self._codes[row.code]
        del rows[docid]

    def row(self, docid):
        """The row of a document id, or None."""
        row = self._rows[docid % SHARDS].get(docid)
        return Row(*row) if row else None

    def rows_after(self, docid, size):
        """(the last id, rows) of the next `size` ids after this one; None, before and after all."""
        ids = merge(*(rows.keys(docid, excludemin=docid is not None) for rows in self._rows))
        found = list(islice(ids, size))
        return (found[-1] if len(found) == size else None), [self.row(each) for each in found]

    def by_code(self, code):
        """The row of the dossier with this code, or None."""
        docid = self._codes.get(code)
        return None if docid is None else self.row(docid)

    def any_row(self, number):
        """A row chosen by a number, the same one for the same number; None where there is none.

        Rows from the whole time are chosen, so that waking one takes as long as waking any other.

        :param number: 0 to 2**64 - 1
        """
        filled = [rows for rows in self._rows if rows]
        if not filled:
            return None
        rows = filled[number % len(filled)]
        low, high = rows.minKey(), rows.maxKey()
        return Row(*rows[rows.minKey(low + ((high - low) * number >> 64))])

    def search(
        self, agencies=None, states=None, applicant=None, since=None, until=None, start=0, size=20
    ):
        """Rows from the newest on.

        :param agencies: UIDs, none of them finds nothing; None does not ask (nor do the others)
        :param states: ids of states
        :param applicant: a user id
        :param since, until: aware moments
        """
        postings = self._matching(agencies, states, applicant)
        ids = merge(*(each.newest(since, until) for each in postings), reverse=True)
        return [self.row(docid) for docid in islice(ids, start, start + size)]

    def count(self, agencies=None, states=None, applicant=None):
        """How many there are, without going through them."""
        return sum(each.count() for each in self._matching(agencies, states, applicant))

    def count_since(self, moment):
        """How many were received since an aware moment: their ids are gone through, no more."""
        low = id_at(moment)
        return sum(len(rows.keys(low)) for rows in self._rows)

    def services(self, since, most):
        """UIDs of the services the newest `most` dossiers since an aware moment came by."""
        low = id_at(since) if since else None
        ids = merge(*(backwards(rows, low) for rows in self._rows), reverse=True)
        return [row.service for row in map(self.row, islice(ids, most)) if row.service]

    def _matching(self, agencies, states, applicant):
        # A dossier stands once in each kind of term, so that no two of these overlap.
        if applicant is not None:
            wanted = [("applicant", applicant)]
        elif agencies is not None and states is not None:
            wanted = [("agency_state", a, s) for a in set(agencies) for s in set(states)]
        elif agencies is not None:
            wanted = [("agency", a) for a in set(agencies)]
        elif states is not None:
            wanted = [("state", s) for s in set(states)]
        else:
            wanted = list(self._postings.keys(("state",), ("state", LAST)))
        found = (self._postings.get(term) for term in wanted)
        return [postings for postings in found if postings is not None]


def terms(row):
    """The postings a row belongs in."""
    found = {
        ("agency", row.agency),
        ("state", row.state),
        ("agency_state", row.agency, row.state),
    }
    if row.applicant:
        found.add(("applicant", row.applicant))
    return found
