"""Papers the agency asked for, sent later: kept apart from what was submitted at first."""

from egov.portal.dossiers import keys
from egov.portal.dossiers.holder import as_holder
from egov.portal.dossiers.interfaces import DossierSupplemented
from egov.portal.dossiers.receiving import KeyReused
from egov.portal.dossiers.receiving import stored
from egov.portal.dossiers.tracking import asked_for
from egov.portal.shared.clock import now
from persistent.mapping import PersistentMapping
from zope.event import notify


ASKED = "supplement_requested"
LONGEST_TEXT = 5000  # characters


class NotAsked(Exception):
    """The agency waits for no papers, or no longer."""


def supplement(dossier, key, digest, text, uploads):
    """Store papers and move the dossier on; the record, the same one for the same key and body.

    It goes back to whoever was at it: a dossier that was not accepted yet is to be checked again
    as a new one; one that was, is processed. The caller has made sure that it is theirs, and has
    checked the files. Two at once write the same dossier: one is tried again by the publisher, and
    finds what the other stored.

    :param key: text, new for each time papers are sent
    :param digest: bytes that are the same for the same text and files only
    :param uploads: `receiving.Upload`s; their ids are given anew
    :returns: {at, who, text, asked, files: tuple of ids in `dossier.files`, key, digest}
    :raises KeyReused: when the key came with another body before
    :raises NotAsked:
    """
    server_key = dossier.register()._server_key
    hashed = keys.keyed_hash(server_key, "supplement", dossier.code, key).hex()
    body = keys.keyed_hash(server_key, "body", digest).hex()
    for record in dossier.supplements:
        if record["key"] == hashed:
            if record["digest"] != body:
                raise KeyReused()
            return record
    if dossier.state() != ASKED:
        raise NotAsked()
    number = len(dossier.supplements) + 1
    files = {f"s{number}-{place}": stored(up) for place, up in enumerate(uploads, start=1)}
    if not isinstance(dossier.files, PersistentMapping):
        dossier.files = PersistentMapping(dossier.files)
    dossier.files.update(files)
    with as_holder(dossier) as who:
        record = {
            "at": now(),
            "who": who,
            "text": text[:LONGEST_TEXT],
            "asked": asked_for(dossier),
            "files": tuple(files),
            "key": hashed,
            "digest": body,
        }
        dossier.supplements += (record,)
        dossier.portal_workflow.doActionFor(dossier, step_on(dossier))
        notify(DossierSupplemented(dossier))
    return record


def step_on(dossier):
    """The step of the workflow that leads back to whoever asked."""
    asked = [entry for entry in dossier.log if entry.after == ASKED]
    return "supplement_new" if asked and asked[-1].before == "new" else "supplement"
