"""Doing what is in the outbox, within the transaction of the caller."""

from egov.portal.shared.outbox.adding import get_outbox
from egov.portal.shared.outbox.entries import WAITING
from egov.portal.shared.outbox.interfaces import GiveUp
from egov.portal.shared.outbox.interfaces import IOutboxHandler
from egov.portal.shared.outbox.interfaces import NotNow
from egov.portal.shared.outbox.reasons import in_english
from egov.portal.shared.outbox.reasons import reason_of
from egov.portal.shared.outbox.reasons import stored
from egov.portal.shared.outbox.settings import policy
import logging
import time
import transaction
from typing import NamedTuple
from zope.component import getUtilitiesFor
from zope.component import getUtility


logger = logging.getLogger("egov.portal.outbox")


class Worked(NamedTuple):
    """How many entries were done, will be tried again, are dead letters now."""

    done: int = 0
    retried: int = 0
    dead: int = 0

    def __add__(self, other):
        return Worked(*(a + b for a, b in zip(self, other, strict=True)))


def kinds():
    """Kinds of entries that can be done at present, in order."""
    handlers = getUtilitiesFor(IOutboxHandler)
    return sorted(name for name, handler in handlers if not why_away(handler))


def why_away(handler):
    """Why a handler can do nothing at present, or an empty text."""
    away = getattr(handler, "away", None)
    return away() if away is not None else ""


def work(limit=None):
    """Do what is due in the site's outbox now, in the current transaction; returns `Worked`.

    For commands and tests. The caller commits; what a handler that failed has written is undone.

    :param limit: so many entries at most
    """
    outbox = get_outbox()
    total = Worked()
    for kind in kinds():
        for entry in list(outbox.due(kind, time.time())):
            if limit is not None and sum(total) >= limit:
                return total
            total += work_one(outbox, entry)
    return total


def work_one(outbox, entry):
    before = transaction.savepoint(optimistic=True)
    try:
        confirm = getUtility(IOutboxHandler, name=entry.kind)(entry)
        if callable(confirm):
            confirm()
    except Exception as error:
        before.rollback()
        return failed(outbox, entry, error, policy())
    outbox.remove(entry)
    return Worked(done=1)


def failed(outbox, entry, error, rules):
    """Write down that it failed: it is tried again later, or is a dead letter; returns `Worked`."""
    now = time.time()
    reason = reason_of(error)
    entry.last_error, entry.reason = in_english(reason), stored(reason)
    entry.owner = ""
    if isinstance(error, NotNow):
        entry.state = WAITING
        outbox.reschedule(entry, now + error.seconds)
        outbox.pause(entry.kind, now + error.seconds, entry.reason)
        return Worked(retried=1)
    entry.attempts += 1
    if isinstance(error, GiveUp) or entry.attempts >= rules.attempts:
        outbox.bury(entry, now)
        logger.error("%s %s is a dead letter: %s", entry.kind, entry.key, entry.last_error)
        return Worked(dead=1)
    entry.state = WAITING
    outbox.reschedule(entry, now + rules.delay(entry.attempts))
    logger.warning("%s %s failed: %s", entry.kind, entry.key, entry.last_error)
    return Worked(retried=1)
