"""A portal of version 1002 has what 1003 has after its upgrade."""

from egov.portal.search import dictionaries
from egov.portal.site.making import upgrade
from plone import api
import pytest


PROFILE = "egov.portal:default"
INDEXES = {"egov_text": ["_version"], "egov_other_text": ["_version"]}
INDEXES["egov_found"] = ["_procedures", "_others"]
SYNONYMS = "egov.portal.search.synonyms"


@pytest.fixture
def old(portal):
    """The site as 1002 left it, in what 1003 has gained."""
    indexes = portal.portal_catalog._catalog.indexes
    for name, attributes in INDEXES.items():
        for attribute in attributes:
            delattr(indexes[name], attribute)
    lines = ["công chứng cccd = ý của biên tập viên", *dictionaries.shipped("synonyms")[:50]]
    api.portal.set_registry_record(SYNONYMS, lines)
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1002")
    return portal


def test_indexes_know_their_states(old):
    indexes = old.portal_catalog._catalog.indexes
    assert indexes["egov_text"].version is None
    assert indexes["egov_found"].version(True) is None
    upgrade(old.portal_setup)
    assert indexes["egov_text"].version is not None
    assert indexes["egov_other_text"].version is not None
    assert None not in (indexes["egov_found"].version(True), indexes["egov_found"].version(False))


def test_new_words_come_and_an_editors_own_stay(old):
    upgrade(old.portal_setup)
    lines = api.portal.get_registry_record(SYNONYMS)
    assert "công chứng cccd = ý của biên tập viên" in lines
    assert [line for line in lines if line.startswith("công chứng cccd ")] == lines[:1]
    assert "bốc mộ liệt sĩ = di chuyển hài cốt liệt sĩ" in lines
