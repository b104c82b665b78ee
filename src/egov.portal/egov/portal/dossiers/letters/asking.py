"""Which letters a dossier's applicant is to get, and asking the outbox for them."""

from egov.portal.dossiers.choosing import LOGGED_AS as PROCEDURE
from egov.portal.dossiers.quarantine import refusal
from egov.portal.dossiers.quarantine import SCANNED
from egov.portal.shared import outbox


KIND = "mail"
# States an applicant is written to about: they ask for something, or end the case.
TOLD = {
    "supplement_requested",
    "payment_requested",
    "refused",
    "stopped",
    "withdrawn",
    "finished",
    "returned",
}


def letters(dossier):
    """[(name, log entry)] of all letters that the dossier's story gives rise to, oldest first.

    A name is the place of the entry in the log and the state: the same for ever.
    """
    found = []
    for place, entry in enumerate(dossier.log):
        if entry.what == PROCEDURE:
            # Only the last choice is told.
            found = [each for each in found if each[1].what != PROCEDURE]
            found.append((f"{place}-{PROCEDURE}", entry))
        elif refusal(dossier, entry) is not None:
            found.append((f"{place}-{SCANNED}", entry))
        elif entry.what == "received" or entry.after in TOLD:
            found.append((f"{place}-{entry.after}", entry))
    return found


def key(dossier, name):
    """The outbox's key of a letter."""
    return f"{KIND}:{dossier.code}:{name}"


def has_address(dossier):
    return bool(dossier.contact.get("email"))


def ask(dossier, name):
    outbox.add(KIND, {"dossier": dossier.code, "letter": name}, key=key(dossier, name))


def when_received(event):
    dossier = event.object
    if has_address(dossier):
        ask(dossier, letters(dossier)[0][0])


def when_file_refused(event):
    """Nobody will open that file: its sender is the only one who can help."""
    dossier = event.object
    if has_address(dossier):
        ask(dossier, letters(dossier)[-1][0])


def when_procedure_chosen(event):
    """The receipt named no date: the applicant is told now what it would have said."""
    dossier = event.object
    if has_address(dossier):
        ask(dossier, letters(dossier)[-1][0])


def when_changed(event):
    dossier = event.object
    if event.after in TOLD and has_address(dossier):
        ask(dossier, letters(dossier)[-1][0])
