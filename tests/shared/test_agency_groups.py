"""The groups of an agency: made with it, named after it, kept while somebody is in them."""

from AccessControl.SpecialUsers import nobody
from egov.portal.shared import membership
from egov.portal.shared.membership import group_id
from people import as_person
from plone import api
import pytest
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


def groups_of(portal, uid):
    tool = api.portal.get_tool("portal_groups")
    found = {what: tool.getGroupById(group_id(uid, what)) for what in membership.ROLES}
    return {what: group for what, group in found.items() if group is not None}


def agency(portal, title="Sở Y tế"):
    with api.env.adopt_roles(["Manager"]):
        return api.content.create(portal["co-quan"], "Agency", title=title)


def test_an_agency_comes_with_its_groups(portal):
    groups = groups_of(portal, api.content.get_uuid(agency(portal)))
    assert set(groups) == {"editors", "reviewers", "officers", "heads"}
    for group in groups.values():
        assert "Sở Y tế" in group.getProperty("title")
        assert set(group.getRoles()) == {"Staff", "Authenticated"}


def test_titles_follow_the_agency(portal):
    content = agency(portal)
    with api.env.adopt_roles(["Manager"]):
        content.title = "Sở Y tế và Dân số"

        notify(ObjectModifiedEvent(content))
    for group in groups_of(portal, api.content.get_uuid(content)).values():
        assert "Sở Y tế và Dân số" in group.getProperty("title")


def test_groups_outlive_the_agency_while_they_have_members(portal, agencies):
    uid = agencies[0]
    with api.env.adopt_roles(["Manager"]):
        api.group.remove_user(groupname=group_id(uid, "heads"), username="head")
        kept = api.content.create(portal["hoi-dap"], "FAQ", title="Còn ai?", agency=uid)
        api.content.delete(api.content.get(UID=uid), check_linkintegrity=False)
    assert set(groups_of(portal, uid)) == {"editors", "reviewers", "officers"}
    with as_person(portal, "editor"):
        assert api.user.has_permission("Modify portal content", obj=kept)


def test_people_are_asked_for_their_agencies(portal, agencies):
    a, b = agencies

    def asked(name, what=None):
        return membership.agencies_of_user(api.user.get(userid=name), what)

    assert asked("editor", "editors") == {a}
    assert asked("editor", "officers") == set()
    assert asked("other-editor") == {b}
    assert asked("citizen") == set()
    assert membership.agencies_of_user(nobody, "editors") == set()


def test_officers_and_heads_have_their_role_on_what_their_agency_keeps(portal, agencies):
    with api.env.adopt_roles(["Manager"]):
        content = api.content.create(portal["hoi-dap"], "FAQ", title="?", agency=agencies[0])
    for person, role in (("officer", "Officer"), ("head", "AgencyHead")):
        assert role in api.user.get_roles(username=person, obj=content)
        assert role not in api.user.get_roles(username=person, obj=portal["hoi-dap"])
        assert role not in api.user.get_roles(username=person)


def test_a_default_agency_is_never_read_from_the_reader(portal, agencies):
    with api.env.adopt_roles(["Manager"]):
        content = api.content.create(portal["hoi-dap"], "FAQ", title="Của ai?")
    with as_person(portal, "editor"):
        assert content.agency is None
        assert membership.agency_of(content) is None
        assert membership.default_agency() == agencies[0]


@pytest.mark.parametrize("what", membership.ROLES)
def test_a_user_named_like_a_group_is_not_its_member(portal, what):
    gone = agency(portal)
    uid = api.content.get_uuid(gone)
    with api.env.adopt_roles(["Manager"]):
        content = api.content.create(portal["hoi-dap"], "FAQ", title="?", agency=uid)
        api.content.delete(gone, check_linkintegrity=False)
    name = group_id(uid, what)
    portal.acl_users.userFolderAddUser(name, "secret-2026", ["Member"], [])
    for place in (content, portal["hoi-dap"]):
        assert set(api.user.get_roles(username=name, obj=place)) == {"Member", "Authenticated"}


def test_nobody_registers_under_the_name_of_a_group(portal, agencies):
    registration = api.portal.get_tool("portal_registration")
    assert registration.isMemberIdAllowed("nguyen-van-a")
    assert not registration.isMemberIdAllowed(group_id(agencies[0], "editors"))
