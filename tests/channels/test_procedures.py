"""`GET /@procedures` and `GET /@suggest`, through real HTTP."""

import pytest
import transaction


def test_item_has_what_the_contract_names(reader, site):
    answer = reader.get("/@procedures?q=dang+ky+khai+sinh").json()
    first = answer["items"][0]
    assert first["@id"] == f"{site.absolute_url()}/thu-tuc/1.001193"
    assert first["code"] == "1.001193"
    assert first["title"] == "Thủ tục đăng ký khai sinh"
    assert first["description"] == ""
    assert (first["field"], first["field_title"]) == ("G15-TP07", "Hộ tịch")
    assert (first["levels"], first["online_level"]) == (["commune"], "full")
    assert first["score"] > answer["items"][1]["score"] > 0
    assert answer["items_total"] == 2
    assert "batching" not in answer and "did_you_mean" not in answer


def test_filters_and_facets(reader):
    answer = reader.get("/@procedures?field=G15-TP07&level=commune&level=province").json()
    assert [item["code"] for item in answer["items"]] == ["1.001193"]
    assert set(answer["facets"]) == {
        "field",
        "level",
        "audience",
        "agency",
        "life_event",
        "online_level",
    }
    assert [(v["value"], v["count"]) for v in answer["facets"]["level"]] == [("commune", 1)]


def test_unpublished_agency_has_no_facet_for_strangers(reader, manager):
    titles = [v["title"] for v in reader.get("/@procedures").json()["facets"]["agency"]]
    assert titles == ["Sở Tư pháp"]
    titles = [v["title"] for v in manager.get("/@procedures").json()["facets"]["agency"]]
    assert set(titles) == {"Sở Tư pháp", "Ban bí mật"}


def test_drafts_are_for_those_who_may_see_them(reader, manager):
    assert reader.get("/@procedures?q=9.999999").json()["items"] == []
    assert reader.get("/@suggest?q=9.999999").json()["items"] == []
    assert manager.get("/@procedures?q=9.999999").json()["items_total"] == 1


def test_batches_link_to_each_other(reader):
    first = reader.get("/@procedures?b_size=1").json()
    assert first["items_total"] == 2 and len(first["items"]) == 1
    assert "prev" not in first["batching"]
    second = reader.get(first["batching"]["next"]).json()
    assert second["items"][0]["code"] != first["items"][0]["code"]
    assert "next" not in second["batching"]
    assert reader.get(second["batching"]["prev"]).json()["items"] == first["items"]


def test_meant_query_is_offered(reader):
    answer = reader.get("/@procedures?q=dang+ky+khai+sinhh").json()
    assert answer["did_you_mean"] == "dang ky khai sinh"


def test_suggestions_are_codes_titles_and_addresses(reader):
    answer = reader.get("/@suggest?q=dang+ky+kh").json()
    assert len(answer["items"]) == 2
    assert all(set(item) == {"@id", "code", "title"} for item in answer["items"])


def test_suggestions_are_named_in_the_readers_language(reader, site):
    site["thu-tuc"]["1.001193"].title_en = "Birth registration"
    transaction.commit()
    english = {"headers": {"Accept-Language": "en"}, "cookies": {"I18N_LANGUAGE": "en"}}
    named = {
        item["code"]: item
        for item in reader.get("/@suggest?q=dang+ky+kh", **english).json()["items"]
    }
    assert named["1.001193"]["title"] == "Birth registration"
    assert "lang" not in named["1.001193"]
    others = [item for code, item in named.items() if code != "1.001193"]
    assert others and all(item["lang"] == "vi" and item["title"] for item in others)
    answer = reader.get("/@suggest?q=dang+ky+kh").json()["items"]
    assert {item["code"]: item["title"] for item in answer}["1.001193"] != "Birth registration"


@pytest.mark.parametrize(
    "params",
    [
        {"b_size": "abc"},
        {"b_size": "-1"},
        {"b_start": "1.5"},
        {"b_start": "9" * 40},
        {"field": ["x"] * 51},
        {"q": ["a", "b"]},
    ],
)
def test_wrong_parameter_is_a_400_that_names_it(reader, params):
    response = reader.get("/@procedures", params=params)
    assert response.status_code == 400
    error = response.json()
    assert set(error) == {"type", "message", "errors"}
    assert [e["field"] for e in error["errors"]] == list(params)


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE x; --",
        "<script>alert(1)</script>",
        "%00",
        '"""',
        "AND OR NOT (",
        "*",
        "x" * 10_000,
    ],
)
def test_no_query_is_an_error(reader, query):
    for name in ("@procedures", "@suggest"):
        assert reader.get(f"/{name}", params={"q": query}).status_code == 200


@pytest.mark.parametrize("query", ["khai sinh", "(", '"', "AND", "*a", "x" * 10_000, "\x00"])
def test_plones_own_search_takes_any_words(reader, query):
    response = reader.get("/@search", params={"SearchableText": query})
    assert response.status_code == 200


def test_plones_own_search_needs_no_marks(reader):
    items = reader.get("/@search?SearchableText=tam+dung+he+thong").json()["items"]
    assert [item["title"] for item in items] == ["Tạm dừng hệ thống"]
