"""What is left when the portal's add-on is taken away: content, and the types it needs."""

from plone import api


HOME = "egov-home"

TYPES = (
    "Agency",
    "Announcement",
    "FAQ",
    "FormTemplate",
    "LegalDocument",
    "Procedure",
    "Section",
    "Service",
)


def remove_empty_sections(portal):
    """Sections that hold nothing go; what somebody wrote stays where it is."""
    for brain in api.content.find(portal, depth=1, portal_type="Section", unrestricted=True):
        if not portal[brain.getId].objectIds():
            portal._delObject(brain.getId)


def remove_unused_types():
    """Types without content go, and their versioning; the others stay, to be exported."""
    types = api.portal.get_tool("portal_types")
    repository = api.portal.get_tool("portal_repository")
    catalog = api.portal.get_tool("portal_catalog")
    for name in TYPES:
        if name not in types or catalog.unrestrictedSearchResults(portal_type=name):
            continue
        for policy in list(repository.getPolicyMap().get(name, ())):
            repository.removePolicyFromContentType(name, policy)
        versioned = [each for each in repository.getVersionableContentTypes() if each != name]
        repository.setVersionableContentTypes(versioned)
        types._delObject(name)
    # A form may stand anywhere again, as its own add-on has it.
    if "EasyForm" in types:
        types["EasyForm"].global_allow = True


def restore_front_page():
    """The site shows Plone's listing again, where our front page was."""
    site = api.portal.get_tool("portal_types")["Plone Site"]
    if HOME in (site.default_view, site.immediate_view):
        site.default_view, site.immediate_view = "listing_view", "view"
    site.view_methods = tuple(name for name in site.view_methods if name != HOME)
