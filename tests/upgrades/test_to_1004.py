"""A portal of version 1003 has the records of 1004 after its upgrade, and works before."""

from egov.portal import dossiers
from egov.portal.catalogue import taxonomy
from egov.portal.dossiers.catalog import Postings
from egov.portal.publications.taxonomy import english_document_types
from egov.portal.shared.site_name import site_title
from egov.portal.site.making import upgrade
from filing import make_submission
from people import as_person
from people import make_agencies_and_people
from plone import api
from plone.registry.interfaces import IRegistry
import pytest
from zope.component import getUtility


PROFILE = "egov.portal:default"
ROLE = "SectionReader"
RECORDS = ("fields_en", "audiences_en", "document_types_en", "site_title_en")


@pytest.fixture
def old(portal):
    for name in RECORDS:
        del getUtility(IRegistry).records[f"egov.portal.{name}"]
    fields = {**taxonomy.fields(), "X1": "Lĩnh vực mới"}
    api.portal.set_registry_record("egov.portal.fields", fields)
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1003")
    return portal


def test_records_that_are_missing_come_and_others_stay(old):
    upgrade(old.portal_setup)
    assert api.portal.get_registry_record("egov.portal.fields_en")["G15-TP07"] == "Civil status"
    assert taxonomy.fields()["X1"] == "Lĩnh vực mới"
    assert api.portal.get_registry_record("egov.portal.site_title_en") is None
    assert old.portal_setup.getLastVersionForProfile(PROFILE) == ("1004",)


def test_dossiers_received_before_are_found_and_counted(old):
    catalog = old["ho-so"]._catalog
    received = dossiers.receive(make_submission())
    docid = received.dossier._docid
    catalog._postings[("all",)] = Postings()
    catalog._postings[("all",)].add(docid)
    upgrade(old.portal_setup)
    assert ("all",) not in catalog._postings
    assert [row.code for row in catalog.search(size=5)] == [received.code]
    assert catalog.count() == 1


def test_passwords_and_relations_are_no_longer_offered_for_forms(old):
    name = "easyform.allowedFields"
    new = api.portal.get_registry_record(name)
    relation = "z3c.relationfield.schema.RelationList"
    assert relation not in new
    assert not any("Password" in kind for kind in new)
    api.portal.set_registry_record(name, [*new[1:], relation])
    upgrade(old.portal_setup)
    assert api.portal.get_registry_record(name) == new[1:]


def test_before_the_upgrade_what_ships_is_known(old):
    assert taxonomy.in_english("fields")["G15-TP07"] == "Civil status"
    assert english_document_types()["luat"] == "Law"
    assert site_title("en") == site_title("vi") != ""


def test_reviewers_of_agencies_look_through_the_sections(portal):
    make_agencies_and_people(portal)
    section = portal["thong-bao"]
    portal._delRoles([ROLE])
    for permission in ("List folder contents", "Access inactive portal content"):
        roles = [each["name"] for each in portal.rolesOfPermission(permission) if each["selected"]]
        portal.manage_permission(permission, [role for role in roles if role != ROLE], acquire=0)
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1003")
    with as_person(portal, "reviewer"):
        assert not api.user.has_permission("List folder contents", obj=section)
    upgrade(portal.portal_setup)
    with as_person(portal, "reviewer"):
        assert api.user.has_permission("List folder contents", obj=section)
    with as_person(portal, "officer"):
        assert not api.user.has_permission("List folder contents", obj=section)
