"""Parts of pages are kept within a limit: those that were not asked for longest go first."""

from egov.portal.shared.caching import parts


def test_the_part_not_asked_for_longest_goes_first(monkeypatch):
    monkeypatch.setattr(parts, "MOST", 3 * (parts.OVERHEAD + 100))
    kept = parts.Kept()
    for name in "abc":
        kept.keep((name,), (None, (), (), name * 100))
    assert kept.found(("a",))[-1] == "a" * 100
    kept.keep(("d",), (None, (), (), "d" * 100))
    assert [what[0] for what in kept] == ["c", "a", "d"]
    assert kept.found(("b",)) == (None, (), None, None)


def test_what_texts_take_in_tuples_and_mappings_counts():
    assert parts.characters(("ab", {"c": ["def", None]})) == 2 + 1 + 3 + 50


def test_a_part_made_again_counts_once():
    kept = parts.Kept()
    for text in ("a" * 1000, "b" * 10):
        kept.keep(("one",), (None, (), (), text))
    assert kept.size == parts.OVERHEAD + 10 and len(kept) == 1


def test_a_part_larger_than_all_is_the_only_one(monkeypatch):
    monkeypatch.setattr(parts, "MOST", 5000)
    kept = parts.Kept()
    kept.keep(("small",), (None, (), (), "a"))
    kept.keep(("large",), (None, (), (), "a" * 9000))
    assert list(kept) == [("large",)] and kept.size == parts.OVERHEAD + 9000
