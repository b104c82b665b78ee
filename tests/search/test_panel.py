"""The control panel of search: dictionaries, try-out box, what was not found; by whom."""

from egov.portal import search
from egov.portal.search import editing
from egov.portal.search import missed
from egov.portal.search.explaining import explain
from plone import api
import pytest


@pytest.fixture
def manager(portal, grant_roles):
    grant_roles(portal, ["Manager"])
    return portal


@pytest.mark.parametrize(
    "name, line",
    [
        ("synonyms", "không có dấu bằng"),
        ("synonyms", "= giấy phép"),
        ("synonyms", "sổ đỏ ="),
        ("abbreviations", "a b c d e f g h i k l m n = dài"),
        ("stop_phrases", "cho hỏi = xin"),
        ("synonyms", "x" * 400),
    ],
)
def test_a_wrong_line_is_named_by_its_number(name, line):
    right = "bằng lái = giấy phép lái xe" if name in editing.MEANINGS else "xin"
    lines = ["# ghi chú", right, line]
    assert [number for number, _message in editing.faults(name, lines)] == [3]


def test_a_phrase_twice_is_a_fault():
    assert editing.faults("synonyms", ["a b = c", "A  B = d"])[0][0] == 2


@pytest.mark.parametrize("name", ["abbreviations", "synonyms", "stop_phrases", "particles"])
def test_what_ships_has_no_fault(name):
    assert editing.faults(name, editing.shipped(name)) == []


def test_a_new_word_is_understood_at_once_and_taken_back_at_once(manager, procedures_of):
    assert search.procedures("zzqq wwkk").items_total == 0
    editing.save("synonyms", [*editing.lines_of("synonyms"), "zzqq wwkk = đăng ký khai sinh"])
    assert search.procedures("zzqq wwkk").items[0].brain.code == "1.001193"
    assert editing.undo() == "synonyms"
    assert search.procedures("zzqq wwkk").items_total == 0
    assert editing.undo() is None


def test_trying_out_shows_how_a_query_is_read_and_what_its_score_is_made_of(procedures_of):
    found = explain("làm giấy khai sinh")
    assert {"typed", "synonym"} <= {reading["kind"] for reading in found["readings"]}
    best = found["hits"][0]
    assert best["code"] == "1.001193"
    assert best["score"] == pytest.approx(best["trust"] * sum(best["parts"].values()), abs=0.02)
    assert explain("  ") is None


@pytest.mark.parametrize(
    "query",
    [
        "a@b.vn",
        "0912345678",
        "09 1234 5678",
        "079 085 001 234",
        "nguyen van a 001085001234",
        "https://x.vn",
        "x",
        "",
        "a " * 50,
        "!!",
    ],
)
def test_what_may_be_personal_or_is_no_search_is_not_counted(query):
    assert missed.worth_counting(query) is None


def test_what_is_not_found_is_counted_by_its_folded_words(manager, procedures_of):
    missed.gathered.counts.clear()
    for query in ("Bítcóin zzqq", "bitcoin  zzqq", "khai sinh"):
        search.procedures(query)
    counts = {key[2]: number for key, number in missed.gathered.counts.items()}
    missed.gathered.counts.clear()
    assert counts == {"bitcoin zzqq": 2}


def test_counts_are_bounded_and_the_rarest_go(manager, monkeypatch):
    monkeypatch.setattr(missed, "MOST_KEPT", 10)
    for number in range(30):
        missed.add_to(manager, f"query {number:02d}", 1)
    missed.add_to(manager, "often", 50)
    for number in range(30, 40):
        missed.add_to(manager, f"query {number:02d}", 1)
    found = dict(missed.most_missed())
    assert len(found) <= 10
    assert found["often"] == 50
    missed.forget(["often"])
    assert "often" not in dict(missed.most_missed())
    missed.forget()
    assert missed.most_missed() == []


def test_the_panel_is_for_who_manages_the_portal(portal, http_request):
    view = "@@search-controlpanel"
    from AccessControl import Unauthorized
    from plone.app.testing import logout

    logout()
    with pytest.raises(Unauthorized):
        portal.restrictedTraverse(view)


def test_the_panel_shows_and_exports_and_refuses_changes_without_a_token(manager, procedures_of):
    from egov.portal.interfaces import IEgovLayer
    from zExceptions import Forbidden
    from zope.interface import alsoProvides

    request = manager.REQUEST
    alsoProvides(request, IEgovLayer)
    request.form.update({"q": "sổ đỏ <b>"})
    html = api.content.get_view("search-controlpanel", manager, request)()
    assert "sổ đỏ" in html
    assert "<b>" not in html.split('id="try-q"')[1][:200]
    request.form.clear()
    request.form["export"] = "synonyms"
    text = api.content.get_view("search-controlpanel", manager, request)()
    assert "bằng lái = giấy phép lái xe" in text
    request.form.clear()
    request.form.update({"save": "1", "name": "synonyms", "lines": "a = b"})
    request.method = "POST"
    request.environ["REQUEST_METHOD"] = "POST"
    with pytest.raises(Forbidden):
        api.content.get_view("search-controlpanel", manager, request)()
