"""Names are cleaned, and nothing is invented."""

from egov.portal.catalogue.importers import cleaning
import pytest
import unicodedata


def test_a_name_is_composed_mended_and_without_its_dot():
    dirty = unicodedata.normalize("NFD", "  Cấp  giấy phép lƣu\u00a0hành Ðường bộ . ")
    assert cleaning.name(dirty) == "Cấp giấy phép lưu hành Đường bộ"


@pytest.mark.parametrize(
    "capitals,sentence",
    [
        ("HƯỞNG TRỢ CẤP MAI TÁNG", "Hưởng trợ cấp mai táng"),
        ("CẤP SỔ BHXH, THẺ BHYT LẦN 2", "Cấp sổ BHXH, thẻ BHYT lần 2"),
        ("ĐĂNG KÝ DỰ ÁN ODA NHÓM II", "Đăng ký dự án ODA nhóm II"),
        ("CÔNG DÂN VIỆT NAM Ở NƯỚC NGOÀI", "Công dân Việt Nam ở nước ngoài"),
        ("XÁC NHẬN CỦA ỦY BAN NHÂN DÂN XÃ", "Xác nhận của Ủy ban nhân dân xã"),
        ("ĐĂNG KÝ QUYỀN SỞ HỮU NHÀ Ở", "Đăng ký quyền sở hữu nhà ở"),
        ("TUYỂN DỤNG CÁN BỘ CẤP XÃ", "Tuyển dụng cán bộ cấp xã"),
    ],
)
def test_capitals_become_a_sentence_with_acronyms_kept(capitals, sentence):
    assert cleaning.all_capitals(capitals)
    assert cleaning.sentence_case(capitals) == sentence


@pytest.mark.parametrize(
    "capitals",
    [
        "CẤP PHÉP CỦA BỘ TÀI CHÍNH",
        "THỦ TỤC TẠI SỞ XÂY DỰNG",
        "ĐĂNG KÝ TẠI THÀNH PHỐ HÀ NỘI",
        "THI HÀNH LUẬT ĐẤT ĐAI",
    ],
)
def test_capitals_that_may_hide_a_name_are_kept(capitals):
    assert cleaning.sentence_case(capitals) is None


def test_short_or_mixed_names_are_no_capitals():
    assert not cleaning.all_capitals("Cấp CCCD")
    assert not cleaning.all_capitals("BHXH")
