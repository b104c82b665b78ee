"""Files wait in quarantine until the scanner has said that they are clean.

Each is scanned by an entry of the outbox of its own, so that one that cannot be scanned does not
keep the others. Nothing but "clean" lets a file out, unless an administrator chose otherwise.
"""

from egov.portal import _
from egov.portal.dossiers.interfaces import FileRefused
from egov.portal.dossiers.register import find
from egov.portal.dossiers.register import get_register
from egov.portal.dossiers.states import BEFORE_A_RESULT
from egov.portal.shared import outbox
from egov.portal.shared.clock import now
from egov.portal.shared.outbox import IOutboxHandler
from egov.portal.shared.outbox import IReconciler
from egov.portal.shared.scanning import scanner
from egov.portal.shared.scanning import Unreachable
from egov.portal.shared.scanning.settings import IScanningSettings
from egov.portal.shared.scanning.settings import settings
from zope.event import notify
from zope.interface import provider


KIND = "scan"
WAITING = "scan-waiting"
SLICE = 200
PENDING, CLEAN, INFECTED, UNSCANNABLE = "pending", "clean", "infected", "unscannable"
REFUSED = {INFECTED, UNSCANNABLE}
SCANNED = "scan"  # as the log calls it
# Seconds until the scanner is asked for again.
NO_SCANNER, NOT_REACHED = 300, 60


def quarantine(dossier):
    """Ask for a scan of every file that waits for one; returns how many were asked for.

    To be called in the transaction that adds files to a dossier. Without a scanner nobody is asked,
    and the files wait; `when_configured` finds them again.
    """
    if not settings().address:
        return 0
    keys = {
        id_: key_of(dossier.code, id_)
        for id_, stored in dossier.files.items()
        if stored.scan == PENDING
    }
    missing = {id_: key for id_, key in keys.items() if outbox.find(key) is None}
    for id_, key in missing.items():
        outbox.add(KIND, {"dossier": dossier.code, "file": id_}, key=key)
    return len(missing)


def when_files_came(event):
    quarantine(event.object)


def key_of(code, id_):
    return f"{KIND}:{code}:{id_}"


def refusal(dossier, entry):
    """The file that an entry of the log says the scan refused, or None."""
    if entry.what != SCANNED or entry.why.partition(":")[0] not in REFUSED:
        return None
    return dossier.files.get(entry.before)


def to_send_again(dossier):
    """Files that the scan refused, of a case that is open, and nothing was sent since.

    Whoever sent them is told to send them again: nobody will ever open them here.
    """
    if dossier.state() not in BEFORE_A_RESULT:
        return []
    sent = max((record["at"] for record in dossier.supplements), default=None)
    return [
        stored
        for stored in dossier.files.values()
        if stored.scan in REFUSED and (sent is None or stored.scanned_at > sent)
    ]


def handed_out(stored):
    """Whether a stored file may be given to those who may see its dossier."""
    if stored.scan == CLEAN:
        return True
    return stored.scan == PENDING and bool(settings().hand_out_unscanned)


@provider(IOutboxHandler)
def scan(entry):
    """Have one file scanned. No scanner, no verdict: it is tried again, and the file waits."""
    dossier = find(entry.payload["dossier"])
    stored = dossier.files.get(entry.payload["file"]) if dossier is not None else None
    if stored is None or stored.scan != PENDING:
        return None
    verdict = verdict_on(stored)

    def confirm():
        dossier = find(entry.payload["dossier"])
        if dossier is not None:
            write_down(dossier, entry.payload["file"], verdict)

    return confirm


def verdict_on(stored):
    found = scanner()
    if found is None:
        raise outbox.NotNow(_("There is no virus scanner."), NO_SCANNER)
    try:
        with stored.blob.open() as opened:
            return found.scan(opened)
    except Unreachable as error:
        reason = _("The virus scanner is not reached: ${error}", mapping={"error": str(error)})
        raise outbox.NotNow(reason, NOT_REACHED) from error


def write_down(dossier, id_, verdict):
    stored = dossier.files.get(id_)
    if stored is None or stored.scan != PENDING:
        return
    stored.scan = verdict.state
    stored.scan_reason = verdict.reason
    stored.scanned_at = now()
    # `before` names the file; `after` is for states of the dossier, which this is none of.
    why = f"{verdict.state}: {verdict.reason}" if verdict.reason else verdict.state
    dossier.log.add(SCANNED, before=id_, why=why)
    if verdict.state in REFUSED:
        notify(FileRefused(dossier))


def when_configured(event):
    """A scanner was set: have everything scanned that waits, also what came without one."""
    record = event.record
    # Not `record.interface`: a record of other add-ons may have none, and fails when asked.
    ours = record.interfaceName == IScanningSettings.__identifier__
    if ours and record.fieldName == "address" and event.newValue:
        outbox.add(WAITING, {}, key=WAITING)


@provider(IOutboxHandler)
def scan_waiting(entry):
    """Walk over all dossiers, a slice for each entry."""
    cursor, _found = ask_again(entry.payload.get("after"), SLICE)
    if cursor is not None:
        outbox.add(WAITING, {"after": cursor}, key=f"{WAITING}:{cursor}")


@provider(IReconciler)
def ask_again(cursor, size):
    """Ask for the scan of files that wait though nobody was asked: see `IReconciler`."""
    if not settings().address:
        return None, 0
    register = get_register()
    cursor, rows = register._catalog.rows_after(cursor, size)
    dossiers = (register.unrestrictedTraverse(row.path, None) for row in rows)
    return cursor, sum(quarantine(dossier) for dossier in dossiers if dossier is not None)
