"""Who read a dossier's personal data, and when: its log of readings.

Kept apart from the log of what was done, so that a reading conflicts with nothing, and written in
a transaction of its own before anything is shown: what cannot be written down is not read, and a
page that only shows writes nothing in the request's own transaction.
"""

from AccessControl import getSecurityManager
import datetime
from egov.portal.shared.clock import now
from persistent import Persistent
import transaction
from typing import NamedTuple
from ZODB.POSException import ConflictError
from ZODB.utils import z64


ATTEMPTS = 20
# So many entries are in one stored object; a full one is put aside.
FULL = 200


class Reading(NamedTuple):
    """`who`: a user id; `what`: page, rest, or file and its id, as in `file 2`."""

    at: datetime.datetime
    who: str
    what: str


class Older(Persistent):
    """Entries put aside, and those that were put aside before them."""

    def __init__(self, entries, older):
        self.entries = entries
        self.older = older


class Readings(Persistent):
    """Entries are added, never changed; two added at the same moment are both kept."""

    def __init__(self):
        self._entries = ()
        self._older = None

    def add(self, who, what):
        if len(self._entries) >= FULL:
            self._older = Older(self._entries, self._older)
            self._entries = ()
        # A tuple is stored, not the named one: old entries outlive a change of the class.
        self._entries += ((now(), who, what),)

    def __iter__(self):
        """Newest first."""
        entries, older = self._entries, self._older
        while True:
            yield from (Reading(*entry) for entry in reversed(entries))
            if older is None:
                return
            entries, older = older.entries, older.older

    def _p_resolveConflict(self, old, stored, new):
        if not old["_older"] == stored["_older"] == new["_older"]:
            raise ConflictError()
        added = new["_entries"][len(old["_entries"]) :]
        return {**stored, "_entries": stored["_entries"] + added}


def note(dossier, what):
    """Write down that the current user reads; to be called before anything is given out.

    The applicant's own reading is not written down, unless they work on dossiers themselves.

    :param what: see `Reading`
    :raises Exception: whatever kept the entry from being stored; then nothing may be shown
    """
    security = getSecurityManager()
    who = security.getUser().getId() or ""
    works_on_it = security.checkPermission("egov.portal: Process dossiers", dossier)
    if who and who == dossier.applicant and not works_on_it:
        return
    write(dossier, who, what)


def write(dossier, who, what):
    """Store an entry in a transaction apart from the current one."""
    dossier._p_activate()  # a ghost has no serial yet, though it is stored
    if dossier._p_jar is None or dossier._p_serial == z64:
        # The dossier itself is not stored yet.
        own_readings(dossier).add(who, what)
        return
    database = dossier._p_jar.db()
    for attempt in range(ATTEMPTS):
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        try:
            own_readings(connection.get(dossier._p_oid)).add(who, what)
            manager.get().note(f"{dossier.code} was read")
            manager.commit()
            return
        except ConflictError:
            if attempt == ATTEMPTS - 1:
                raise
        finally:
            manager.abort()
            connection.close()


def own_readings(dossier):
    """The readings of a dossier; made where it is older than they are."""
    if dossier.readings is None:
        dossier.readings = Readings()
    return dossier.readings
