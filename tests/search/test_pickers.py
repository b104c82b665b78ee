"""Editors' pickers find as the search does: links, related items, folder contents."""

from egov.portal.site.pickers import ranked
import json
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
import pytest
import transaction
from urllib.parse import urlencode


PROCEDURES = [
    {"code": "1.001193", "title": "Thủ tục đăng ký khai sinh", "synonyms": ["làm giấy khai sinh"]},
    {"code": "2.000528", "title": "Thủ tục đăng ký khai sinh có yếu tố nước ngoài"},
    {"code": "1.013225", "title": "Cấp giấy phép xây dựng nhà ở riêng lẻ"},
]
CONTAINS = "plone.app.querystring.operation.string.contains"


def words(text):
    return {"i": "SearchableText", "o": CONTAINS, "v": f"*{text}*"}


@pytest.fixture
def picked(functional_portal, functional_app):
    """What a picker shows for what is typed in it: titles, in order."""
    with api.env.adopt_roles(["Manager"]):
        for values in PROCEDURES:
            content = api.content.create(functional_portal["thu-tuc"], "Procedure", **values)
            api.content.transition(content, to_state="published")
    transaction.commit()
    testapp = Browser(functional_app).testapp

    def pick(text, *criteria, person=True, **options):
        if person:
            testapp.authorization = ("Basic", (SITE_OWNER_NAME, SITE_OWNER_PASSWORD))
        query = {"criteria": [words(text), *criteria], **options}
        asked = {
            "name": "plone.app.vocabularies.Catalog",
            "query": json.dumps(query),
            "attributes": json.dumps(["Title", "UID", "portal_type"]),
            "batch": json.dumps({"page": 1, "size": 10}),
        }
        url = f"{functional_portal.absolute_url()}/@@getVocabulary?{urlencode(asked)}"
        return [item["Title"] for item in testapp.get(url).json["results"]]

    return pick


@pytest.mark.parametrize("typed", ["lam giay khai sinh", "dang ky khai sin", "đăng kí khai sinh"])
def test_what_an_editor_types_is_found_as_a_citizen_finds_it(picked, typed):
    # Related items and folder contents ask for an order by title or place; words are ranked.
    assert picked(typed, sort_on="sortable_title")[0] == "Thủ tục đăng ký khai sinh"
    assert picked(typed, sort_on="getObjPositionInParent")[0] == "Thủ tục đăng ký khai sinh"


def test_a_code_is_found_in_a_picker(picked):
    assert picked("1.013225")[0] == "Cấp giấy phép xây dựng nhà ở riêng lẻ"


def test_other_criteria_still_hold(picked):
    only = {
        "i": "portal_type",
        "o": "plone.app.querystring.operation.selection.any",
        "v": ["Agency"],
    }
    assert picked("khai sinh", only) == []


def test_without_words_content_is_listed_as_before(picked):
    assert len(picked("", sort_on="sortable_title")) == 10


def test_an_order_that_was_chosen_is_kept():
    query = {"SearchableText": {"query": "*khai*"}, "sort_on": "modified", "sort_order": "reverse"}
    assert ranked(query) == {
        "egov_found": {"query": "khai", "unfinished": True},
        "sort_on": "modified",
        "sort_order": "reverse",
    }
    assert ranked({"path": "/x"}) == {"path": "/x"}
    assert ranked({"SearchableText": {"query": "**"}}) == {"SearchableText": {"query": "**"}}


def test_a_stranger_is_not_shown_a_draft_by_a_picker(picked, functional_portal):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(
            functional_portal["thong-bao"], "Announcement", title="Khai sinh bản nháp zzqq"
        )
    transaction.commit()
    assert picked("zzqq", person=False) == []
    assert picked("zzqq") == ["Khai sinh bản nháp zzqq"]
