"""`@search` orders procedures as `@procedures` does."""

import pytest


@pytest.mark.parametrize("words", ["dang ky khai sinh", "lam giay khai sinh", "khia sinh"])
def test_plones_own_search_ranks_as_the_portals(reader, words):
    ours = reader.get("/@procedures", params={"q": words}).json()["items"]
    plones = reader.get(
        "/@search", params={"SearchableText": words, "portal_type": "Procedure"}
    ).json()["items"]
    assert ours
    assert [item["@id"] for item in plones] == [item["@id"] for item in ours]
