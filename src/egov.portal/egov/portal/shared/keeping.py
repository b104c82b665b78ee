"""Content stays with the agency of whoever makes or changes it."""

from AccessControl import Unauthorized
from egov.portal import _
from egov.portal.shared.membership import agencies_to_keep_for
from egov.portal.shared.membership import agency_of
from egov.portal.shared.membership import default_agency
from egov.portal.shared.publication import WORKFLOW
from plone import api
from plone.dexterity.interfaces import IDexterityContainer
from zope.container.interfaces import IContainerModifiedEvent


def is_published_content(content):
    """Whether the content goes through the publication workflow (a dossier does not)."""
    return WORKFLOW in api.portal.get_tool("portal_workflow").getChainFor(content)


def give_agency(content, event):
    """New content without an agency goes to the only one its maker works for."""
    if agency_of(content) is None and is_published_content(content):
        agency = default_agency()
        if agency:
            content.agency = agency


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
    if event.object is not content or IContainerModifiedEvent.providedBy(event):
        return
    if IDexterityContainer.providedBy(content) and len(content):
        content.reindexObjectSecurity()
