"""Doing what is in the outbox in transactions of its own, beside other workers.

An entry is claimed, done, and taken out: three steps, each stored. A claim ends by itself, so that
what a dead process has claimed is free again.
"""

from egov.portal import _
from egov.portal.shared.outbox.entries import CLAIMED
from egov.portal.shared.outbox.entries import WAITING
from egov.portal.shared.outbox.interfaces import IOutboxHandler
from egov.portal.shared.outbox.interfaces import NotNow
from egov.portal.shared.outbox.policy import Policy
from egov.portal.shared.outbox.working import failed
from egov.portal.shared.outbox.working import kinds
from egov.portal.shared.outbox.working import logger
from egov.portal.shared.outbox.working import Worked
from itertools import islice
import os
import random
import secrets
import socket
import time
import transaction
from ZODB.POSException import ConflictError
from zope.component import getUtility


BATCH = 8
TRIES = 12
NOTE = "Outbox"


def new_owner():
    """A name for a worker: machine, process, and what no other has."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(owner):
    """Whether an owner is known to be dead: of this machine, and its process is no more."""
    machine, _colon, rest = owner.rpartition(":")[0].rpartition(":")
    if machine != socket.gethostname() or not rest.isdigit():
        return False
    if int(rest) == os.getpid():
        return True  # an earlier process with the same number: asked for other owners only
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Claimant:
    """One worker at one outbox.

    `outbox`: the `store.Outbox` on a connection of the transaction manager `manager`;
    `rules`: a `Policy`; `ending`: says whether to stop, asked between two entries.
    `paused`: {kind: POSIX seconds until which nothing of it is tried}, kept by the caller;
    `kinds`: says which kinds can be done.
    """

    def __init__(
        self, outbox, owner, rules=None, manager=None, ending=None, paused=None, kinds=kinds
    ):
        self.outbox = outbox
        self.owner = owner
        self.rules = rules or Policy()
        self.manager = manager or transaction.manager
        self.ending = ending or (lambda: False)
        self.paused = {} if paused is None else paused
        self.kinds = kinds

    def work(self):
        """Do all that is due, the kinds by turns; returns `Worked`."""
        total = Worked()
        self.manager.begin()
        open_kinds = list(self.kinds())
        while open_kinds and not self.ending():
            for kind in list(open_kinds):
                paused = self.paused.get(kind, 0) > time.time()
                keys = [] if paused else self.claim(kind)
                if not keys:
                    open_kinds.remove(kind)
                total += self.do_all(kind, keys)
        return total

    def wait(self, longest):
        """Seconds until something is due, at most `longest`."""
        self.manager.begin()
        moments = []
        for kind in self.kinds():
            first = self.outbox.first(kind)
            if first is not None:
                moments.append(max(first.next_at, self.paused.get(kind, 0)))
        return min([longest, *(max(moment - time.time(), 0) for moment in moments)])

    def claim(self, kind):
        """Keys of the entries that are this worker's now."""

        def take():
            now = time.time()
            entries = list(islice(self.outbox.due(kind, now), BATCH))
            for entry in entries:
                entry.state, entry.owner = CLAIMED, self.owner
                self.outbox.reschedule(entry, now + self.rules.lease)
            return [entry.key for entry in entries]

        return self.stored(take) or []

    def do_all(self, kind, keys):
        total = Worked()
        for number, key in enumerate(keys):
            if self.ending() or self.paused.get(kind, 0) > time.time():
                self.release(keys[number:])
                break
            total += self.do(key)
        return total

    def do(self, key):
        """Do one claimed entry, and store how it ended; returns `Worked`."""
        self.renew(key)
        confirm = None
        for attempt in range(TRIES):
            self.manager.begin()
            entry = self.mine(key)
            if entry is None and confirm is None:
                return Worked()
            try:
                if confirm is None:
                    asked = entry.asked
                    confirm = getUtility(IOutboxHandler, name=entry.kind)(entry)
            except Exception as error:
                self.manager.abort()
                if isinstance(error, ConflictError) and attempt < TRIES - 1:
                    continue
                return self.store_failure(key, error)
            if self.finish(entry, asked, confirm):
                return Worked(done=1)
            if not callable(confirm):
                confirm = None  # all it did was undone with the transaction: it is done again
            time.sleep(min(0.01 * 2**attempt, 5.0) * random.random())
        return self.store_failure(
            key, RuntimeError(_("It was done, but that could not be stored."))
        )

    def finish(self, entry, asked, confirm):
        """Store that an entry was done; returns whether it could be."""
        try:
            if callable(confirm):
                confirm()
            if entry is not None and entry.asked != asked:
                entry.state, entry.owner = WAITING, ""
                self.outbox.reschedule(entry, time.time())
            elif entry is not None:
                self.outbox.remove(entry)
            self.commit()
        except Exception as error:
            self.manager.abort()
            if not isinstance(error, ConflictError):
                logger.exception("The end of an entry could not be stored")
            return False
        return True

    def renew(self, key):
        """Have the whole lease before doing something that takes its time."""

        def prolong():
            entry = self.mine(key)
            if entry is not None and entry.next_at < time.time() + self.rules.lease / 2:
                self.outbox.reschedule(entry, time.time() + self.rules.lease)

        self.stored(prolong)

    def store_failure(self, key, error):
        if isinstance(error, NotNow):
            entry = self.outbox.get(key)
            if entry is not None:
                self.paused[entry.kind] = time.time() + error.seconds

        def note():
            entry = self.mine(key)
            return Worked() if entry is None else failed(self.outbox, entry, error, self.rules)

        return self.stored(note) or Worked()

    def release(self, keys):
        """Give back what was claimed and not begun."""

        def free():
            for key in keys:
                entry = self.mine(key)
                if entry is not None:
                    entry.state, entry.owner = WAITING, ""
                    self.outbox.reschedule(entry, time.time())

        self.stored(free)

    def free_dead(self):
        """Give back what processes of this machine had claimed that are no more."""

        def free():
            freed = 0
            for entry in self.outbox.living():
                if entry.state == CLAIMED and entry.owner != self.owner and is_gone(entry.owner):
                    entry.state, entry.owner = WAITING, ""
                    self.outbox.reschedule(entry, time.time())
                    freed += 1
            return freed

        return self.stored(free) or 0

    def mine(self, key):
        """The entry, or None if it is no longer this worker's."""
        entry = self.outbox.get(key)
        if entry is None or entry.state != CLAIMED or entry.owner != self.owner:
            return None
        return entry

    def stored(self, change):
        """What `change` returns, in a transaction of its own; None if it could not be stored."""
        for attempt in range(TRIES):
            self.manager.begin()
            try:
                result = change()
                self.commit()
                return result
            except ConflictError:
                self.manager.abort()
                time.sleep(min(0.005 * 2**attempt, 1.0) * random.random())
            except Exception:
                self.manager.abort()
                raise
        return None

    def commit(self):
        self.manager.get().note(NOTE)
        self.manager.commit()
