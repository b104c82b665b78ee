"""What a change of state does: log, catalogue, event."""

from egov.portal.dossiers.interfaces import DossierStateChanged
from egov.portal.dossiers.log import Log
from plone import api
from zope.event import notify


def after_transition(dossier, event):
    """Log every transition but the first, which `receive` logs."""
    if event.transition is None or not isinstance(dossier.log, Log):
        return
    before, after = event.old_state.getId(), event.new_state.getId()
    reason = event.kwargs.get("comment", "") if event.kwargs else ""
    who = "" if api.user.is_anonymous() else api.user.get_current().getId()
    dossier.log.add("state", who=who, before=before, after=after, why=reason)
    dossier.indexObject()
    notify(DossierStateChanged(dossier, before, after, reason))
