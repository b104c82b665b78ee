"""Counts in the process's own memory, bounded.

The library's own memory storage keeps every sender until a time is over and looks through all of
them after each hit: a million addresses would fill the memory and keep a processor busy. Here the
sender not seen for longest gives way to a new one, and nothing is looked through.
"""

import bisect
from collections import OrderedDict
from limits.storage import Storage
from limits.storage.base import MovingWindowSupport
import threading
import time


MOST_SENDERS = 50_000
MOST_TIMES = 1_000_000  # of 8 bytes and a little


class BoundedMemory(Storage, MovingWindowSupport):
    """For each key the moments of its hits, oldest first."""

    STORAGE_SCHEME = None

    def __init__(self, most_keys=MOST_SENDERS, most_times=MOST_TIMES):
        super().__init__()
        self.most_keys = most_keys
        self.most_times = most_times
        self.lock = threading.Lock()
        self.reset()

    @property
    def base_exceptions(self):
        return ValueError

    def acquire_entry(self, key, limit, expiry, amount=1):
        """Count `amount` hits now if there is room for them among `limit` in `expiry` seconds."""
        with self.lock:
            times = self.recent(key, expiry)
            if len(times) + amount > limit:
                return False
            now = time.time()
            times.extend([now] * amount)
            self.number += amount
            self.times[key] = times
            while len(self.times) > self.most_keys or self.number > self.most_times:
                self.drop(next(iter(self.times)))
            return True

    def get_moving_window(self, key, limit, expiry):
        """(moment of the oldest hit that counts, number of hits that count)."""
        with self.lock:
            times = self.recent(key, expiry)
            return (times[0], len(times)) if times else (time.time(), 0)

    def recent(self, key, expiry):
        """The moments of a key that still count, what is older taken away."""
        times = self.times.get(key)
        if times is None:
            return []
        # Also of who is refused all the time: else others' hits would make room for more.
        self.times.move_to_end(key)
        old = bisect.bisect_right(times, time.time() - expiry)
        if old:
            del times[:old]
            self.number -= old
        return times

    def drop(self, key):
        self.number -= len(self.times.pop(key, ()))

    def clear(self, key):
        with self.lock:
            self.drop(key)

    def reset(self):
        self.times = OrderedDict()
        self.number = 0

    def check(self):
        return True

    # The other strategies of the library are not for this storage.

    def incr(self, key, expiry, amount=1):
        raise NotImplementedError

    def get(self, key):
        raise NotImplementedError

    def get_expiry(self, key):
        raise NotImplementedError
