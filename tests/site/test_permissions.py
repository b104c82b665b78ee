"""Who may do what: type x state x person, walked with real users.

v view, e edit, d delete, c add something inside; then the transitions that are offered:
S submit, B send back, P publish, W withdraw, R reopen. The content is kept by agency A;
"other" people are of agency B.
"""

from AccessControl import getSecurityManager
from people import as_person
from plone import api
import pytest
from zope.annotation.interfaces import IAnnotations


STATES = ("draft", "pending", "published", "withdrawn")
WAYS = {
    "draft": [],
    "pending": ["submit"],
    "published": ["submit", "publish"],
    "withdrawn": ["submit", "publish", "withdraw"],
}
MATRIX = {
    #                   draft   pending published withdrawn
    "anonymous":       ("",     "",     "v",      ""),
    "citizen":         ("",     "",     "v",      ""),
    "officer":         ("",     "",     "v",      ""),
    "head":            ("",     "",     "v",      ""),
    "other-editor":    ("",     "",     "v",      ""),
    "other-reviewer":  ("",     "",     "v",      ""),
    "editor":          ("vedS", "v",    "v",      "vR"),
    "reviewer":        ("vP",   "veBP", "veW",    "vdR"),
    "portal-editor":   ("vedS", "v",    "v",      "vR"),
    "portal-reviewer": ("vP",   "veBP", "veW",    "vdR"),
    "site-admin":      ("vedPS", "veBP", "veW",   "vedR"),
}  # fmt: skip
LETTERS = {"submit": "S", "send_back": "B", "publish": "P", "withdraw": "W", "reopen": "R"}
TYPES = {
    "Procedure": "thu-tuc",
    "Service": "dich-vu",
    "FormTemplate": "bieu-mau",
    "Announcement": "thong-bao",
    "LegalDocument": "van-ban",
    "FAQ": "hoi-dap",
    "News Item": "tin-tuc",
    "Event": "tin-tuc",
    "Document": "tin-tuc",
    "Link": "tin-tuc",
}
# What may be added inside; it stands and falls with editing.
CHILDREN = {"Service": "EasyForm", "Announcement": "File"}


def make(portal, portal_type, agency, state="draft", **fields):
    with api.env.adopt_roles(["Manager"]):
        if portal_type in ("Procedure", "FormTemplate"):
            fields.setdefault("code", "1.000001")
        content = api.content.create(
            portal[TYPES[portal_type]], portal_type, title="Nội dung", agency=agency, **fields
        )
        for transition in WAYS[state]:
            api.content.transition(content, transition)
    return content


def forget_roles(portal):
    """As between two requests: local roles are remembered for one."""
    IAnnotations(portal.REQUEST).clear()


def may(permission, content):
    return bool(getSecurityManager().checkPermission(permission, content))


def rights(content):
    """What the current user may do, in the letters of the table."""
    found = [
        letter
        for letter, permission in (
            ("v", "View"),
            ("e", "Modify portal content"),
            ("d", "Delete objects"),
        )
        if may(permission, content)
    ]
    workflow = api.portal.get_tool("portal_workflow")
    offered = {LETTERS[each["id"]] for each in workflow.getTransitionsFor(content)}
    return "".join(found + sorted(offered))


@pytest.mark.parametrize("portal_type", TYPES)
def test_matrix_of_rights(portal, agencies, portal_type):
    content = make(portal, portal_type, agencies[0])
    found = {}
    for state in STATES:
        if state != "draft":
            with api.env.adopt_roles(["Manager"]):
                api.content.transition(content, WAYS[state][-1])
        for person in MATRIX:
            with as_person(portal, person):
                found.setdefault(person, {})[state] = rights(content)
                assert may("View", content) == may("Access contents information", content)
                if child := CHILDREN.get(portal_type):
                    fti = api.portal.get_tool("portal_types")[child]
                    assert fti.isConstructionAllowed(content) == ("e" in rights(content))
    assert found == {person: dict(zip(STATES, row, strict=True)) for person, row in MATRIX.items()}


@pytest.mark.parametrize("state", STATES)
def test_an_agency_is_changed_by_its_own_people(portal, agencies, state):
    with api.env.adopt_roles(["Manager"]):
        agency = portal["co-quan"]["so-tu-phap"]
    with as_person(portal, "reviewer"):
        assert "e" in rights(agency)
    with as_person(portal, "other-reviewer"):
        assert rights(agency) == "v"


@pytest.mark.parametrize("portal_type", CHILDREN)
@pytest.mark.parametrize("state", STATES)
def test_what_stands_inside_has_the_rights_of_what_holds_it(portal, agencies, portal_type, state):
    content = make(portal, portal_type, agencies[0])
    with api.env.adopt_roles(["Manager"]):
        child = api.content.create(content, CHILDREN[portal_type], "inside", title="Bên trong")
        for transition in WAYS[state]:
            api.content.transition(content, transition)
    for person in MATRIX:
        with as_person(portal, person):
            for permission in ("View", "Modify portal content", "Delete objects"):
                assert may(permission, child) == may(permission, content), (person, permission)


@pytest.mark.parametrize("person", ["editor", "other-editor", "portal-editor", "site-admin"])
def test_editors_add_to_the_sections(portal, agencies, person):
    types = api.portal.get_tool("portal_types")
    with as_person(portal, person):
        for portal_type, section in TYPES.items():
            assert types[portal_type].isConstructionAllowed(portal[section]), portal_type


@pytest.mark.parametrize("person", ["anonymous", "citizen", "reviewer", "officer", "head"])
def test_others_add_nothing(portal, agencies, person):
    types = api.portal.get_tool("portal_types").objectValues()
    sections = portal.objectValues("Dexterity Container")
    assert portal["thu-tuc"] in sections
    with as_person(portal, person):
        for fti in types:
            for place in [portal, *sections]:
                assert not fti.isConstructionAllowed(place), (fti.getId(), place)


@pytest.mark.parametrize("person", ["editor", "other-editor"])
def test_an_agencys_editors_add_no_agency_no_dossier_and_nothing_at_the_root(
    portal, agencies, person
):
    with as_person(portal, person):
        for place in (portal, portal["co-quan"], portal["ho-so"]):
            assert place.allowedContentTypes() == []


def test_nobody_deletes_or_renames_a_section(portal, agencies):
    for person in MATRIX:
        with as_person(portal, person):
            assert may("Delete objects", portal["thu-tuc"]) == (person == "site-admin")


def test_who_made_a_draft_keeps_no_right_after_leaving_the_agency(portal, agencies):
    with as_person(portal, "editor"):
        content = api.content.create(portal["hoi-dap"], "FAQ", title="Bao lâu?", agency=agencies[0])
        assert "e" in rights(content)
    with api.env.adopt_roles(["Manager"]):
        content.agency = agencies[1]
        content.reindexObject()
    forget_roles(portal)
    with as_person(portal, "editor"):
        assert rights(content) == ""
    with as_person(portal, "other-editor"):
        assert rights(content) == "vedS"


def test_content_without_an_agency_is_nobodys_but_the_portals(portal, agencies):
    content = make(portal, "FAQ", None)
    for person in ("editor", "other-editor", "reviewer"):
        with as_person(portal, person):
            assert rights(content) == ""
    with as_person(portal, "portal-editor"):
        assert rights(content) == "vedS"
