"""How satisfied applicants were, in the three levels of the law (TT 32/2017), once for a dossier.

Counts are kept for each agency, procedure and level, in counters that two ratings at the same
moment do not conflict over.
"""

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from egov.portal import _
from egov.portal.dossiers.holder import as_holder
from egov.portal.shared.clock import now


LEVELS = {
    "very_satisfied": _("Very satisfied"),
    "satisfied": _("Satisfied"),
    "not_satisfied": _("Not satisfied"),
}
# When the case is over for the applicant.
RATED_IN = {"refused", "stopped", "finished", "returned"}
LONGEST_COMMENT = 1000  # characters


class NotNow(Exception):
    """The case is not over, or was rated otherwise before."""


def can_rate(dossier):
    return not dossier.rating and dossier.state() in RATED_IN


def rate(dossier, level, comment=""):
    """Store a rating, which stays as it is; the same level again changes nothing.

    The caller has made sure that the dossier is theirs.

    :raises ValueError: for an unknown level
    :raises NotNow:
    """
    if level not in LEVELS:
        raise ValueError(level)
    if dossier.rating.get("level") == level:
        return
    if not can_rate(dossier):
        raise NotNow()
    moment = now()
    dossier.rating = {"level": level, "comment": comment[:LONGEST_COMMENT], "at": moment}
    with as_holder(dossier) as who:
        dossier.log.add("rated", who=who, why=level, at=moment)
    count_on(dossier.register(), dossier.agency, dossier.procedure.get("code"), level)


def count_on(register, agency, procedure, level):
    counts = getattr(register, "_ratings", None)
    if counts is None:
        counts = register._ratings = OOBTree()
    key = (agency or "", procedure or "", level)
    if key not in counts:
        counts[key] = Length()
    counts[key].change(1)


def counts_of(register, agencies=None):
    """{procedure code or "": {level: count}} of some agencies (UIDs), or of all of them."""
    counts = getattr(register, "_ratings", None) or {}
    found = {}
    for (agency, procedure, level), count in counts.items():
        if agencies is None or agency in agencies:
            levels = found.setdefault(procedure, dict.fromkeys(LEVELS, 0))
            levels[level] += count()
    return found
