"""The last workflow step of content, in the catalogue: what was sent back is found by it."""

from egov.portal.shared.publication import WORKFLOW
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer


@indexer(IDexterityContent)
def last_step(content):
    """The id of the step, or None for content that has not taken any."""
    history = (getattr(content, "workflow_history", None) or {}).get(WORKFLOW) or ()
    return (history[-1].get("action") if history else None) or None


def index_step(content, event):
    """Keep the catalogue at the content's last step."""
    if event.workflow.getId() == WORKFLOW:
        if "last_step" in api.portal.get_tool("portal_catalog").indexes():
            content.reindexObject(idxs=["last_step"])


def reason_of_return(content):
    """Who sent a draft back and why, if that was its last step: {name, comment} or None."""
    status = api.portal.get_tool("portal_workflow").getStatusOf(WORKFLOW, content) or {}
    if status.get("action") != "send_back":
        return None
    actor = status.get("actor") or ""
    user = api.user.get(userid=actor) if actor else None
    name = user.getProperty("fullname") if user is not None else ""
    return {"name": name or actor, "comment": status.get("comments") or ""}
