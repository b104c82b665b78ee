"""Only what a text really says is read out of it."""

from datetime import date
from egov.portal.catalogue.importers import parsing
import pytest


@pytest.mark.parametrize(
    "text,number",
    [
        ("Nghị định số 123/2015/NĐ-CP", "123/2015/NĐ-CP"),
        ("Luật 60/2014/QH13", "60/2014/QH13"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("505/QĐ-BHXH", "505/QĐ-BHXH"),
        ("Luật số 58", "Luật số 58"),
        ("Nghị định 1/2015/NĐ-CP và 2/2016/NĐ-CP", "Nghị định 1/2015/NĐ-CP và 2/2016/NĐ-CP"),
    ],
)
def test_a_document_number_is_taken_out_of_its_kind_only(text, number):
    assert parsing.document_number(text) == number


def test_date_and_issuer_follow_the_own_number():
    text = "Thông tư số 08/2025/TT-BTP ngày 12/6/2025 của Bộ trưởng Bộ Tư pháp quy định về"
    assert parsing.issue("08/2025/TT-BTP", text) == (date(2025, 6, 12), "Bộ trưởng Bộ Tư pháp")
    text = "Luật số 62/2020/QH14 của Quốc hội: Luật sửa đổi"
    assert parsing.issue("62/2020/QH14", text) == (None, "Quốc hội")
    text = "Nghị định 15/2021/NĐ-CP ngày 03 tháng 3 năm 2021 của Chính phủ"
    assert parsing.issue("15/2021/NĐ-CP", text) == (date(2021, 3, 3), "Chính phủ")


@pytest.mark.parametrize(
    "text",
    [
        "Sửa đổi Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ",
        "quy định chi tiết",
        "Nghị định số 123/2015/NĐ-CP ngày 31/02/2015 quy định",
    ],
)
def test_the_date_of_another_document_is_not_taken(text):
    assert parsing.issue("123/2015/NĐ-CP", text) == (None, "")


@pytest.mark.parametrize(
    "text,told",
    [
        ("Miễn lệ phí (Thông tư số 47/2019/TT-BTC).", 0.0),
        ("Lệ phí: 135.000 đồng/lần.", 135000.0),
        ("100.000 đồng", 100000.0),
        ("Phí công bố: 100.000 đồng/lần (Thông tư số 47/2019/TT-BTC)", 100000.0),
        ("Miễn lệ phí cho người thuộc hộ nghèo.", None),
        ("Theo quy định của Bộ Tài chính", None),
        ("Lần đầu: 100.000 đồng; lần sau: 50.000 đồng", None),
        ("Lệ phí: 135.000 đồng/lần. Trực tuyến: 115.000 đồng/lần.", None),
    ],
)
def test_one_plain_amount_is_read_and_no_other(text, told):
    assert parsing.fee_in_text(text) == told


def test_a_duration_is_a_number_with_or_without_unit():
    assert parsing.duration("05 ngày làm việc") == (5, "WORKING_DAY")
    assert parsing.duration("3 tháng.") == (3, "MONTH")
    assert parsing.duration("7") == (7, None)
    assert parsing.duration("khoảng 5 ngày") is None


def test_dots_part_thousands():
    assert parsing.amount("50.000 đồng") == (50000.0, "VND")
    assert parsing.amount("1 500 000") == (1500000.0, None)
    assert parsing.amount("10 USD") == (10.0, "USD")
    assert parsing.amount("từ 5 đến 10") is None
