"""What procedures and services lack, who sees it, and the files of it."""

import datetime
from egov.portal.catalogue import taxonomy
from egov.portal.catalogue.completeness import Completeness
from egov.portal.catalogue.completeness import LACKS
from egov.portal.catalogue.completeness_export import as_csv
from egov.portal.catalogue.completeness_export import as_xlsx
from egov.portal.catalogue.lacks import document_number
from egov.portal.shared import clock
from io import BytesIO
from openpyxl import load_workbook
from people import as_person
from people import make_agencies_and_people
from plone import api
from plone.app.testing import login
import pytest
from rest_calls import Rest


CODE = "1.000001"


@pytest.fixture
def complete(agencies):
    """Fields of a procedure that lacks nothing."""
    return {
        "agency": agencies[0],
        "executing_agencies": [agencies[0]],
        "field": "any",
        "steps": [{"name": "Bước 1", "description": ""}],
        "submission_ways": [{"channel": "DIRECT", "time": 3, "unit": "DAY", "description": ""}],
        "fees": [{"kind": "FEE", "amount": 0.0, "description": ""}],
        "papers": [{"name": "Tờ khai theo mẫu", "template": "TK-01"}],
        "legal_basis": [{"number": "61/2018/NĐ-CP"}],
    }


def make(portal, portal_type, section, **fields):
    with api.env.adopt_roles(["Manager"]):
        fields.setdefault("title", "Cấp bản sao")
        return api.content.create(portal[section], portal_type, **fields)


def procedure(portal, **fields):
    fields.setdefault("code", CODE)
    return make(portal, "Procedure", "thu-tuc", id=fields["code"], **fields)


@pytest.fixture
def lacking(portal, agencies):
    """What the procedure of these fields lacks, as a portal editor is told."""
    make(portal, "FormTemplate", "bieu-mau", code="TK-01")

    def lacks(**fields):
        procedure(portal, **fields)
        with as_person(portal, "portal-editor"):
            found = {brain.code: lacks for brain, lacks in Completeness().items()}
        return found.get(CODE, [])

    return lacks


def test_a_complete_procedure_lacks_nothing(lacking, complete):
    assert lacking(**complete) == []


def test_an_empty_procedure_lacks_everything_of_its_own(lacking):
    found = ["fee", "time", "steps", "executing", "keeper", "field", "basis"]
    assert lacking() == found


@pytest.mark.parametrize(
    "changed,lack",
    [
        ({"fees": []}, "fee"),
        ({"fees": [{"kind": "FEE", "amount": None, "description": " "}]}, "fee"),
        ({"submission_ways": [{"channel": "DIRECT", "time": None, "unit": "DAY"}]}, "time"),
        ({"steps": []}, "steps"),
        ({"papers": [{"name": "Tờ khai theo mẫu", "template": ""}]}, "template"),
        ({"papers": [{"name": "Đơn", "electronic_form": True}]}, "template"),
        ({"papers": [{"name": "Đơn", "attachments": "don.doc"}]}, "template"),
        ({"executing_agencies": []}, "executing"),
        ({"agency": None}, "keeper"),
        ({"field": None}, "field"),
        ({"legal_basis": []}, "basis"),
        ({"related_procedures": ["9.999999"]}, "dead_procedure"),
        ({"papers": [{"name": "Tờ khai", "template": "TK-99"}]}, "dead_template"),
        ({"executing_agencies": ["0" * 32]}, "dead_agency"),
        ({"promulgating_agency": "0" * 32}, "dead_agency"),
    ],
)
def test_one_thing_missing_is_named(lacking, complete, changed, lack):
    assert lacking(**{**complete, **changed}) == [lack]


@pytest.mark.parametrize(
    "changed",
    [
        {"fees": [{"kind": "FEE", "amount": None, "description": "Theo quy định của tỉnh"}]},
        {"submission_ways": [{"channel": "DIRECT", "unit": "OTHER", "description": "Ngay"}]},
        {"submission_ways": [], "cases": [{"name": "Cấp mới", "time": 3, "unit": "DAY"}]},
        {"papers": [{"name": "Bản sao giấy khai sinh", "template": ""}]},
        {"executing_agencies": [], "competent_agencies": "agency"},
        {"related_procedures": [CODE]},
    ],
)
def test_what_is_said_otherwise_is_not_missing(lacking, complete, agencies, changed):
    if changed.get("competent_agencies"):
        changed = {**changed, "competent_agencies": [agencies[0]]}
    assert lacking(**{**complete, **changed}) == []


def test_a_form_that_names_the_procedure_is_offered_too(portal, lacking, complete):
    make(portal, "FormTemplate", "bieu-mau", title="Đơn", code="TK-02", procedures=[CODE])
    papers = [{"name": "Tờ khai theo mẫu", "template": ""}]
    assert lacking(**{**complete, "papers": papers}) == []


def test_out_of_force_only_its_end_counts(lacking):
    assert lacking(legal_state="replaced") == ["successor", "end"]


def test_a_successor_must_be_there(lacking):
    until = datetime.date(2025, 7, 1)
    found = lacking(legal_state="replaced", successor="9.999999", effective_to=until)
    assert found == ["dead_procedure"]


def test_a_repealed_procedure_needs_a_date_only(lacking):
    assert lacking(legal_state="repealed") == ["end"]


@pytest.mark.parametrize("days,lack", [(-1, ["expired_basis"]), (30, [])])
def test_an_expired_legal_basis_is_found_by_its_number(portal, lacking, complete, days, lack):
    expires = clock.today() + datetime.timedelta(days=days)
    make(portal, "LegalDocument", "van-ban", number="Số 61/2018/NĐ-CP", expired_on=expires)
    assert lacking(**complete) == lack


def test_numbers_are_compared_whatever_their_writing():
    assert document_number("Số 61/2018/NĐ-CP ") == document_number("61/2018/nđ-cp")
    assert document_number(None) == ""


def test_what_was_not_changed_for_long_is_named(portal, lacking, complete):
    record = "egov.portal.stale_after_days"
    assert lacking(**complete) == []
    portal["thu-tuc"][CODE].modification_date -= 400
    portal["thu-tuc"][CODE].reindexObject(idxs=["modified"])
    with as_person(portal, "portal-editor"):
        assert Completeness().counts()["stale"] == 1
        api.portal.set_registry_record(record, 500)
        assert Completeness().counts()["stale"] == 0


def test_a_service_that_takes_applications_needs_a_form(portal, agencies):
    service = make(
        portal, "Service", "dich-vu", agency=agencies[0], submission_place="here", title="Nộp"
    )
    make(portal, "Service", "dich-vu", submission_place="in_person", title="Tại chỗ")
    with as_person(portal, "editor"):
        found = Completeness().items("form")
        assert [brain.Title for brain, _lacks in found] == ["Nộp"]
    with api.env.adopt_roles(["Manager"]):
        api.content.create(service, "EasyForm", "form", title="Tờ khai")
    with as_person(portal, "editor"):
        assert Completeness().items("form") == []


def test_a_service_of_a_procedure_that_is_gone_is_named(portal, agencies):
    make(portal, "Service", "dich-vu", agency=agencies[0], procedures=["9.999999"])
    with as_person(portal, "editor"):
        assert Completeness().counts()["dead_procedure"] == 1


def test_a_department_sees_its_own(portal, agencies):
    procedure(portal, code="1.1", agency=agencies[0])
    procedure(portal, code="1.2", agency=agencies[1])
    procedure(portal, code="1.3")
    expected = {
        "editor": ["1.1"],
        "reviewer": ["1.1"],
        "other-editor": ["1.2"],
        "officer": [],
        "portal-editor": ["1.1", "1.2", "1.3"],
        "site-admin": ["1.1", "1.2", "1.3"],
    }
    for person, codes in expected.items():
        with as_person(portal, person):
            assert [brain.code for brain, _ in Completeness().items("fee")] == codes, person


def test_the_list_is_narrowed_by_field_and_agency(portal, agencies):
    procedure(portal, code="1.1", field="a", executing_agencies=[agencies[1]])
    procedure(portal, code="1.2", field="b", agency=agencies[0])
    with as_person(portal, "portal-editor"):
        for filters, code in (
            ({"field": "a"}, "1.1"),
            ({"field": "b"}, "1.2"),
            ({"agency": agencies[0]}, "1.2"),
            ({"agency": agencies[1]}, "1.1"),
        ):
            assert [brain.code for brain, _ in Completeness(**filters).items("fee")] == [code]


def test_files_are_safe_to_open():
    rows = [["Mã", "Tên"], ["1.1", "=cmd|'/c calc'!A1"], ["-1", "Ủy ban\x07"]]
    text = as_csv(rows)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines() == [
        "Mã,Tên",
        "1.1,'=cmd|'/c calc'!A1",
        "'-1,Ủy ban",
    ]
    sheet = load_workbook(BytesIO(as_xlsx(rows))).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Mã", "Tên"],
        ["1.1", "'=cmd|'/c calc'!A1"],
        ["'-1", "Ủy ban"],
    ]
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s"}


@pytest.mark.parametrize("person", ["anonymous", "citizen"])
@pytest.mark.parametrize("name", ["completeness", "completeness-export"])
def test_the_public_does_not_see_the_page(functional_portal, functional_app, person, name):
    make_agencies_and_people(functional_portal)
    answer = Rest(functional_app, person).html(functional_portal, f"/@@{name}")
    assert answer.status_code in (302, 401)
    assert "lack=" not in answer.text


def test_the_page_lists_and_links_to_editing(functional_portal, functional_app):
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        taxonomy.ensure_field("HT", "Hộ tịch")
    procedure(functional_portal, title="Cấp <b>bản sao</b>", agency=a, field="HT")
    editor = Rest(functional_app, "editor")
    answer = editor.html(functional_portal, "/@@completeness?lack=fee&b_start=x&field=nonsense")
    assert answer.status_code == 200
    assert f"/thu-tuc/{CODE}/edit" in answer.text
    assert "<b>bản sao" not in answer.text
    assert "Cấp &lt;b&gt;bản sao" in answer.text
    answer = editor.html(functional_portal, "/@@completeness-export?file_type=csv")
    assert answer.content_type == "text/csv"
    assert CODE in answer.body.decode("utf-8-sig")
    answer = editor.html(functional_portal, "/@@completeness-export?file_type=xlsx")
    rows = list(load_workbook(BytesIO(answer.body)).active.values)
    assert rows[1][0] == CODE
    assert rows[1][3:5] == ("Hộ tịch", "Sở Tư pháp")
    assert len(rows) == 2
    answer = editor.html(functional_portal, "/@@completeness-export?file_type=exe")
    assert answer.status_code == 404


def test_every_lack_is_counted(portal, agencies):
    login(portal, "site-admin")
    assert list(Completeness().counts()) == list(LACKS)
