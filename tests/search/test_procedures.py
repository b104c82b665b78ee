"""`search.procedures`: what is found, first, and by whom."""

from collections import Counter
from egov.portal import search
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
from plone import api
from plone.app.testing import logout
from Products.CMFCore.indexing import processQueue
import pytest
import unicodedata


def codes(**query):
    return [item.brain.code for item in search.procedures(**query).items]


@pytest.mark.parametrize(
    "query",
    [
        "đăng ký khai sinh",
        "dang ky khai sinh",
        "DANG KY KHAI SINH",
        "đăng kí khai sinh",
        "ddawng kys khai sinh",
        "d9a8ng ky1 khai sinh",
        unicodedata.normalize("NFD", "đăng ký khai sinh"),
        "lam giay khai sinh",
        "thủ tục đăng ký khai sinh như thế nào",
        "1.001193",
        "1001193",
        "001193",
        "mã 1.001193",
        "1 001193",
        "1.001193.000.00.00.H38",
    ],
)
def test_birth_registration_is_found_first_however_it_is_typed(procedures_of, query):
    assert codes(query=query)[:1] == ["1.001193"]


def test_query_with_marks_prefers_them(procedures_of):
    assert codes(query="sơ đồ")[0] == "1.000001"
    assert codes(query="sổ đỏ")[0] == "1.013978"


def test_words_that_sound_alike_are_taken_for_each_other(procedures_of):
    found = search.procedures("chích lục hộ tịch")
    assert found.items[0].brain.code == "2.000635"
    assert found.did_you_mean == "trích lục hộ tịch"


def test_typing_error_in_a_word_is_mended(procedures_of):
    found = search.procedures("giay phep xay dungg")
    assert found.items[0].brain.code == "1.013225"
    assert found.did_you_mean == "giay phep xay dung"


def test_right_query_has_no_other_meant(procedures_of):
    assert search.procedures("đăng ký khai sinh").did_you_mean is None


def test_form_number_in_a_paper_is_found(procedures_of):
    assert codes(query="CT07") == ["1.013225"]


def test_nothing_sensible_finds_nothing(procedures_of):
    found = search.procedures("xo so kien thiet mien bac")
    assert (found.items_total, found.items) == (0, [])


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'; DROP TABLE x; --",
        "<script>alert(1)</script>",
        "khai* AND (sinh OR NOT",
        "\x00\x00",
        "?*",
        "*",
        "((((",
        "khai sinh " * 1000,
        "a" * 10_000,
        "%00%ff",
        "😀",
        "1.1.1.1.1.1" * 100,
        " ",
        ["a", "b"],
        None,
    ],
)
def test_no_query_is_an_error(procedures_of, query):
    search.procedures(query)
    search.suggest(query)


def test_without_a_query_the_most_common_come_first(procedures_of):
    found = search.procedures()
    assert found.items_total == 6
    assert found.items[0].brain.code == "1.001193"


def test_filters_narrow_and_several_values_of_one_widen(procedures_of):
    assert set(codes(field="G15-TP07")) == {"1.001193", "2.000528", "2.000635"}
    assert codes(field="G15-TP07", level="province") == ["2.000635"]
    assert set(codes(level=["province", "commune"])) == set(codes())
    assert codes(query="khai sinh", online_level="partial") == ["2.000528"]
    assert codes(life_event="birth") == ["1.001193"]
    assert codes(field="no such field") == []


def test_facets_count_what_was_found(procedures_of):
    facets = search.procedures("khai sinh").facets
    assert facets["field"] == [{"value": "G15-TP07", "title": "Hộ tịch", "count": 3}]
    assert {f["value"]: f["count"] for f in facets["level"]} == {"commune": 3, "province": 1}


def test_facet_leaves_its_own_filter_out(procedures_of):
    found = search.procedures("khai sinh", level="province")
    assert found.items_total == 1
    assert {f["value"]: f["count"] for f in found.facets["level"]} == {"commune": 3, "province": 1}
    assert {f["value"]: f["count"] for f in found.facets["audience"]} == {"DT1": 1}


def test_facets_count_what_the_index_has(procedures_of):
    counted = {one["value"]: one["count"] for one in search.procedures().facets["level"]}
    levels = [level for one in procedures_of.values() for level in one.levels or ()]
    assert counted == Counter(levels)


def test_first_word_of_a_query_counts_like_the_others(procedures_of):
    processQueue()
    index = api.portal.get_tool("portal_catalog")._catalog.getIndex("egov_text")
    one, other = (
        {hit.rid: hit.score for hit in rank(index, read(text, index), closely=0)}
        for text in ("cấp riêng", "riêng cấp")
    )
    assert one and one == pytest.approx(other)


def test_batch_is_held_to_its_limits(procedures_of):
    assert len(search.procedures(b_size=2).items) == 2
    assert codes(b_start=2, b_size=2) == codes()[2:4]
    assert search.procedures(b_size=10_000).b_size == 100
    assert search.procedures(b_start=-5).b_start == 0


def test_drafts_are_found_suggested_and_counted_by_no_stranger(procedures_of):
    draft = procedures_of["1.001193"]
    api.content.transition(draft, to_state="withdrawn")
    assert "1.001193" in codes(query="khai sinh")
    logout()
    found = search.procedures("khai sinh")
    assert "1.001193" not in [item.brain.code for item in found.items]
    assert found.items_total == 2
    assert found.facets["field"][0]["count"] == 2
    assert codes(query="1.001193") == []
    assert "1.001193" not in [brain.code for brain in search.suggest("khai sinh")]


def test_changes_are_found_at_once(procedures_of):
    procedure = procedures_of["1.013225"]
    procedure.title = "Cấp phép đào đường"
    procedure.reindexObject()
    assert codes(query="dao duong") == ["1.013225"]
    api.content.delete(procedure)
    assert "1.013225" not in codes(query="dao duong")


def test_suggestions_complete_the_last_word(procedures_of):
    assert [brain.code for brain in search.suggest("giấy phép x")][0] == "1.013225"
    assert [brain.code for brain in search.suggest("dang ky kh")][0] == "1.001193"
    assert [brain.code for brain in search.suggest("1.0011")] == ["1.001193"]
    assert search.suggest("") == []
