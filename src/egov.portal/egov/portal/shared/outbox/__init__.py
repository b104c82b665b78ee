"""Outbox: what is to be done outside of the database, written in the transaction that asks for it.

`add` within any transaction; a worker does it once that is committed, tries again when it fails,
and keeps what it cannot do for an administrator.
"""

from egov.portal.shared.outbox.adding import add
from egov.portal.shared.outbox.adding import find
from egov.portal.shared.outbox.adding import get_outbox
from egov.portal.shared.outbox.interfaces import GiveUp
from egov.portal.shared.outbox.interfaces import IOutboxHandler
from egov.portal.shared.outbox.interfaces import IReconciler
from egov.portal.shared.outbox.interfaces import NotNow
from egov.portal.shared.outbox.working import work


__all__ = ["GiveUp", "IOutboxHandler", "IReconciler", "NotNow", "add", "find", "get_outbox", "work"]
