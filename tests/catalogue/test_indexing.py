"""What the catalogue keeps for filters, sorting and lists."""

from egov.portal.catalogue.agencies import agency_by_uid
from plone import api
from plone.indexer.wrapper import IndexableObjectWrapper
import pytest
import time


COLUMNS = "code field levels online_level agency kind number issued_on valid_until urgent_banner"
INDEXES = (
    "code field levels audience life_events agencies agency online_level legal_state kind "
    "document_type document_number issued_on valid_until urgent_banner procedures "
    "submission_place"
)


@pytest.fixture
def make(portal):
    """Makes content as a manager: make("thu-tuc", "Procedure", title=..., code=...)."""

    def make(section, portal_type, **fields):
        with api.env.adopt_roles(["Manager"]):
            return api.content.create(portal[section], portal_type, **fields)

    return make


@pytest.fixture
def found(portal):
    """Titles that a query of the catalogue finds, whoever may see them."""

    def found(**query):
        brains = portal.portal_catalog.unrestrictedSearchResults(**query)
        return sorted(brain.Title for brain in brains)

    return found


def test_catalogue_has_the_agreed_indexes_and_columns(portal):
    catalog = portal.portal_catalog
    assert set(INDEXES.split()) <= set(catalog.indexes())
    assert set(COLUMNS.split()) <= set(catalog.schema())


def test_a_procedure_is_found_by_each_of_its_filters(make, found):
    make(
        "thu-tuc",
        "Procedure",
        title="Khai sinh",
        code="1.001193",
        field="G15-TP07",
        other_fields=["G15-TP03"],
        levels=["commune"],
        audience=["DT1", "DT12"],
        life_events=["birth"],
        online_level="full",
    )
    make("thu-tuc", "Procedure", title="Khác", code="1.000001")
    for query in (
        {"code": "1.001193"},
        {"field": "G15-TP07"},
        {"field": "G15-TP03"},
        {"levels": "commune"},
        {"audience": "DT12"},
        {"life_events": "birth"},
        {"online_level": "full"},
    ):
        assert found(portal_type="Procedure", **query) == ["Khai sinh"], query
    assert found(legal_state="in_force") == ["Khai sinh", "Khác"]


def test_agencies_in_any_role_are_found(make, found):
    roles = "executing competent authorized coordinating".split()
    procedure = make("thu-tuc", "Procedure", title="Khai sinh", code="1.001193", agency="keeps")
    for role in roles:
        setattr(procedure, f"{role}_agencies", [role, "twice"])
    procedure.promulgating_agency = "promulgates"
    procedure.reindexObject()
    for uid in (*roles, "keeps", "promulgates", "twice"):
        assert found(agencies=uid) == ["Khai sinh"], uid
    assert found(agency="keeps") == ["Khai sinh"]
    assert found(agency="competent") == []


def test_an_agency_is_not_among_what_it_has_to_do_with(make, found):
    agency = make("co-quan", "Agency", title="Sở Tư pháp")
    uid = api.content.get_uuid(agency)
    assert found(agencies=uid) == []
    assert found(agency=uid) == ["Sở Tư pháp"]


def test_what_refers_to_a_procedure_is_found(make, found):
    make("dich-vu", "Service", title="Dịch vụ", procedures=["1.001193"])
    make("hoi-dap", "FAQ", title="Câu hỏi", procedures=["1.001193"], field="G15-TP07")
    make("thong-bao", "Announcement", title="Tin", related_procedures=["1.001193"])
    assert found(procedures="1.001193") == ["Câu hỏi", "Dịch vụ", "Tin"]
    assert found(field="G15-TP07") == ["Câu hỏi"]
    assert found(submission_place="in_person") == ["Dịch vụ"]


def test_attachments_take_nothing_from_their_announcement(make, found, portal):
    tin = make("thong-bao", "Announcement", title="Tin", kind="tender", number="12/TB-UBND")
    with api.env.adopt_roles(["Manager"]):
        api.content.create(tin, "File", title="Hồ sơ mời thầu")
    assert found(kind="tender") == ["Tin"]
    assert found(document_number="12/TB-UBND") == ["Tin"]


def test_announcements_are_found_by_banner_and_end(make, found):
    import datetime

    make(
        "thong-bao",
        "Announcement",
        title="Bão",
        urgent_banner=True,
        valid_until=datetime.date(2026, 11, 30),
    )
    make("thong-bao", "Announcement", title="Tin")
    assert found(urgent_banner=True) == ["Bão"]
    until = {"query": datetime.date(2026, 11, 30), "range": "min"}
    assert found(valid_until=until) == ["Bão"]
    after = {"query": datetime.date(2026, 12, 1), "range": "min"}
    assert found(valid_until=after) == []


def test_columns_carry_what_lists_show(make, portal):
    make("thu-tuc", "Procedure", title="Khai sinh", code="1.001193", field="G15-TP07")
    (brain,) = portal.portal_catalog.unrestrictedSearchResults(code="1.001193")
    assert (brain.code, brain.field, brain.online_level) == ("1.001193", "G15-TP07", "information")


def test_an_empty_code_is_not_kept(make, found):
    make("co-quan", "Agency", title="Sở Tư pháp")
    assert found(code="") == []


def test_agencies_are_looked_up_by_uid(make):
    uid = api.content.get_uuid(make("co-quan", "Agency", title="Sở Tư pháp", code="H15.50"))
    with api.env.adopt_roles(["Anonymous"]):
        assert agency_by_uid(uid).Title == "Sở Tư pháp"
    assert agency_by_uid("another") is None
    assert agency_by_uid(None) is None


def test_an_agency_added_later_in_the_transaction_is_found(make):
    assert agency_by_uid("a-uid") is None
    uid = api.content.get_uuid(make("co-quan", "Agency", title="Sở Tư pháp"))
    assert agency_by_uid(uid).Title == "Sở Tư pháp"


def test_indexing_a_procedure_with_forty_papers_is_cheap(make, portal):
    papers = [{"name": f"Giấy tờ số {n} " + "chữ " * 40, "originals": 1} for n in range(40)]
    procedure = make("thu-tuc", "Procedure", title="Khai sinh", code="1.001193", papers=papers)
    names = [*INDEXES.split(), "all_fields"]
    began = time.process_time()
    for _turn in range(20):
        wrapper = IndexableObjectWrapper(procedure, portal.portal_catalog)
        for name in names:
            getattr(wrapper, name, None)
    assert (time.process_time() - began) / 20 < 0.01
