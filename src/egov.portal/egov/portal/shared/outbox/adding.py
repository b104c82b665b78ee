"""Adding to the outbox of the site, within the transaction of whoever asks."""

from egov.portal.shared.outbox.store import Outbox
from egov.portal.shared.outbox.waking import wake_after
import json
from plone import api
import secrets
import time
import transaction
from zope.annotation.interfaces import IAnnotations


ANNOTATION = "egov.portal.outbox"


def get_outbox(portal=None):
    """The outbox of the site, made where it is missing."""
    annotations = IAnnotations(portal if portal is not None else api.portal.get())
    outbox = annotations.get(ANNOTATION)
    if outbox is None:
        outbox = annotations[ANNOTATION] = Outbox()
    return outbox


def existing_outbox(portal=None):
    """The outbox of the site, or None where nothing was ever added."""
    annotations = IAnnotations(portal if portal is not None else api.portal.get())
    return annotations.get(ANNOTATION)


def add(kind, payload, key=None, not_before=None):
    """Ask for something to be done once this transaction is committed; returns the entry.

    The same key is one entry as long as it is not done; a dead one is tried again.

    :param kind: name of the handler, see `IOutboxHandler`
    :param payload: dict that can be JSON: UIDs and codes; no secrets, no personal data
    :param key: text that is the same for the same thing only
    :param not_before: aware moment
    :raises TypeError: a payload that cannot be JSON
    """
    json.dumps(payload)
    now = time.time()
    next_at = max(now, not_before.timestamp()) if not_before else now
    entry = get_outbox().add(kind, payload, key or secrets.token_hex(8), now, next_at)
    wake_after(transaction.get())
    return entry


def find(key):
    """The entry with this key, dead ones too, or None."""
    outbox = existing_outbox()
    return None if outbox is None else outbox.get(key)
