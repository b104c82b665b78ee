"""Queries of the project's own over the real procedures: each kind is understood.

`queries.json` has queries as people type them, with the codes that its author judged right from
the procedures' titles; `held_out` are those that rules and dictionaries were not tuned on.
"""

from egov.portal.search.query import read
from egov.portal.search.ranking import rank
from egov.portal.shared.text import fold
import json
from pathlib import Path
import pytest
from real_procedures import RealProcedures


HERE = Path(__file__).parent
QUERIES = json.loads((HERE / "queries.json").read_text(encoding="utf-8"))
KINDS = sorted({query["kind"] for query in QUERIES})


def citizens(name):
    """The queries of a file of lines, as dicts; those that mean no procedure expect nothing."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        {"kind": kind, "query": query, "expected": codes.split()} for kind, query, codes in rows
    ]


@pytest.fixture(scope="module")
def procedures():
    with pytest.MonkeyPatch.context() as patches:
        return RealProcedures(patches)


@pytest.mark.parametrize("kind", KINDS)
def test_queries_of_every_kind_find_what_is_meant(procedures, kind):
    first, five = procedures.shares([query for query in QUERIES if query["kind"] == kind])
    assert first >= 0.85
    assert five >= 0.95


def test_queries_nobody_tuned_for_find_what_is_meant(procedures):
    first, five = procedures.shares([query for query in QUERIES if query["held_out"]])
    assert first >= 0.85
    assert five >= 0.95


@pytest.mark.parametrize(
    "name, least_first, least_five",
    [
        ("citizens_first", 0.92, 0.97),
        ("citizens_second", 0.88, 0.96),
        ("citizens_third", 0.90, 0.97),
    ],
)
def test_what_citizens_type_finds_what_they_mean(procedures, name, least_first, least_five):
    queries = [query for query in citizens(name) if query["expected"] != ["-"]]
    first, five = procedures.shares(queries)
    assert first >= least_first
    assert five >= least_five


def test_marks_may_be_left_out_of_everyday_words(procedures):
    kinds = ("everyday", "sentence", "two in one")
    queries = [
        {**query, "query": fold(query["query"])} for query in QUERIES if query["kind"] in kinds
    ]
    first, five = procedures.shares(queries)
    assert first >= 0.85
    assert five >= 0.95


@pytest.mark.parametrize(
    "query", ["xổ số kiến thiết", "bóng đá ngoại hạng anh", "qwrtplkj", "!!! ???", "lorem ipsum"]
)
def test_nothing_sensible_finds_nothing_or_nothing_sure(procedures, query):
    hits = rank(procedures.index, read(query, procedures.index))
    assert not hits or hits[0].score < 1.2
