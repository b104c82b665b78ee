"""Codes and secrets are understood as people type them."""

from egov.portal.dossiers.codes import plain_text
from egov.portal.dossiers.codes import possible_codes
import pytest


NEW = "H15.50.05.13-261008-0975"
OLD = "000.00.00.H38-250926-0012"


@pytest.mark.parametrize(
    "typed",
    [
        NEW,
        "h15.50.05.13-261008-0975",
        " H15.50.05.13 - 261008 - 0975 ",
        "H15.50.05.13 261008 0975",
        "H15.50.05.132610080975",
        "H15.50.05.13–261008—0975",
        "H15.50.05.13\u00a0261008\u20110975",
        "Ｈ15.50.05.13-261008-0975",
        "H15.50.05.13-2610080975",
    ],
)
def test_newer_code_as_people_type_it(typed):
    assert NEW in possible_codes(typed)


@pytest.mark.parametrize("typed", [OLD, OLD.lower(), OLD.replace("-", ""), OLD.replace("-", " ")])
def test_older_code_as_people_type_it(typed):
    assert OLD in possible_codes(typed)


@pytest.mark.parametrize("digits", [4, 5, 6, 7])
def test_number_of_four_to_seven_digits_without_dashes(digits):
    serial = "9753108"[:digits]
    assert f"H15.50-261121-{serial}" in possible_codes(f"h15.50261121{serial}")


def test_code_of_another_pattern_is_taken_as_it_is():
    assert possible_codes("261121.H15.0001")[0] == "261121.H15.0001"
    assert possible_codes("hs-1")[:2] == ["hs-1", "HS-1"]


@pytest.mark.parametrize("typed", ["", " ", "—", "\ud800", "đ", "1" * 100, "A1" * 5000, "0\0" * 99])
def test_whatever_is_typed_few_codes_are_tried(typed):
    assert len(possible_codes(typed)) <= 6


def test_half_characters_and_blanks_leave_a_secret():
    assert plain_text(" ab cd\ud800–EF\n") == "abcd-EF"
