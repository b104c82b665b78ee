"""Vocabularies: their values are what is stored, exchanged and asked for."""

from egov.portal.catalogue import taxonomy
from egov.portal.publications.taxonomy import document_types
from filing import as_manager
from plone import api
from plone.app.testing import logout
import pytest
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory


FIXED = {
    "SubmissionChannels": "ONLINE DIRECT POSTAL",
    "TimeUnits": "WORKING_DAY DAY HOUR MONTH YEAR OTHER",
    "FeeKinds": "FEE SERVICE_FEE PRICE_LEVEL",
    "ReturnChannels": "ONLINE OFFLINE",
    "ReturnWays": "ONLINE AT_SUBMISSION_PLACE AT_HOME",
    "ProcedureLevels": "ministry province commune other",
    "AgencyLevels": "ministry province department commune group other",
    "OnlineLevels": "full partial information",
    "LegalStates": "in_force replaced repealed",
    "RegulationKinds": "ASSIGNED_REGULATION NOT_ASSIGNED_REGULATION OTHER",
    "ProcedureKinds": "STANDARD SPECIFIC",
    "SubmissionPlaces": "here national in_person",
    "AnnouncementKinds": "notice directive reception tender recruitment urgent",
    "Weekdays": "mon tue wed thu fri sat sun",
}


def vocabulary(portal, name):
    return getUtility(IVocabularyFactory, name=f"egov.portal.{name}")(portal)


@pytest.mark.parametrize("name,values", FIXED.items())
def test_fixed_values(portal, name, values):
    terms = list(vocabulary(portal, name))
    assert [term.value for term in terms] == values.split()
    assert [term.token for term in terms] == values.split()
    assert all(term.title for term in terms)


def test_audiences_are_the_national_thirteen(portal):
    values = [term.value for term in vocabulary(portal, "Audiences")]
    assert values == [f"DT{number}" for number in range(1, 14)]


def test_fields_have_national_codes_and_names(portal):
    fields = vocabulary(portal, "Fields")
    assert fields.getTerm("G15-TP07").title == "Hộ tịch"
    assert len(fields) > 60
    # Some national codes have a letter that is not ASCII; tokens always are.
    assert all(term.token.isascii() for term in fields)
    for term in fields:
        assert fields.getTermByToken(term.token).value == term.value


def test_a_field_is_found_without_its_marks(portal):
    found = vocabulary(portal, "Fields").search("ho tich")
    assert [term.value for term in found] == ["G15-TP07"]


def test_life_events_serve_citizens_and_businesses_in_two_languages(portal):
    events = taxonomy.life_events()
    assert all(event["title"] and event["title_en"] for event in events)
    assert sum(event["for_citizens"] for event in events) >= 10
    assert sum(event["for_businesses"] for event in events) >= 8
    assert [term.value for term in vocabulary(portal, "LifeEvents")] == [
        event["id"] for event in events
    ]


def test_document_types_begin_with_the_highest(portal):
    assert list(document_types())[:2] == ["hien-phap", "luat"]
    assert "nghi-dinh" in vocabulary(portal, "DocumentTypes")


def test_an_unknown_field_is_added_once_and_keeps_an_editor_s_name(portal):
    assert taxonomy.ensure_field("X99-ZZ01", "Lĩnh vực mới")
    assert not taxonomy.ensure_field("X99-ZZ01", "Tên khác")
    assert taxonomy.fields()["X99-ZZ01"] == "Lĩnh vực mới"
    assert "X99-ZZ01" in vocabulary(portal, "Fields")


def test_installing_again_keeps_what_was_edited(portal):
    taxonomy.ensure_field("X99-ZZ01", "Lĩnh vực mới")
    portal.portal_setup.runImportStepFromProfile("egov.portal:default", "plone.app.registry")
    assert taxonomy.fields()["X99-ZZ01"] == "Lĩnh vực mới"


def test_content_is_named_by_its_key_and_found_by_part_of_its_name(portal):
    with as_manager():
        agency = api.content.create(portal["co-quan"], "Agency", title="Sở Đất đai")
        api.content.create(portal["thu-tuc"], "Procedure", title="Khai sinh", code="1.001193")
        agencies = vocabulary(portal, "Agencies")
        procedures = vocabulary(portal, "Procedures")
        uid = api.content.get_uuid(agency)
        assert [(term.value, term.title) for term in agencies.search("so dat*")] == [
            (uid, "Sở Đất đai")
        ]
        assert procedures.getTerm("1.001193").title == "1.001193 – Khai sinh"
        assert [term.value for term in procedures.search("1193 sinh")] == ["1.001193"]
    assert uid in agencies
    assert "another" not in agencies
    with pytest.raises(LookupError):
        procedures.getTerm("1.009999")


def test_lists_show_only_what_the_user_may_see(portal):
    with as_manager():
        agency = api.content.create(portal["co-quan"], "Agency", title="Sở Tư pháp")
    agencies = vocabulary(portal, "Agencies")
    logout()
    assert list(agencies) == []
    assert agencies.search("so") == []
    # Still valid where it is referred to already.
    assert api.content.get_uuid(agency) in agencies
