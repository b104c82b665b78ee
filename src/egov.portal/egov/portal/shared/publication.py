"""What publishing does besides changing the state."""

from DateTime import DateTime
from plone import api


WORKFLOW = "egov_publication_workflow"


def date_publication(content, event):
    """The first publication is the publication date, unless a later day was chosen.

    Plone's own form dates the item at its first transition of any kind, which would be the
    day it was submitted for review.
    """
    if event.workflow.getId() != WORKFLOW or event.new_state.getId() != "published":
        return
    history = api.portal.get_tool("portal_workflow").getHistoryOf(WORKFLOW, content) or ()
    if any(entry["review_state"] == "published" for entry in history[:-1]):
        return
    if content.effective_date is None or content.effective_date.isPast():
        content.setEffectiveDate(DateTime())
