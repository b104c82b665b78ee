"""How many dossiers came and were finished, and by which services, for everybody: numbers only.

Receipts are counted off the catalogue, which has them by time; finished ones are counted as they
are finished, for each month, in counters that two officers at the same moment do not conflict over.
On time is what was finished no later than its appointment; with a second request for more papers
it is late. A dossier without an appointment is in neither number. Services are counted off the
catalogue's newest rows: sending an application writes nothing for it.
"""

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta
from egov.portal.dossiers.interfaces import IDossierStateChanged
from egov.portal.dossiers.register import get_register
from egov.portal.shared.clock import now
from egov.portal.shared.clock import timezone
import time
from weakref import WeakKeyDictionary
from zope.component import adapter


KEPT = 600  # seconds that numbers are kept in the process
USE_DAYS = 90
USE_MOST = 2000  # dossiers looked at
# database -> {(name, path of the register): (monotonic time, what was counted)}
kept = WeakKeyDictionary()


@dataclass(frozen=True)
class Numbers:
    """Of a span of time. `on_time` of `due` (finished ones that had an appointment)."""

    received: int = 0
    finished: int = 0
    due: int = 0
    on_time: int = 0

    @property
    def share(self):
        """Whole per cent on time, rounded down; None where nothing was due: there is no rate."""
        return 100 * self.on_time // self.due if self.due else None


@adapter(IDossierStateChanged)
def count_finished(event):
    """Write down that a dossier was finished, in the transaction that finishes it."""
    dossier = event.object
    if event.after != "finished":
        return
    moment = now()
    month = f"{moment:%Y-%m}"
    register = dossier.register()
    count(register, month, "finished")
    if dossier.due_at is not None:
        count(register, month, "due")
        if moment <= dossier.due_at and requests_for_papers(dossier) < 2:
            count(register, month, "on_time")


def requests_for_papers(dossier):
    return sum(entry.after == "supplement_requested" for entry in dossier.log)


def count(register, month, what):
    counts = getattr(register, "_finished", None)
    if counts is None:
        counts = register._finished = OOBTree()
    if (month, what) not in counts:
        counts[month, what] = Length()
    counts[month, what].change(1)


def this_month_and_year():
    """(Numbers of this month, Numbers of this year), at most `KEPT` seconds old."""
    return counted("numbers", month_and_year)


def services_by_use():
    """{UID of a service: dossiers that came by it lately}, at most `KEPT` seconds old.

    Of the last `USE_DAYS` days, and of no more than the newest `USE_MOST` dossiers.
    """
    return counted("use", use)


def counted(name, count_in):
    """What `count_in` counts in the register, or what it did not long ago."""
    register = get_register()
    values = kept.setdefault(register._p_jar.db(), {}) if register._p_jar is not None else {}
    key = name, register.getPhysicalPath()
    known = values.get(key)
    if known is None or time.monotonic() - known[0] > KEPT:
        known = values[key] = (time.monotonic(), count_in(register))
    return known[1]


def month_and_year(register):
    today = now().astimezone(timezone()).replace(hour=0, minute=0, second=0)
    month = numbers(register, today.replace(day=1))
    return month, numbers(register, today.replace(month=1, day=1))


def use(register):
    since = now() - timedelta(days=USE_DAYS)
    return dict(Counter(register._catalog.services(since, USE_MOST)))


def numbers(register, since):
    """Numbers since the first day of a month, an aware midnight, until today."""
    found = Numbers(received=register._catalog.count_since(since))
    counts = getattr(register, "_finished", None) or {}
    first, last = f"{since:%Y-%m}", f"{now():%Y-%m}"
    for what in ("finished", "due", "on_time"):
        total = sum(
            counter()
            for (month, name), counter in counts.items()
            if name == what and first <= month <= last
        )
        found = replace(found, **{what: total})
    return found
