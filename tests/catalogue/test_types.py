"""What editors and clients rely on in each type, seen through the `@types` endpoint."""

from egov.portal.catalogue.service import form_of
from egov.portal.interfaces import IAgencyBound
from egov.portal.site.setup import make_sections
from egov.portal.site.setup import SECTIONS as SECTIONS_MADE
import json
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.dexterity.interfaces import IDexterityFTI
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.utils import mergedTaggedValueList
import pytest
from rest_calls import Rest
from zope.component import getUtility


COMMON = ["plone.basic", "egov.portal.agency_bound"]
TAIL = ["egov.portal.english", "plone.publication", "plone.versioning", "plone.locking"]
NAMED = ["plone.namefromtitle", "plone.shortname"]

BEHAVIORS = {
    "Agency": ["plone.basic", *NAMED, *TAIL],
    "Procedure": [*COMMON, *TAIL],
    "Service": [*COMMON, *NAMED, *TAIL],
    "FormTemplate": [*COMMON, *NAMED, *TAIL],
    "Announcement": [*COMMON, "plone.richtext", *NAMED, *TAIL],
    "LegalDocument": [*COMMON, *NAMED, *TAIL],
    "FAQ": [*COMMON, *NAMED, *TAIL],
}
REQUIRED = {
    "Agency": {"title"},
    "Procedure": {"title", "code", "online_level", "legal_state"},
    "Service": {"title", "online_level", "submission_place"},
    "FormTemplate": {"title", "code", "file"},
    "Announcement": {"title", "kind"},
    "LegalDocument": {"title", "number", "document_type"},
    "FAQ": {"title", "answer"},
}
FIELDSETS = {
    "Agency": {
        "default": {"title", "description", "short_name", "code", "level", "parent"},
        "contact": {
            "address",
            "phone",
            "email",
            "website",
            "working_hours",
            "latitude",
            "longitude",
        },
        "leaders": {"leaders"},
        "national": {"national_id"},
    },
    "Procedure": {
        "default": {
            "title",
            "description",
            "code",
            "field",
            "other_fields",
            "levels",
            "audience",
            "online_level",
            "agency",
        },
        "process": {"steps", "submission_ways", "fees", "cases", "returning_ways"},
        "papers": {"papers", "results", "requirements", "note"},
        "agencies": {
            "executing_agencies",
            "competent_agencies",
            "authorized_agencies",
            "coordinating_agencies",
            "promulgating_agency",
            "receiving_addresses",
        },
        "law": {
            "legal_basis",
            "decision_number",
            "decision_date",
            "decision_issuer",
            "published_on",
            "legal_state",
            "effective_from",
            "effective_to",
            "successor",
        },
        "finding": {"keywords", "synonyms", "life_events", "related_procedures"},
        "national": {
            "national_id",
            "national_updated",
            "regulation_kind",
            "procedure_kind",
            "service_groups",
            "vertical",
            "shared_service",
            "internal",
            "offline_only",
            "non_territorial",
        },
    },
    "Service": {
        "default": {"title", "description", "procedures", "audience", "agency"},
        "submission": {
            "online_level",
            "partial_reason",
            "submission_place",
            "national_url",
            "save_drafts",
            "draft_days",
        },
        "contact": {"contact_name", "contact_phone", "contact_email"},
    },
    "FormTemplate": {
        "default": {"title", "description", "code", "file", "version", "procedures", "agency"},
        "validity": {"valid_from", "valid_until"},
    },
    "Announcement": {
        "default": {"title", "description", "kind", "number", "text", "agency"},
        "validity": {"valid_from", "valid_until", "urgent_banner"},
        "relations": {"agencies", "related_procedures"},
    },
    "LegalDocument": {
        "default": {
            "title",
            "description",
            "number",
            "document_type",
            "fields",
            "issuer",
            "abstract",
            "file",
            "agency",
        },
        "validity": {"issued_on", "effective_from", "expired_on"},
        "relations": {"replaces", "amends", "based_on"},
    },
    "FAQ": {"default": {"title", "description", "answer", "procedures", "field", "agency"}},
}
SECTIONS = {
    "thu-tuc": "Procedure",
    "dich-vu": "Service",
    "bieu-mau": "FormTemplate",
    "thong-bao": "Announcement",
    "van-ban": "LegalDocument",
    "co-quan": "Agency",
    "hoi-dap": "FAQ",
}


@pytest.fixture
def type_info(functional_portal, functional_app):
    """The answer of `@types/<type>`, asked for by a manager."""
    rest = Rest(functional_app)
    rest.testapp.authorization = ("Basic", (SITE_OWNER_NAME, SITE_OWNER_PASSWORD))
    return lambda name: json.loads(rest.get(functional_portal, f"/@types/{name}").body)


@pytest.mark.parametrize("name", BEHAVIORS)
def test_behaviors(portal, name):
    assert sorted(getUtility(IDexterityFTI, name=name).behaviors) == sorted(BEHAVIORS[name])


@pytest.mark.parametrize("name", FIELDSETS)
def test_fieldsets_and_required_fields(type_info, name):
    info = type_info(name)
    fieldsets = {entry["id"]: set(entry["fields"]) for entry in info["fieldsets"]}
    assert {key: fieldsets[key] - {"changeNote"} for key in FIELDSETS[name]} == FIELDSETS[name]
    assert fieldsets["english"] == {"title_en", "description_en", "text_en"}
    assert set(info["required"]) == REQUIRED[name]


@pytest.mark.parametrize("name", FIELDSETS)
def test_every_fieldset_of_ours_explains_itself(portal, name):
    schema = getUtility(IDexterityFTI, name=name).lookupSchema()
    fieldsets = mergedTaggedValueList(schema, FIELDSETS_KEY)
    assert {fieldset.__name__ for fieldset in fieldsets} == {*FIELDSETS[name]} - {"default"}
    assert [fieldset.__name__ for fieldset in fieldsets if not fieldset.description] == []


@pytest.mark.parametrize("section,name", SECTIONS.items())
def test_a_section_takes_its_type_and_no_other(portal, section, name):
    with api.env.adopt_roles(["Manager"]):
        allowed = [fti.getId() for fti in portal[section].allowedContentTypes()]
    assert allowed == [name]


@pytest.mark.parametrize("name", [*BEHAVIORS, "EasyForm", "Section"])
def test_types_are_added_in_their_place_only(portal, name):
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal["tin-tuc"], "Folder", "a-folder")
        for place in (portal, portal["tin-tuc"], folder):
            allowed = [fti.getId() for fti in place.allowedContentTypes()]
            assert name not in allowed, place


def test_a_service_takes_a_form_and_nothing_else(portal):
    with api.env.adopt_roles(["Manager"]):
        service = api.content.create(portal["dich-vu"], "Service", title="Cấp bản sao")
        assert [fti.getId() for fti in service.allowedContentTypes()] == ["EasyForm"]
        form = api.content.create(service, "EasyForm", "form")
    assert form_of(service).getId() == form.getId()


def test_an_announcement_takes_files_and_images(portal):
    with api.env.adopt_roles(["Manager"]):
        announcement = api.content.create(portal["thong-bao"], "Announcement", title="Tin")
        allowed = {fti.getId() for fti in announcement.allowedContentTypes()}
    assert allowed == {"File", "Image"}


def test_making_the_sections_again_changes_nothing(portal):
    def state():
        return {name: (portal[name].UID(), portal[name].modified()) for name in names}

    names = [spec.id for spec in SECTIONS_MADE]
    before = state()
    make_sections(portal)
    assert state() == before


def test_an_agency_is_bound_to_itself(portal):
    with api.env.adopt_roles(["Manager"]):
        agency = api.content.create(portal["co-quan"], "Agency", title="Sở Tư pháp")
    assert IAgencyBound.providedBy(agency)
    assert agency.agency == api.content.get_uuid(agency)
