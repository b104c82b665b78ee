"""Numbers in boxes of text mean what whoever writes them means."""

from decimal import Decimal
from egov.portal.shared.numbers import read_number
from egov.portal.shared.numbers import write_number
import pytest


@pytest.mark.parametrize(
    "text,vietnamese,english",
    [
        ("1200", "1200", "1200"),
        ("1.200", "1200", "1.200"),
        ("1,200", "1.200", "1200"),
        ("1 200", "1200", "1200"),
        ("1\u00a0200\u00a0000", "1200000", "1200000"),
        # Read in one way only, whatever the language: never ten times as much.
        ("2.5", "2.5", "2.5"),
        ("2,5", "2.5", "2.5"),
        ("62,50", "62.50", "62.50"),
        ("0.567", "0.567", "0.567"),
        ("1234.567", "1234.567", "1234.567"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1,234.5", "1234.5", "1234.5"),
        ("105.8542312", "105.8542312", "105.8542312"),
        ("1.200.000", "1200000", "1200000"),
        ("-3", "-3", "-3"),
        ("\u22123,25", "-3.25", "-3.25"),
    ],
)
def test_a_number_is_read_as_it_is_written(text, vietnamese, english):
    assert read_number(text, ",") == Decimal(vietnamese)
    assert read_number(text, ".") == Decimal(english)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1.2.3",
        "1.20.000",
        "1,2,3",
        "1..2",
        "1.200 000",
        "1e5",
        "nan",
        "٣",
        "1" * 401,
        "--1",
    ],
    ids=lambda text: text[:10],
)
def test_what_is_no_number_is_none(text):
    assert read_number(text, ",") is None
    assert read_number(text, ".") is None


@pytest.mark.parametrize("number", [0, 5, -1234, 10**12, 0.5, 1234.5, 105.8542312, 1e-7, 1e22])
@pytest.mark.parametrize("mark", [",", "."])
def test_what_is_written_is_read_again_as_the_same(number, mark):
    assert float(read_number(write_number(number, mark), mark)) == number


def test_thousands_are_parted_as_the_language_does():
    assert write_number(1234567.25, ",") == "1.234.567,25"
    assert write_number(1234567.25, ".") == "1,234,567.25"
    assert write_number(1200, ",") == "1.200"
