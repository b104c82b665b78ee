"""What a change of state asks for and does: a reason; log, catalogue, event."""

from egov.portal.dossiers import states
from egov.portal.dossiers.choosing import must_choose
from egov.portal.dossiers.interfaces import DossierStateChanged
from egov.portal.dossiers.log import Log
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.event import notify


# Steps the applicant takes are called by their name in the log.
IN_THE_LOG = {
    "withdraw": "withdrawn",
    "supplement": "supplement",
    "supplement_new": "supplement",
}


class ReasonMissing(WorkflowException):
    """A step whose reason the applicant is told was taken without one."""


class ProcedureMissing(WorkflowException):
    """An application was to be accepted before it was said which procedure it is for."""


def before_transition(dossier, event):
    """No step is taken without what it needs, whichever way it comes: a reason, a procedure."""
    step = event.transition.getId() if event.transition is not None else None
    if step == "accept" and must_choose(dossier):
        raise ProcedureMissing("Choose the procedure first.")
    if step not in states.NEED_REASON:
        return
    if not str((event.kwargs or {}).get("comment") or "").strip():
        raise ReasonMissing("Give the reason.")


def after_transition(dossier, event):
    """Log every transition but the first, which `receive` logs."""
    if event.transition is None or not isinstance(dossier.log, Log):
        return
    before, after = event.old_state.getId(), event.new_state.getId()
    reason = event.kwargs.get("comment", "") if event.kwargs else ""
    who = "" if api.user.is_anonymous() else api.user.get_current().getId()
    what = IN_THE_LOG.get(event.transition.getId(), "state")
    dossier.log.add(what, who=who, before=before, after=after, why=reason)
    dossier.indexObject()
    notify(DossierStateChanged(dossier, before, after, reason))
