"""Scanning files for viruses, by clamd.

Comes in: an opened file. Goes out: a `Verdict`. No scanner, no verdict: what was not scanned is
never taken for clean.
"""

from egov.portal.shared.scanning import settings
from egov.portal.shared.scanning.clamd import Clamd
from egov.portal.shared.scanning.clamd import NoAnswer
from egov.portal.shared.scanning.clamd import Unreachable
from egov.portal.shared.scanning.clamd import Verdict


__all__ = ["NoAnswer", "scanner", "Unreachable", "Verdict"]


def scanner():
    """The scanner of this site as set in the control panel, or None."""
    record = settings.settings()
    return Clamd(record.address, record.timeout) if record.address else None
