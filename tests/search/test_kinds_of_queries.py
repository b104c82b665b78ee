"""Every kind of query that people send, a test each: what they mean is found, and nothing breaks.

Over a few procedures in an index of their own, so that it holds wherever the tests run; the same
kinds over the real procedures are in `test_real_queries.py`. What strangers may send is sent to
the page and REST's own functions, in a site.
"""

from egov.portal import search
from egov.portal.catalogue import taxonomy
from egov.portal.search.index import FoldedTextIndex
from egov.portal.search.indexers import procedure_text
from egov.portal.search.query import MOST_CHARACTERS
from egov.portal.search.query import MOST_READINGS
from egov.portal.search.query import MOST_WORDS
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
import pytest
from real_procedures import EMPTY
from types import SimpleNamespace
import unicodedata


BIRTH, LAND, COPY, BUILDING = "1.001193", "1.013978", "2.000635", "1.013225"
MARRIAGE, LICENCE, POOR = "1.000894", "1.002801", "1.011606"
TITLES = {
    BIRTH: "Thủ tục đăng ký khai sinh",
    MARRIAGE: "Thủ tục đăng ký kết hôn",
    LAND: "Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất lần đầu",
    COPY: "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
    BUILDING: "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    LICENCE: "Đổi giấy phép lái xe",
    POOR: "Công nhận hộ nghèo, hộ cận nghèo",
}
NOTHING_SET = {
    **EMPTY,
    "field": None,
    "other_fields": (),
    "requirements": "",
    "levels": (),
    "audience": (),
}


@pytest.fixture(scope="module")
def found():
    """`found(query)`: codes, best first."""
    index = FoldedTextIndex("egov_text")
    codes = {}
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(taxonomy, "fields", dict)
        for rid, (code, title) in enumerate(TITLES.items(), 1):
            procedure = SimpleNamespace(**NOTHING_SET, code=code, title=title)
            parts = procedure_text.callable(procedure)
            index.index_object(rid, SimpleNamespace(egov_text=parts))
            codes[rid] = code

    def found(query):
        return [codes[rid] for rid in rank(index, read(query, index)).order]

    found.index = index
    return found


def each_first(found, meant):
    assert {query: found(query)[:1] for query in meant} == {
        query: [code] for query, code in meant.items()
    }


def test_no_marks(found):
    each_first(
        found,
        {
            "dang ky ket hon": MARRIAGE,
            "giay phep xay dung nha": BUILDING,
            "doi giay phep lai xe": LICENCE,
            "CONG NHAN HO NGHEO": POOR,
        },
    )


def test_wrong_marks(found):
    each_first(
        found,
        {
            "đằng ký kết hôn": MARRIAGE,
            "giây phép xây dụng": BUILDING,
            "đổi giấy phếp lái xe": LICENCE,
            "công nhân hô ngheo": POOR,
        },
    )


def test_decomposed_text(found):
    for query, code in {"đăng ký kết hôn": MARRIAGE, "trích lục hộ tịch": COPY}.items():
        decomposed = unicodedata.normalize("NFD", query)
        assert decomposed != query
        assert found(decomposed) == found(query)
        assert found(decomposed)[0] == code


def test_tone_variants(found):
    index = FoldedTextIndex("egov_text")
    for rid, title in enumerate(["Hòa giải ở cơ sở", "Cấp thẻ thủy thủ", "Ký quỹ"], 1):
        index.index_object(rid, SimpleNamespace(egov_text={"title": title}))
    for queries, rid in ((("hòa giải", "hoà giải"), 1), (("thủy thủ", "thuỷ thủ"), 2)):
        scores = [rank(index, read(query, index)).scaled(1000) for query in queries]
        assert scores[0] == scores[1]
        assert max(scores[0], key=scores[0].get) == rid
    for query in ("ký quỹ", "kí quỹ", "ký quĩ"):
        assert rank(index, read(query, index)).order[:1] == [3]


def test_telex(found):
    each_first(
        found,
        {
            "ddawng kys keets hoon": MARRIAGE,
            "giaays phesp xaay duwngj": BUILDING,
            "trichs lucj hooj tichj": COPY,
        },
    )


def test_vni(found):
    each_first(
        found,
        {
            "d9a8ng ky1 ke6t1 ho6n": MARRIAGE,
            "gia6y1 phe1p xa6y du7ng5": BUILDING,
            "tri1ch lu5c ho65 ti5ch": COPY,
        },
    )


def test_abbreviation(found):
    each_first(found, {"đổi gplx": LICENCE, "gpxd nhà ở": BUILDING, "làm gcn qsdđ": LAND})


def test_code_with_and_without_dots(found):
    for query in ("1.001193", "1001193", "1-001193", "1 001193", "001193", "1.001.193"):
        assert found(query)[0] == BIRTH, query
    assert found("thủ tục 1.001193 cần gì")[0] == BIRTH
    assert found("1.001193.000.00.00.H38")[0] == BIRTH


def test_typo(found):
    each_first(
        found,
        {
            "đăng ký kết hnô": MARRIAGE,
            "giay phep xay dugn": BUILDING,
            "chích lục hộ tịch": COPY,
            "giấy phép nái xe": LICENCE,
        },
    )


def test_everyday_word(found):
    each_first(
        found,
        {
            "làm sổ đỏ": LAND,
            "cưới vợ thì đăng ký ở đâu": MARRIAGE,
            "bằng lái xe hết hạn": LICENCE,
            "xin phép xây nhà": BUILDING,
        },
    )


def test_two_procedures_in_one_query(found):
    assert set(found("đăng ký khai sinh và đăng ký kết hôn")[:2]) == {BIRTH, MARRIAGE}
    assert {LAND, BUILDING} <= set(found("làm sổ đỏ rồi xin giấy phép xây dựng")[:3])


@pytest.mark.parametrize(
    "query", ["xổ số kiến thiết", "qwrtplkj zxcvb", "!!! ???", "😀😀", "lorem"]
)
def test_nothing_sensible(found, query):
    assert found(query) == []


def test_ten_thousand_characters(found):
    """Of a long query a bounded part is read: it costs no more than one of that length."""
    for query in ("đăng ký kết hôn " * 625, "a" * 10_000, "x " * 5_000, "1." * 5_000):
        query = query[:10_000]
        assert len(query) == 10_000
        understood = read(query, found.index)
        assert len(understood.text) <= MOST_CHARACTERS
        assert len(understood.words) <= MOST_WORDS
        assert len(understood.readings) <= MOST_READINGS
    assert found(("đăng ký kết hôn " * 625)[:10_000])[0] == MARRIAGE


SQL = ("'; DROP TABLE procedures; --", "1' OR '1'='1", "kết hôn' UNION SELECT * FROM users")
HTML = ('<script>alert("x")</script>', '"><img src=x onerror=alert(1)>', "<b>khai sinh</b>")


def test_sql(procedures_of):
    for query in SQL:
        search.procedures(query)
        search.suggest(query)
        search.everything(query, ("Procedure",))
    assert search.procedures("khai sinh'; DROP TABLE x").items[0].brain.code == BIRTH
    assert search.procedures().items_total == len(procedures_of)


def test_html(procedures_of, http_request, portal):
    from zope.component import getMultiAdapter

    for query in HTML:
        search.procedures(query)
        search.suggest(query)
        http_request.form["SearchableText"] = query
        page = getMultiAdapter((portal, http_request), name="search")()
        assert query not in page
    assert search.procedures("<b>khai sinh</b>").items[0].brain.code == BIRTH
