"""The public state of what an import writes, through the publication workflow."""

from egov.portal import _
from plone import api


NOTE = _("Imported from the national database")


def state_of(content):
    """The content's state of publication, or "" where it has no workflow."""
    return api.portal.get_tool("portal_workflow").getInfoFor(content, "review_state", "")


def publish(content):
    """Publishes content that is not public yet; True when it did."""
    return _follow(content, "publish")


def withdraw(content):
    """Takes content off the public site; True when it did."""
    return _follow(content, "withdraw")


def _follow(content, transition):
    workflows = api.portal.get_tool("portal_workflow")
    if transition not in [action["id"] for action in workflows.getTransitionsFor(content)]:
        return False
    workflows.doActionFor(content, transition, comment=NOTE)
    return True
