"""Sending the letters that the outbox asks for, and writing down on the dossier which arrived."""

from egov.portal import _
from egov.portal.dossiers.display import moment
from egov.portal.dossiers.letters.asking import key
from egov.portal.dossiers.letters.asking import letters
from egov.portal.dossiers.letters.texts import text_of
from egov.portal.dossiers.register import find
from egov.portal.shared import mail
from egov.portal.shared.clock import now
from egov.portal.shared.mail.settings import settings
from egov.portal.shared.outbox import GiveUp
from egov.portal.shared.outbox import IOutboxHandler
from persistent.mapping import PersistentMapping
import time
from zope.interface import implementer


DISCARDED = "discarded"
DAY = 24 * 3600  # seconds


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
        refuse_if_old(entry, told)
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


def refuse_if_old(entry, told):
    """A letter about what was long ago confuses more than it tells, unless somebody wants it sent.

    :raises GiveUp: it becomes a dead letter; when an administrator replays it, it is sent
    """
    days = settings().longest_days
    since = max(told.at.timestamp(), entry.replayed)
    if time.time() - since > days * DAY:
        mapping = {"moment": moment(told.at), "days": days}
        raise GiveUp(
            _("The letter is too old: of ${moment}, more than ${days} days ago.", mapping=mapping)
        )


def record(dossier, name, what=None):
    """Write down that a letter was confirmed now, or what became of it instead."""
    if not isinstance(dossier.deliveries, PersistentMapping):
        dossier.deliveries = PersistentMapping()
    dossier.deliveries[name] = what or now()
