"""How long drafts of a form are kept, as its service says."""

from egov.portal.intake.forms import service_of


def days_of(form):
    """Days a saved draft of this form is kept; 0 where none may be saved, None for the portal's."""
    service = service_of(form)
    if service is None:
        return None
    return service.draft_days if can_be_saved(form) else 0


def can_be_saved(form):
    """Whether a draft of this form may be left, and opened again by a private link."""
    service = service_of(form)
    # None is what an import or a client may leave there: as good as not said.
    return service is None or service.save_drafts is not False
