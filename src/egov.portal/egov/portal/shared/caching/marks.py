"""Marks: how tags stand, kept in the database, so that every process sees a change with its commit.

A tag has one of a fixed number of places, by its hash; two tags that share one are thrown away
together, which is rare and harmless. A bump combines the place with a new random number by
exclusive or: bumps of two transactions at the same moment merge whatever their order, and undoing
a transaction takes out exactly its own, so that no mark ever stands for two states.
"""

from hashlib import blake2b
from persistent import Persistent
from secrets import randbits
from zope.annotation.interfaces import IAnnotations


KEY = "egov.portal.caching"
SHARDS = 1024
PLACES = 16


def place_of(tag):
    """(shard, place) of a tag."""
    number = int.from_bytes(blake2b(tag.encode("utf-8", "replace"), digest_size=4).digest())
    return number % SHARDS, number // SHARDS % PLACES


class Shard(Persistent):
    """Some places: a tuple of whole numbers."""

    def __init__(self):
        self.places = (0,) * PLACES

    def bump(self, place):
        changed = list(self.places)
        changed[place] ^= randbits(63)
        self.places = tuple(changed)

    def _p_resolveConflict(self, old, saved, new):
        merged = [
            mine ^ theirs ^ before
            for before, theirs, mine in zip(
                old["places"], saved["places"], new["places"], strict=True
            )
        ]
        return {**saved, "places": tuple(merged)}


class Marks(Persistent):
    """All places of a portal."""

    def __init__(self):
        self.shards = tuple(Shard() for _number in range(SHARDS))

    def bump(self, tags):
        for shard, place in {place_of(tag) for tag in tags}:
            self.shards[shard].bump(place)

    def read(self, tags):
        """How the places of these tags stand: a tuple to compare with another of `at`."""
        places = tuple(sorted({place_of(tag) for tag in tags}))
        return places, self.at(places)

    def at(self, places):
        shards = self.shards
        return tuple(shards[shard].places[place] for shard, place in places)


def marks_of(portal):
    """The portal's marks, or None where they were not made yet."""
    return IAnnotations(portal).get(KEY)


def ensure_marks(portal):
    """Make the marks where there are none; returns them."""
    annotations = IAnnotations(portal)
    if KEY not in annotations:
        annotations[KEY] = Marks()
    return annotations[KEY]


def remove_marks(portal):
    IAnnotations(portal).pop(KEY, None)
