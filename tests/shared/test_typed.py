"""What strangers write in addresses and forms is read within bounds."""

from egov.portal.shared.typed import first_shown
from egov.portal.shared.typed import MOST
from egov.portal.shared.typed import typed
import pytest
from types import SimpleNamespace


def request(**form):
    return SimpleNamespace(form=form)


@pytest.mark.parametrize(
    "given,read",
    [
        ("40", 40),
        (40, 40),
        ("-1", 0),
        ("", 0),
        ("x", 0),
        ("²", 0),
        (["1", "2"], 0),
        (None, 0),
        ("9" * 30, MOST),
        ("9" * 5000, 0),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_list_begins_at_a_number_or_at_its_beginning(given, read):
    assert first_shown(request(b_start=given)) == read


def test_a_list_begins_at_its_beginning_where_nothing_is_said():
    assert first_shown(request()) == 0
    assert first_shown(request(other="3"), "other") == 3


def test_texts_are_cleaned_and_cut():
    assert typed(request(name="  a\u00a0b  "), "name", 10) == "a b"
    assert typed(request(name="x" * 50), "name", 10) == "x" * 10
    assert typed(request(name=["x"]), "name", 10) == ""
    assert typed(request(), "name", 10) == ""
