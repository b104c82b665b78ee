"""A portal of version 1003 has the records of 1004 after its upgrade, and works before."""

from egov.portal.catalogue import taxonomy
from egov.portal.publications.taxonomy import english_document_types
from egov.portal.shared.site_name import site_title
from egov.portal.site.making import upgrade
from plone import api
from plone.registry.interfaces import IRegistry
import pytest
from zope.component import getUtility


PROFILE = "egov.portal:default"
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


def test_before_the_upgrade_what_ships_is_known(old):
    assert taxonomy.in_english("fields")["G15-TP07"] == "Civil status"
    assert english_document_types()["luat"] == "Law"
    assert site_title("en") == site_title("vi") != ""
