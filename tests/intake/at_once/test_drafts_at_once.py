"""Drafts begun at the same moment do not stand in each other's way."""

from egov.portal.intake.drafts.store import Draft
from egov.portal.intake.drafts.store import get_store
import transaction
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite


ROUNDS = 60


def begin(connection, portal_id):
    """A draft in a transaction of its own that is not committed yet."""
    setSite(connection.root()["Application"][portal_id])
    get_store(create=True).add(Draft("a-form", "opened-with"))


def test_drafts_begun_at_once_seldom_conflict(functional_portal):
    portal_id = functional_portal.getId()
    get_store(create=True)
    transaction.commit()
    database = functional_portal._p_jar.db()
    managers = [transaction.TransactionManager() for _number in range(2)]
    connections = [database.open(manager) for manager in managers]
    conflicts = 0
    try:
        for _round in range(ROUNDS):
            for manager, connection in zip(managers, connections, strict=True):
                manager.begin()
                begin(connection, portal_id)
            for manager in managers:
                try:
                    manager.commit()
                except ConflictError:
                    manager.abort()
                    conflicts += 1
    finally:
        setSite(functional_portal)
        for manager, connection in zip(managers, connections, strict=True):
            manager.abort()
            connection.close()
    transaction.begin()
    store = get_store()
    assert store.number() == 2 * ROUNDS - conflicts
    assert len(store.keys()) == store.number()
    # One tree without shards would conflict whenever it is split or still empty.
    assert conflicts <= ROUNDS // 10
