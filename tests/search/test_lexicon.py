"""Plone's own search: no marks needed, codes whole."""

from egov.portal.search import plain_words
from plone import api
import pytest


@pytest.fixture
def page(portal, grant_roles):
    grant_roles(portal, ["Manager"])
    return api.content.create(
        portal["tin-tuc"],
        "Document",
        title="Đường Hồ Chí Minh: lễ khánh thành",
        description="Theo Nghị định 15/2020/NĐ-CP và thủ tục 1.001193",
    )


@pytest.mark.parametrize(
    "query",
    [
        "đường",
        "duong",
        "DUONG",
        "duong ho chi minh",
        "khanh*",
        "khánh*",
        '"khanh thanh"',
        "1.001193",
        "1001193",
        "001193",
        "1.0011*",
        "15/2020/ND-CP",
        "2020",
    ],
)
def test_page_is_found(page, query):
    found = api.content.find(SearchableText=query)
    assert [brain.getId for brain in found] == [page.id]


@pytest.mark.parametrize("query", ["duong and khong", '"thanh khanh"', "1.001194"])
def test_what_is_not_there_is_not_found(page, query):
    assert len(api.content.find(SearchableText=query)) == 0


@pytest.mark.parametrize(
    "typed,asked",
    [
        ("khai sinh", "khai sinh"),
        ('"khai sinh" OR con', '"khai sinh" OR con'),
        ('"khai sinh', '"khai sinh'),
        ("khai AND", "khai"),
        ("(((", ""),
        ("\x00", ""),
    ],
)
def test_query_that_cannot_be_parsed_is_its_words(typed, asked):
    assert plain_words(typed).strip() == asked


def test_installing_again_leaves_the_lexicon_alone(page):
    from egov.portal.search.setup import install_lexicon

    lexicon = api.portal.get_tool("portal_catalog").plone_lexicon
    before = len(lexicon.words())
    install_lexicon()
    assert len(lexicon.words()) == before


def test_uninstalling_gives_plones_splitter_back(page):
    from egov.portal.search.setup import uninstall_lexicon

    uninstall_lexicon()
    assert len(api.content.find(SearchableText="khanh thanh")) == 1
