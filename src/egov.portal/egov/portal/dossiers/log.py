"""The log of a dossier: who did what, when and why. Entries are added, never changed."""

import datetime
from egov.portal.shared.clock import now
from persistent import Persistent
from typing import NamedTuple


class Entry(NamedTuple):
    """One line. `who`: a user id, empty for an anonymous one.

    `what`: received, state (an officer's step), supplement, withdrawn, rated (`why` is the level),
    scan (`before` is the file), procedure (`before` is the code of another one chosen earlier);
    else `before` and `after` are states where it changed. Who read it stands in `readings`.
    """

    at: datetime.datetime
    who: str
    what: str
    before: str
    after: str
    why: str


class Log(Persistent):
    """Entries, oldest first. An object of its own: a new entry does not write the answers anew."""

    _entries = ()

    def add(self, what, who="", before="", after="", why="", at=None):
        # A tuple is stored, not the named one: old entries outlive a change of the class.
        self._entries += ((at or now(), who, what, before, after, why),)

    def __iter__(self):
        return (Entry(*entry) for entry in self._entries)

    def __len__(self):
        return len(self._entries)
