"""Finding letters that were never confirmed, and that nobody is about to send."""

from egov.portal.dossiers.letters.asking import ask
from egov.portal.dossiers.letters.asking import has_address
from egov.portal.dossiers.letters.asking import key
from egov.portal.dossiers.letters.asking import letters
from egov.portal.dossiers.register import get_register
from egov.portal.shared import outbox
from zope.interface import provider


@provider(outbox.IReconciler)
def ask_again(cursor, size):
    """Ask for letters that are missing: see `IReconciler`."""
    register = get_register()
    cursor, rows = register._catalog.rows_after(cursor, size)
    found = 0
    for row in rows:
        dossier = register.unrestrictedTraverse(row.path, None)
        for name in missing(dossier) if dossier is not None else ():
            ask(dossier, name)
            found += 1
    return cursor, found


def missing(dossier):
    """Names of letters that are owed and neither confirmed nor in the outbox."""
    if not has_address(dossier):
        return []
    return [
        name
        for name, _entry in letters(dossier)
        if name not in dossier.deliveries and outbox.find(key(dossier, name)) is None
    ]
