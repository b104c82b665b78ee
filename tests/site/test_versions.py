"""An older version is shown to those who keep the item, with names and what was filled in."""

import lxml.html
from people import make_agencies_and_people
from plone import api
import pytest
from rest_calls import Rest
import transaction
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


@pytest.fixture
def announcement(functional_portal):
    """Two versions; the first has another title and number."""
    a, _b = make_agencies_and_people(functional_portal)
    api.user.get(username="editor").setMemberProperties({"fullname": "Nguyễn Thị Mai"})
    with api.env.adopt_user(username="editor"):
        section = functional_portal["thong-bao"]
        content = api.content.create(
            section, "Announcement", title="Tên cũ", agency=a, number="12/TB-STP"
        )
        content.title, content.number = "Tên mới", "13/TB-STP"
        notify(ObjectModifiedEvent(content))
        content.reindexObject()
        api.portal.get_tool("portal_repository").save(content, comment="Sửa tên")
    transaction.commit()
    return content


def seen(app, person, content, query="?version_id=0"):
    answer = Rest(app, person).html(content, f"/versions_history_form{query}")
    return answer, lxml.html.fromstring(answer.text) if answer.text.strip() else None


def test_a_version_is_shown_with_who_left_it_so(announcement, functional_app):
    answer, root = seen(functional_app, "editor", announcement)
    assert answer.status_int == 200
    assert root.findtext(".//h1") == "Tên cũ"
    (told,) = root.xpath("//*[@id='version_preview']")
    assert "Nguyễn Thị Mai" in told.text_content()
    fields = {
        " ".join(name.text_content().split()): " ".join(value.text_content().split())
        for name, value in zip(root.xpath("//dl/dt"), root.xpath("//dl/dd"), strict=True)
    }
    assert "12/TB-STP" in fields.values() and "13/TB-STP" not in answer.text
    assert all(fields.values())


def test_from_a_version_it_is_a_step_to_compare_and_to_go_back(announcement, functional_app):
    _answer, root = seen(functional_app, "editor", announcement)
    links = root.xpath("//*[@id='version_preview']//a/@href")
    assert any("@@revertversion?version_id=0" in link for link in links)
    assert any("@@history?one=current&two=0" in link for link in links)


def test_without_a_number_all_versions_are_listed(announcement, functional_app):
    answer, _root = seen(functional_app, "editor", announcement, "")
    assert answer.status_int == 302
    assert answer.headers["Location"].endswith("/@@historyview")


@pytest.mark.parametrize("number", ["99", "-1", "x", ""])
def test_a_version_that_is_not_there_is_not_found(announcement, functional_app, number):
    answer, _root = seen(functional_app, "editor", announcement, f"?version_id={number}")
    assert answer.status_int == 404


@pytest.mark.parametrize("person", ["anonymous", "citizen", "other-editor", "officer", "head"])
def test_nobody_else_sees_a_version(announcement, functional_app, person):
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(announcement, "publish")
    transaction.commit()
    answer, _root = seen(functional_app, person, announcement)
    assert answer.status_int in (302, 401, 403)
    assert "12/TB-STP" not in answer.text


def test_no_page_names_who_wrote_it(announcement, functional_app):
    for page in ("/@@historyview", "/@@duplicate"):
        text = Rest(functional_app, "editor").html(announcement, page).text
        assert "documentByLine" not in text and "section-byline" not in text
