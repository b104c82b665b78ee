"""Looking for what was accepted and is unfinished, whatever its flag says.

A reconciler walks over what its room keeps, a slice at a time, and asks again for what is missing.
"""

from egov.portal.shared.outbox.adding import existing_outbox
from egov.portal.shared.outbox.interfaces import IReconciler
from egov.portal.shared.outbox.settings import settings
from egov.portal.shared.outbox.working import logger
from plone.base.interfaces import IPloneSiteRoot
import time
import transaction
from ZODB.POSException import ConflictError
from zope.component import getUtilitiesFor
from zope.component.hooks import setSite


SLICE = 100
# Seconds between two slices, so that the walk is felt by nobody; and while people are sending.
BETWEEN = 1.0
BETWEEN_WHEN_BUSY = 10.0


def turn(portal, busy=False):
    """Look at one slice of each reconciler that is due; returns seconds until the next.

    :param busy: whether something is being stored just now that should not wait for this
    """
    waits = [3600.0]
    for name, reconciler in getUtilitiesFor(IReconciler):
        waits.append(one_slice(existing_outbox(portal), name, reconciler, busy))
    return min(waits)


def one_slice(outbox, name, reconciler, busy=False):
    cursor, next_at = outbox.reconciled.get(name, (None, 0.0))
    now = time.time()
    if next_at > now:
        return next_at - now
    try:
        cursor, found = reconciler(cursor, SLICE)
        between = BETWEEN_WHEN_BUSY if busy else BETWEEN
        wait = between if cursor is not None else settings().reconciling_hours * 3600.0
        outbox.reconciled[name] = (cursor, now + wait)
        transaction.get().note("Outbox: looked for what is unfinished")
        transaction.commit()
    except ConflictError:
        transaction.abort()  # another worker walks too
        return BETWEEN
    except Exception:
        transaction.abort()
        logger.exception("The reconciler %s failed", name)
        return 600.0
    if found:
        logger.warning("The reconciler %s asked again for %d entries", name, found)
        return 0.0
    return wait


def reconcile(portal):
    """Walk over everything now, committing after each slice; returns how many were asked for."""
    total = 0
    for _name, reconciler in getUtilitiesFor(IReconciler):
        cursor, more = None, True
        while more:
            transaction.begin()
            cursor, found = reconciler(cursor, SLICE)
            transaction.commit()
            portal._p_jar.cacheGC()
            total += found
            more = cursor is not None
    return total


def reconcile_all(app):
    """Walk over all sites of the database now; yields (id, number asked for)."""
    for site in app.objectValues():
        if IPloneSiteRoot.providedBy(site) and existing_outbox(site) is not None:
            setSite(site)
            yield site.getId(), reconcile(site)
