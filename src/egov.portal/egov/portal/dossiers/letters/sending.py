"""Sending the letters that the outbox asks for, and writing down on the dossier which arrived."""

from egov.portal import _
from egov.portal.dossiers.letters.asking import key
from egov.portal.dossiers.letters.asking import letters
from egov.portal.dossiers.letters.texts import text_of
from egov.portal.dossiers.register import find
from egov.portal.shared import mail
from egov.portal.shared.clock import now
from egov.portal.shared.outbox import IOutboxHandler
from persistent.mapping import PersistentMapping
from zope.interface import implementer


DISCARDED = "discarded"


@implementer(IOutboxHandler)
class LetterSender:
    """Entries of the kind "mail": {dossier: code, letter: name of the letter}."""

    title = _("Letter")

    def away(self):
        return mail.why_not()

    def __call__(self, entry):
        dossier = find(entry.payload["dossier"])
        name = entry.payload["letter"]
        if dossier is None or name in dossier.deliveries:
            return None
        told = dict(letters(dossier)).get(name)
        address = dossier.contact.get("email")
        if told is None or not address:
            return None
        words = text_of(dossier, told)
        mail.deliver(
            mail.message(
                key=entry.key,
                name=dossier.contact.get("name", ""),
                address=address,
                subject=words.subject,
                plain=words.plain,
                html=words.html,
                language=dossier.language,
                made_at=entry.created,
                follows=key(dossier, letters(dossier)[0][0]),
            )
        )
        return lambda: record(dossier, name)

    def discarded(self, entry):
        """An administrator gave it up: it is not to be asked for again."""
        dossier = find(entry.payload["dossier"])
        if dossier is not None:
            record(dossier, entry.payload["letter"], DISCARDED)


def record(dossier, name, what=None):
    """Write down that a letter was confirmed now, or what became of it instead."""
    if not isinstance(dossier.deliveries, PersistentMapping):
        dossier.deliveries = PersistentMapping()
    dossier.deliveries[name] = what or now()
