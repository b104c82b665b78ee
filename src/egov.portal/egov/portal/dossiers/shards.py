"""A mapping kept in many BTrees, so that writers at the same moment seldom meet in one bucket."""

from BTrees.OOBTree import OOBTree
from heapq import merge
from persistent import Persistent
from zlib import crc32


SHARDS = 32


class ShardedTree(Persistent):
    """Text keys to values, in the shape of a BTree.

    A BTree resolves two writes into one bucket, but not a write beside a split of that bucket.
    Keys that differ in their last character only share a shard, so that a block of consecutive
    numbers, which one thread takes, stays away from the block of the next.
    """

    def __init__(self):
        self._trees = tuple(OOBTree() for _shard in range(SHARDS))

    def _tree(self, key):
        return self._trees[crc32(str(key)[:-1].encode()) % SHARDS]

    def get(self, key, default=None):
        return self._tree(key).get(key, default)

    def __getitem__(self, key):
        return self._tree(key)[key]

    def __setitem__(self, key, value):
        self._tree(key)[key] = value

    def __delitem__(self, key):
        del self._tree(key)[key]

    def __contains__(self, key):
        return key in self._tree(key)

    has_key = __contains__

    def __len__(self):
        return sum(len(tree) for tree in self._trees)

    def __bool__(self):
        return any(self._trees)

    def keys(self, *args, **kw):
        """All keys in order, as a list; arguments as of a BTree's `keys`."""
        return list(merge(*(tree.keys(*args, **kw) for tree in self._trees)))

    def __iter__(self):
        return iter(self.keys())

    def items(self, *args, **kw):
        return ((key, self[key]) for key in self.keys(*args, **kw))

    def values(self, *args, **kw):
        return (self[key] for key in self.keys(*args, **kw))
