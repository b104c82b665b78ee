"""What is kept, for the health check: nothing of it is ever wrong, administrators see its use."""

from egov.portal import _
from egov.portal.shared.caching.memory import memory
from egov.portal.shared.caching.settings import settings
from egov.portal.shared.health import OK
import os


def check_caching():
    """(status, message) of this process."""
    if os.environ.get("EGOV_CACHE", "").lower() == "off" or not settings().enabled:
        return OK, _("Pages are not kept: each is made anew.")
    counts = memory.counts
    said = {
        "number": len(memory.answers),
        "size": f"{memory.size / 1e6:.1f}",
        "hits": counts["hits"],
        "asked": counts["hits"] + counts["misses"],
    }
    return OK, _(
        "${number} pages are kept (${size} MB); ${hits} of ${asked} requests were answered from "
        "them since the start.",
        mapping=said,
    )
