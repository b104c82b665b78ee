"""A case: its type, number, states and log.

Comes in: a checked `Submission` from intake. Goes out: a `Receipt`, and the events
`IDossierReceived` and `IDossierStateChanged`, for outbox entries, papers and webhooks.
"""

from egov.portal.dossiers.quarantine import quarantine
from egov.portal.dossiers.receiving import answered
from egov.portal.dossiers.receiving import is_known
from egov.portal.dossiers.receiving import KeyReused
from egov.portal.dossiers.receiving import Receipt
from egov.portal.dossiers.receiving import receive
from egov.portal.dossiers.receiving import Submission
from egov.portal.dossiers.receiving import Upload


__all__ = [
    "answered",
    "is_known",
    "KeyReused",
    "Receipt",
    "quarantine",
    "receive",
    "Submission",
    "Upload",
]
