"""Every entry of a record has its place; what does not fit is kept as text and told."""

from catalogue.importers.records import fee
from catalogue.importers.records import record
from datetime import date
from egov.portal.catalogue.importers import format
from egov.portal.catalogue.importers.mapping import map_record
from egov.portal.catalogue.importers.mapping import Refused
from pathlib import Path
import pytest


def reasons(mapped):
    return {found.reason for found in mapped.findings}


def way(**changes):
    whole = {"submissionMethod": "ONLINE", "processingTime": 5, "processingTimeUnit": "DAY"}
    return {**whole, "fees": [], **changes}


def fees_of(*fees):
    mapped = map_record(record(executionMethods=[way(fees=list(fees))]))
    return mapped.values["fees"], reasons(mapped)


def test_a_clean_record_is_mapped_whole_and_without_remark():
    mapped = map_record(record())
    values = mapped.values
    assert mapped.findings == []
    assert values["title"] == "Thủ tục cấp giấy phép mẫu"
    assert values["steps"] == [{"name": "Bước 1", "description": "Nộp hồ sơ.\nChờ kết quả."}]
    assert values["submission_ways"][0] == {
        "channel": "ONLINE",
        "time": 5,
        "unit": "WORKING_DAY",
        "description": "",
    }
    assert values["fees"][0] == {
        "way": 1,
        "kind": "FEE",
        "amount": 50000.0,
        "currency": "VND",
        "description": "",
    }
    assert [(p["case"], p["name"], p["copies"]) for p in values["papers"]] == [
        ("Trường hợp cấp mới", "Đơn", 2),
        ("", "Bản vẽ", 0),
    ]
    assert values["cases"] == [{"code": "1.000123.01", "name": "Cấp mới", "time": 7, "unit": "DAY"}]
    assert values["legal_basis"][0]["number"] == "123/2015/NĐ-CP"
    assert values["legal_basis"][0]["issued"] == date(2015, 11, 15)
    assert values["legal_basis"][0]["issuer"] == "Chính phủ"
    assert values["returning_ways"] == [
        {"channel": "OFFLINE", "way": "AT_HOME"},
        {"channel": "OFFLINE", "way": "ONLINE"},
    ]
    assert values["levels"] == ["commune"] and values["online_level"] == "full"
    assert values["field"] == "G15-TP07" and mapped.fields == {"G15-TP07": "Hộ tịch"}
    assert values["audience"] == ["DT1"] and mapped.audiences == {"DT1": "Công dân Việt Nam"}
    assert values["keywords"] == ["giấy phép mẫu", "xin phép"]
    assert values["decision_number"] == "163/QĐ-BTP"
    assert values["decision_date"] == date(2026, 1, 16)  # midnight in Vietnam
    assert values["national_updated"].isoformat() == "2026-04-15T15:36:31.512000+07:00"
    assert values["service_groups"] == ["Khai sinh"]
    assert mapped.agencies["executing_agencies"][0].name == "Sở Tư pháp"
    assert mapped.agencies["competent_agencies"][0].group
    assert mapped.public


def test_a_description_that_repeats_the_requirements_is_none():
    assert map_record(record()).values["description"] == ""
    other = map_record(record(description="Giới thiệu"))
    assert other.values["description"] == "Giới thiệu"


def test_a_bare_detail_is_a_record_too():
    assert map_record(record()["detail"]).values == map_record(record()).values


@pytest.mark.parametrize(
    "dirty,reason",
    [
        ([], "not_a_record"),
        ({"name": "Không mã"}, "no_code"),
        (record(" "), "no_code"),
        (record("có dấu"), "bad_code"),
        (record("../edit"), "bad_code"),
        (record(name=" . "), "no_name"),
    ],
)
def test_what_cannot_be_a_record_is_refused(dirty, reason):
    with pytest.raises(Refused) as refusal:
        map_record(dirty)
    assert refusal.value.reason == reason


def test_a_leading_blank_of_a_code_goes():
    assert map_record(record(" 1.000123\u00a0")).code == "1.000123"


def test_an_unknown_unit_is_kept_as_text():
    mapped = map_record(record(executionMethods=[way(processingTimeUnit="FORTNIGHT")]))
    row = mapped.values["submission_ways"][0]
    assert (row["time"], row["unit"], row["description"]) == (None, None, "Thời hạn: 5 FORTNIGHT")
    assert "unknown_unit" in reasons(mapped)


def test_the_unit_other_keeps_its_number_and_text():
    entry = way(processingTime=1, processingTimeUnit="OTHER", description="Ngay trong ngày")
    row = map_record(record(executionMethods=[entry])).values["submission_ways"][0]
    assert (row["time"], row["unit"], row["description"]) == (1, "OTHER", "Ngay trong ngày")


def test_an_unknown_channel_goes_to_the_note_with_its_fees_for_all_ways():
    entry = way(submissionMethod="FAX", description="Gửi fax", fees=[fee(20000)])
    mapped = map_record(record(executionMethods=[entry]))
    assert mapped.values["submission_ways"] == []
    assert "FAX" in mapped.values["note"] and "Gửi fax" in mapped.values["note"]
    assert mapped.values["fees"][0]["way"] is None
    assert "FAX" in mapped.values["fees"][0]["description"]
    assert "unknown_channel" in reasons(mapped)


def test_an_unknown_kind_of_fee_is_told_in_its_text():
    rows, found = fees_of(fee(20000, kind="TOLL"))
    assert rows[0]["kind"] == "FEE" and "TOLL" in rows[0]["description"]
    assert "unknown_fee_kind" in found


def test_a_zero_beside_a_text_is_no_amount():
    rows, found = fees_of(fee(0, "Do Hội đồng nhân dân tỉnh quyết định"))
    assert rows[0]["amount"] is None
    assert rows[0]["description"] == "Do Hội đồng nhân dân tỉnh quyết định"
    assert "fee_in_text" in found


def test_free_of_charge_is_zero():
    rows, found = fees_of(fee(0), fee(0, "Miễn lệ phí."))
    assert [row["amount"] for row in rows] == [0.0, 0.0] and not found


def test_an_amount_in_thousands_is_read_from_its_text_or_kept_as_text():
    rows, found = fees_of(fee(100, "Phí công bố: 100.000 đồng/lần"), fee(25))
    assert rows[0]["amount"] == 100000.0
    assert rows[1]["amount"] is None and rows[1]["description"].endswith("25")
    assert {"fee_from_text", "fee_too_small"} <= found


def test_dollars_stay_dollars_and_an_unknown_currency_stays_text():
    rows, found = fees_of(fee(10, currencyName="USD"), fee(10, currencyName="Euro"))
    assert (rows[0]["amount"], rows[0]["currency"]) == (10.0, "USD")
    assert rows[1]["amount"] is None and "10 Euro" in rows[1]["description"]
    assert "unknown_currency" in found


def test_numbers_given_as_text_are_read_or_kept():
    entries = [
        way(processingTime="5", processingTimeUnit="DAY"),
        way(processingTime="07 ngày làm việc", processingTimeUnit=""),
        way(processingTime="sớm nhất có thể", processingTimeUnit="DAY"),
    ]
    mapped = map_record(record(executionMethods=entries))
    rows = mapped.values["submission_ways"]
    assert [(r["time"], r["unit"]) for r in rows] == [(5, "DAY"), (7, "WORKING_DAY"), (None, "DAY")]
    assert "sớm nhất có thể" in rows[2]["description"]
    rows, _found = fees_of(fee("50.000 đồng"), fee("theo thực tế"))
    assert rows[0]["amount"] == 50000.0
    assert rows[1]["amount"] is None and rows[1]["description"] == "theo thực tế"


TABLES = ["executionMethods", "executionCases", "cases", "procedureProposal"]
WRONG = [None, 7, "x", [None], [7], {"a": 1}, [[]], True, -1, 1.5, ["x"], [{"a": None}]]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_wrong_types_anywhere_are_survived(wrong):
    for key in set(format.ENTRIES) - {"code", "name"}:
        mapped = map_record(record(**{key: wrong}))
        assert mapped.code == "1.000123", key


@pytest.mark.parametrize("wrong", [None, 7, "x", {}, [[]]], ids=repr)
@pytest.mark.parametrize("table", TABLES)
def test_wrong_types_within_tables_are_survived(table, wrong):
    whole = record()
    entries = whole["detail"][table]
    for entry in entries if isinstance(entries, list) else [entries]:
        for key in entry:
            entry[key] = wrong
    assert map_record(whole).code == "1.000123"


def test_an_empty_detail_gives_an_empty_procedure():
    mapped = map_record({"code": "1.000123", "name": "Tên", "detail": None})
    assert mapped.values["title"] == "Tên" and mapped.values["papers"] == []


def test_unknown_and_unexpected_entries_are_told():
    mapped = map_record(record(newThing=1, targetObjects=[{"a": 1}]))
    assert {"unknown_key", "not_imported"} <= reasons(mapped)


def test_ids_without_details_and_nameless_groups_are_told():
    mapped = map_record(record(unitGroupsExecuting=[None], unitGroupExecutingIds=["g-x"]))
    assert "empty_entry" in reasons(mapped)


def test_agencies_named_only_in_a_text_go_to_the_note():
    mapped = map_record(record(coordinatingAgencies="Công an cấp xã"))
    assert mapped.values["note"] == "Cơ quan phối hợp: Công an cấp xã"
    assert "agencies_in_text" in reasons(mapped)


@pytest.mark.parametrize(
    "changes,state,public",
    [
        ({"state": "ACTIVE"}, "in_force", True),
        ({"state": "REPEALED"}, "repealed", False),
        ({"state": "REPLACED"}, "replaced", False),
        ({"state": "SOMETHING"}, "in_force", False),
        ({"isInternal": True}, "in_force", False),
    ],
)
def test_only_what_is_in_force_and_not_internal_is_public(changes, state, public):
    mapped = map_record(record(**changes))
    assert (mapped.values["legal_state"], mapped.public) == (state, public)


@pytest.mark.parametrize(
    "changes,level",
    [
        ({}, "full"),
        ({"isFullProcess": False}, "partial"),
        ({"isFullProcess": False, "executionMethods": []}, "information"),
        ({"isOfflineOnly": True}, "information"),
    ],
)
def test_the_online_level_follows_the_record(changes, level):
    assert map_record(record(**changes)).values["online_level"] == level


def test_the_documentation_tells_the_fate_of_every_entry():
    page = Path(__file__).parents[3] / "docs" / "import-format.md"
    text = page.read_text(encoding="utf-8")
    assert [key for key in format.ENTRIES if f"`{key}`" not in text] == []
