"""Saying which procedure a dossier is for, where its form did not ask which of several.

The dossier is then as if the form had asked: it has that procedure as it was when the application
was sent, its fees, and a due date reckoned from the receipt, which the applicant is told.
"""

from AccessControl import getSecurityManager
from egov.portal.dossiers import states
from egov.portal.dossiers.due_dates import latest_due
from egov.portal.dossiers.due_dates import times_of
from egov.portal.dossiers.interfaces import ProcedureChosen
from plone.app.uuid.utils import uuidToObject
from zope.event import notify


LOGGED_AS = "procedure"


class NotToChoose(Exception):
    """There is nothing to choose from, or it is too late to choose otherwise."""


def must_choose(dossier):
    """Whether nobody has said yet which of several procedures it is."""
    return bool(dossier.candidates) and not dossier.procedure.get("code")


def can_choose(dossier):
    """Whether it may be said now: until acceptance also otherwise than before, then only once.

    With the acceptance the applicant has been promised a date under that procedure.
    """
    if not dossier.candidates or dossier.state() not in states.BEFORE_A_RESULT:
        return False
    return must_choose(dossier) or dossier.state() == states.INITIAL


def may_choose(dossier):
    """Whether the current user may say it, and it may be said now."""
    allowed = getSecurityManager().checkPermission("egov.portal: Process dossiers", dossier)
    return bool(allowed) and can_choose(dossier)


def choose(dossier, code):
    """Make the candidate with this code the dossier's procedure; the same again changes nothing.

    The caller has made sure that the current user may.

    :raises NotToChoose:
    :raises ValueError: for a code that is not among the candidates
    """
    before = dossier.procedure.get("code") or ""
    if code and code == before:
        return
    if not can_choose(dossier):
        raise NotToChoose()
    candidate = next(
        (each for each in dossier.candidates if each["procedure"]["code"] == code), None
    )
    if candidate is None:
        raise ValueError(code)
    dossier.procedure = dict(candidate["procedure"])
    dossier.fees = tuple(candidate["fees"])
    dossier.due_at = latest_due(dossier.received_at, times_at_receipt(candidate))
    # `before` names the procedure, as `after` would be a state of the dossier.
    dossier.log.add(
        LOGGED_AS,
        who=getSecurityManager().getUser().getId() or "",
        before=before,
        why=f"{code} {dossier.procedure['title']}",
    )
    dossier.indexObject()
    notify(ProcedureChosen(dossier))


def times_at_receipt(candidate):
    """Its times when the application was sent; today's for candidates older than these."""
    if "times" in candidate:
        return candidate["times"]
    return times_of(uuidToObject(candidate["procedure"]["uid"], unrestricted=True))
