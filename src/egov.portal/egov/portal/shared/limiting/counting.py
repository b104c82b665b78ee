"""Counting, by the moving windows of the `limits` library."""

from egov.portal.shared.limiting.memory import BoundedMemory
import functools
import hashlib
from limits.errors import ConfigurationError
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
import logging
import math
import os
import time


logger = logging.getLogger("egov.portal.limits")
STORAGE = "EGOV_RATE_LIMIT_STORAGE"
MINUTE = 60
told = None


@functools.cache
def limiter():
    """The process's limiter, over the storage named in the environment or its own memory."""
    return MovingWindowRateLimiter(named_storage() or BoundedMemory())


def named_storage():
    """The storage that `EGOV_RATE_LIMIT_STORAGE` names; None where it names none that can be."""
    address = os.environ.get(STORAGE)
    if not address:
        return None
    try:
        return storage_from_string(address, wrap_exceptions=True)
    except (ConfigurationError, TypeError, ValueError) as error:
        logger.error("%s cannot be used, this process counts for itself: %s", STORAGE, error)
        return None


def counts():
    """Whether the storage answers, and is the one that was named."""
    storage = limiter().storage
    if os.environ.get(STORAGE) and isinstance(storage, BoundedMemory):
        return False
    try:
        return bool(storage.check())
    except StorageError:
        return False


def take(rates, name, who):
    """Count one for each rate, unless one of them is used up.

    :param rates: `limits.RateLimitItem`s
    :returns: 0, or the whole seconds until the rate that is used up has room again
    """
    waiting = spent(rates, name, who)
    if waiting:
        return waiting
    key = digest(who)
    try:
        for rate in rates:
            if not limiter().hit(rate, name, key):  # another thread was faster
                return seconds_left(rate, name, key)
    except StorageError as error:
        tell(error)
    return 0


def spent(rates, name, who):
    """As `take`, with nothing counted."""
    key = digest(who)
    try:
        full = [rate for rate in rates if not limiter().test(rate, name, key)]
        return max((seconds_left(rate, name, key) for rate in full), default=0)
    except StorageError as error:
        tell(error)
        return 0


def tell(error):
    """At most once a minute: it may go wrong with every request."""
    global told
    if told is None or time.monotonic() - told > MINUTE:
        told = time.monotonic()
        logger.error("Rate limits cannot be counted, nobody is refused: %s", error)


def seconds_left(rate, name, key):
    reset = limiter().get_window_stats(rate, name, key).reset_time
    return max(1, math.ceil(reset - time.time()))


def forget():
    """Everything counted so far."""
    limiter().storage.reset()


def digest(who):
    """Short, of one length, and no personal data in a storage outside."""
    return hashlib.blake2b(who.encode("utf-8", "replace"), digest_size=12).hexdigest()
