"""Content stays with the agency of whoever makes or changes it."""

from AccessControl import Unauthorized
from egov.portal import _
from egov.portal.shared.membership import agencies_to_keep_for
from egov.portal.shared.membership import agency_of
from plone import api
from zope.container.interfaces import IContainerModifiedEvent


WORKFLOW = "egov_publication_workflow"


def is_published_content(content):
    """Whether the content goes through the publication workflow (a dossier does not)."""
    return WORKFLOW in api.portal.get_tool("portal_workflow").getChainFor(content)


def keep_own(content, event):
    """Refuse content for an agency the user does not work for: Unauthorized.

    The field's vocabulary says so politely; this says it for pasting, REST and scripts too.
    """
    if IContainerModifiedEvent.providedBy(event) or event.object is not content:
        return
    mine = agencies_to_keep_for()
    if mine is None or agency_of(content) in mine or not is_published_content(content):
        return
    raise Unauthorized(_("You may keep content for your own agency only."))


def keep_children(content, event):
    """What stands in the content is found by the new agency's people, too."""
    if not IContainerModifiedEvent.providedBy(event) and len(content):
        content.reindexObjectSecurity()
