"""Groups of an agency, and what their members may do."""

from egov.portal.shared import membership
import pytest


def test_group_ids_are_read_back():
    for what in membership.ROLES:
        assert membership.parse_group_id(membership.group_id("ab-12", what)) == ("ab-12", what)


def test_an_unknown_kind_of_group_is_refused():
    with pytest.raises(ValueError):
        membership.group_id("ab12", "owners")


@pytest.mark.parametrize(
    "name", [None, "", "agency-", "agency-x", "agency--editors", "agency-x-owners", "Reviewers"]
)
def test_other_groups_are_of_no_agency(name):
    assert membership.parse_group_id(name) is None


def test_site_groups_are_made_with_their_roles(portal):
    roles = {name: set(portal.portal_groups.getGroupById(name).getRoles()) for name in GROUPS}
    assert roles == {name: {role, "Authenticated"} for name, role in GROUPS.items()}


GROUPS = {"portal-editors": "Editor", "portal-reviewers": "Reviewer", "citizens": "Citizen"}


def test_a_stranger_cannot_join_and_a_member_cannot_add(portal):
    for permission in (
        "Add portal member",
        "Add portal content",
        "plone.app.contenttypes: Add Document",
        "egov.portal: Add Procedure",
        "List portal members",
        "Show Toolbar",
    ):
        roles = {r["name"] for r in portal.rolesOfPermission(permission) if r["selected"]}
        assert not roles & {"Anonymous", "Authenticated", "Member", "Owner", "Citizen"}, permission
