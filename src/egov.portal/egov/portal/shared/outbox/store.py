"""Where entries are kept: in many small trees, so that those who add at once seldom meet.

Each key has its shard, so that two who add the same key write the same place, and one of them
has a conflict and finds the other's entry. Trees of a shard are never empty: a BTree cannot merge
an addition with a change that emptied it, and an outbox is mostly empty.
"""

from BTrees.OOBTree import OOBTree
from egov.portal.shared.outbox.entries import DEAD
from egov.portal.shared.outbox.entries import DONE
from egov.portal.shared.outbox.entries import Entry
from egov.portal.shared.outbox.entries import WAITING
from egov.portal.shared.outbox.reasons import readable
from heapq import merge
from itertools import islice
from persistent import Persistent
from persistent.mapping import PersistentMapping
from zlib import crc32


SHARDS = 128
# A pause that ended so many seconds ago may be renewed as soon as the worker comes to it.
PAUSE_SEEN = 120.0
# Sorts behind every key of a string.
LAST = "\U0010ffff"


class Outbox(Persistent):
    """Entries by key, and in order of the moment at which they may be done."""

    # kind -> (POSIX seconds until which it is not tried, why as `reasons.stored` gives it): the
    # other side is not there
    paused = None

    def __init__(self):
        self._entries = tuple(OOBTree({"": None}) for _shard in range(SHARDS))
        # (kind, next_at, key) -> entry; those of a claimed one are there at the end of its claim
        self._due = tuple(OOBTree({("", 0.0, ""): None}) for _shard in range(SHARDS))
        # (next_at, key) -> entry
        self._dead = tuple(OOBTree({(0.0, ""): None}) for _shard in range(SHARDS))
        # name of a reconciler -> (cursor, POSIX seconds of its next slice)
        self.reconciled = PersistentMapping()

    def get(self, key):
        """The entry with this key, or None."""
        return self._entries[shard(key)].get(key) if key else None

    def add(self, kind, payload, key, now, next_at):
        """The entry of this key, made or asked for again; the latter wakes a dead one."""
        entry = self.get(key)
        if entry is None:
            entry = Entry(kind, payload, key, now, next_at)
            self._entries[shard(key)][key] = entry
            self._due[shard(key)][(kind, next_at, key)] = entry
            return entry
        # Written in any case: whoever is working on it must not miss that it was asked for again.
        entry.asked += 1
        if entry.state == DEAD:
            self.replay(entry, next_at)
        return entry

    def due(self, kind, now):
        """Entries of a kind that may be done, the one that waits longest first."""
        return self._range(kind, now)

    def first(self, kind):
        """The entry of a kind that may be done first, now or later, or None."""
        return next(iter(self._range(kind, float("inf"))), None)

    def _range(self, kind, until):
        low, high = (kind, 0.0, ""), (kind, until, LAST)
        found = (
            tree.items(low, high, excludemin=True) for tree in self._due if tree.maxKey() >= low
        )
        return (entry for _key, entry in merge(*found, key=first_of))

    def pause(self, kind, until, reason):
        """Write down that nothing of a kind can be done, for those who look after the portal."""
        if self.paused is None:
            self.paused = PersistentMapping()
        self.paused[kind] = (until, reason)

    def paused_at(self, now):
        """{kind: why} of the kinds whose other side was not there a short while ago."""
        found = (self.paused or {}).items()
        return {
            kind: readable(reason) for kind, (until, reason) in found if until + PAUSE_SEEN > now
        }

    def reschedule(self, entry, next_at):
        """Move a living entry to another moment."""
        due = self._due[shard(entry.key)]
        del due[(entry.kind, entry.next_at, entry.key)]
        entry.next_at = next_at
        due[(entry.kind, next_at, entry.key)] = entry

    def remove(self, entry):
        """Take an entry out: done, or given up by an administrator."""
        if entry.state == DEAD:
            del self._dead[shard(entry.key)][(entry.next_at, entry.key)]
        else:
            del self._due[shard(entry.key)][(entry.kind, entry.next_at, entry.key)]
        del self._entries[shard(entry.key)][entry.key]
        # Written, so that whoever asks for it again at the same moment has a conflict.
        entry.state = DONE

    def bury(self, entry, now):
        """Make it a dead letter."""
        del self._due[shard(entry.key)][(entry.kind, entry.next_at, entry.key)]
        entry.state, entry.owner, entry.next_at = DEAD, "", now
        self._dead[shard(entry.key)][(now, entry.key)] = entry

    def replay(self, entry, now):
        """Let a dead letter live again, as if it had never been tried."""
        del self._dead[shard(entry.key)][(entry.next_at, entry.key)]
        entry.state, entry.attempts, entry.next_at = WAITING, 0, now
        entry.replayed = now
        self._due[shard(entry.key)][(entry.kind, now, entry.key)] = entry

    def dead(self, start=0, size=None):
        """Dead letters, the oldest first."""
        found = (tree.items((0.0, ""), excludemin=True) for tree in self._dead)
        entries = (entry for _key, entry in merge(*found, key=first_of))
        return list(islice(entries, start, None if size is None else start + size))

    def living(self, start=0, size=None):
        """Entries waiting or claimed, in order of kind and of the moment they are due."""
        found = (tree.items(("", 0.0, ""), excludemin=True) for tree in self._due)
        entries = (entry for _key, entry in merge(*found, key=first_of))
        return list(islice(entries, start, None if size is None else start + size))

    def count_dead(self):
        return sum(len(tree) for tree in self._dead) - SHARDS

    def count_living(self):
        return sum(len(tree) for tree in self._due) - SHARDS

    def kinds(self):
        """Kinds of which there is a living entry."""
        kinds = set()
        for tree in self._due:
            kind = ""
            while tree.maxKey()[0] > kind:
                kind = tree.minKey((kind, float("inf"), LAST))[0]
                kinds.add(kind)
        return kinds


def shard(key):
    return crc32(key.encode()) % SHARDS


def first_of(pair):
    return pair[0]
