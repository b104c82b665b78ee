"""People of two agencies, and of the whole portal, for tests of who may do what."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager
from egov.portal.shared.membership import group_id
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import TEST_USER_PASSWORD


# name -> (roles on the site, site groups, groups of agency A, groups of agency B)
PEOPLE = {
    "citizen": (["Citizen"], ["citizens"], [], []),
    "editor": ([], [], ["editors"], []),
    "other-editor": ([], [], [], ["editors"]),
    "reviewer": ([], [], ["reviewers"], []),
    "other-reviewer": ([], [], [], ["reviewers"]),
    "officer": ([], [], ["officers"], []),
    "head": ([], [], ["heads"], []),
    "portal-editor": ([], ["portal-editors"], [], []),
    "portal-reviewer": ([], ["portal-reviewers"], [], []),
    "site-admin": (["Site Administrator"], [], [], []),
}


def make_agency(portal, title):
    agency = api.content.create(portal["co-quan"], "Agency", title=title)
    api.content.transition(agency, "publish")
    return api.content.get_uuid(agency)


def make_people(portal, a, b):
    for name, (roles, site_groups, of_a, of_b) in PEOPLE.items():
        portal.acl_users.userFolderAddUser(name, TEST_USER_PASSWORD, ["Member", *roles], [])
        groups = [*site_groups]
        groups += [group_id(a, what) for what in of_a] + [group_id(b, what) for what in of_b]
        for group in groups:
            api.group.add_user(groupname=group, username=name)


def make_agencies_and_people(portal):
    """UIDs of agencies A and B; everybody of `PEOPLE` has an account."""
    with api.env.adopt_roles(["Manager"]):
        a = make_agency(portal, "Sở Tư pháp")
        b = make_agency(portal, "Sở Xây dựng")
        make_people(portal, a, b)
    return a, b


@contextmanager
def as_person(portal, name):
    """Sign in as somebody of `PEOPLE`, or as nobody for `anonymous`."""
    before = getSecurityManager()
    logout() if name == "anonymous" else login(portal, name)
    try:
        yield
    finally:
        setSecurityManager(before)
