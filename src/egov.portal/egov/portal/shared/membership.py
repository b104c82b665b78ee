"""Who works for which agency: groups of each agency, and what they may do with its content.

Each agency has four groups, `agency-<UID>-<what>`. Their members have a role on whatever
the agency keeps (`IAgencyBound`), found through `borg.localrole` and stored nowhere, so that
content that passes to another agency passes to its people at once.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from borg.localrole.interfaces import ILocalRoleProvider
from egov.portal.interfaces import IAgencyBound
from egov.portal.interfaces import ISection
from plone import api
from zope.component import adapter
from zope.interface import implementer


# What a group is for -> the role of its members on content of the agency.
ROLES = {
    "editors": "Editor",
    "reviewers": "Reviewer",
    "officers": "Officer",
    "heads": "AgencyHead",
}
KEEP_ANY = "egov.portal: Keep content of any agency"
PREFIX = "agency-"


def group_id(agency_uid, what):
    """Id of an agency's group. `what` is one of `ROLES`; ValueError otherwise."""
    if what not in ROLES:
        raise ValueError(f"An agency has no group of {what!r}.")
    return f"{PREFIX}{agency_uid}-{what}"


def parse_group_id(name):
    """(agency UID, what) of an agency's group id; None for any other id."""
    if not name or not name.startswith(PREFIX):
        return None
    uid, _dash, what = name[len(PREFIX) :].rpartition("-")
    return (uid, what) if uid and what in ROLES else None


def group_of(principal_id):
    """(agency UID, what) when the principal is an agency's group, else None.

    A principal may be a user, too, and somebody's user id may look like the id of a group.
    """
    parsed = parse_group_id(principal_id)
    if parsed is None:
        return None
    groups = getattr(api.portal.get_tool("acl_users"), "source_groups", None)
    return parsed if groups is not None and groups.getGroupInfo(principal_id) else None


def agency_of(content):
    """UID of the agency that keeps the content, or None. An agency keeps itself."""
    content = aq_base(content)
    if getattr(content, "portal_type", None) == "Agency":
        return getattr(content, "_plone.uuid", None)
    return getattr(content, "agency", None) or None


def agencies_of_user(user, what=None):
    """UIDs of the agencies in whose group of `what` the user is; of any group without `what`."""
    if what is not None and what not in ROLES:
        raise ValueError(f"An agency has no group of {what!r}.")
    # The anonymous user has no groups at all, and Plone's own answer to that may be an error.
    signed_in = user.getId() is not None and hasattr(user, "getGroups")
    groups = user.getGroups() if signed_in else ()
    parsed = filter(None, map(parse_group_id, groups))
    return {uid for uid, kind in parsed if what in (None, kind)}


def agencies_to_keep_for():
    """UIDs of the agencies whose content the current user may keep; None means any of them."""
    security = getSecurityManager()
    if security.checkPermission(KEEP_ANY, api.portal.get()):
        return None
    user = security.getUser()
    return agencies_of_user(user, "editors") | agencies_of_user(user, "reviewers")


def default_agency():
    """UID of the only agency the current user works for; None for none, several or all."""
    mine = agencies_to_keep_for()
    return next(iter(mine)) if mine and len(mine) == 1 else None


@implementer(ILocalRoleProvider)
@adapter(IAgencyBound)
class AgencyRoles:
    """Roles of an agency's people on what the agency keeps."""

    def __init__(self, context):
        self.agency = agency_of(context)

    def getRoles(self, principal_id):
        group = group_of(principal_id)
        return (ROLES[group[1]],) if group and group[0] == self.agency else ()

    def getAllRoles(self):
        if self.agency:
            for what, role in ROLES.items():
                yield group_id(self.agency, what), (role,)


# In the sections of the site, by what a group is for: editors may add, reviewers look through what
# is there, of their own agencies also what is to come or has expired.
SECTION_ROLES = {"editors": "Contributor", "reviewers": "SectionReader"}


@implementer(ILocalRoleProvider)
@adapter(ISection)
class SectionRoles:
    """What editors and reviewers of any agency may do in the sections of the site.

    The role is inherited by everything in the section, so the publication workflow gives
    neither of them anything at all.
    """

    def __init__(self, context):
        self.context = context

    def getRoles(self, principal_id):
        group = group_of(principal_id)
        role = SECTION_ROLES.get(group[1]) if group else None
        return (role,) if role else ()

    def getAllRoles(self):
        # Sections are public, so nobody needs to be named in the catalogue.
        return ()
