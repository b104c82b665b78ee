"""Groups of people that act on the whole site."""

from egov.portal import _
from plone import api
from zope.i18n import translate


#: id -> (title, roles on the whole site)
SITE_GROUPS = {
    "portal-editors": (_("Portal editors"), ("Editor",)),
    "portal-reviewers": (_("Portal reviewers"), ("Reviewer",)),
    "citizens": (_("Citizens"), ("Citizen",)),
}


def ensure_site_groups():
    """Make the groups that are missing; what an administrator changed stays."""
    groups = api.portal.get_tool("portal_groups")
    language = api.portal.get_default_language()
    for name, (title, roles) in SITE_GROUPS.items():
        if groups.getGroupById(name) is None:
            title = translate(title, target_language=language)
            groups.addGroup(name, title=title, roles=roles)
