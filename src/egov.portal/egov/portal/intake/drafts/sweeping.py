"""Taking expired drafts away. Nobody can open one from the moment it expires; this frees space."""

from egov.portal.intake.drafts.store import get_store
from egov.portal.shared.clock import now
from egov.portal.shared.outbox import IReconciler
from zope.interface import provider


@provider(IReconciler)
def sweep(cursor, size):
    """Look at the next drafts and delete those that have expired; see `IReconciler`.

    Walked over by the worker of the outbox, from the start of a process on.
    """
    store = get_store()
    if store is None:
        return None, 0
    keys = store.keys(cursor or "")[:size]
    moment = now()
    for key in keys:
        store.remove_expired(key, moment)
    return (keys[-1] if len(keys) == size else None), 0
