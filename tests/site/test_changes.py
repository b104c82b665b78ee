"""What a working copy changes is shown field by field, and only that."""

import lxml.html
from people import as_person
from people import make_agencies_and_people
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.namedfile.file import NamedBlobFile
import pytest
from rest_calls import Rest
import transaction


@pytest.fixture
def copied(functional_portal):
    """(original, copy): published with an attachment; the copy has another title."""
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        section = functional_portal["thong-bao"]
        original = api.content.create(section, "Announcement", title="Tên cũ", agency=a)
        file = NamedBlobFile(data=b"%PDF-1.4", filename="a.pdf")
        api.content.create(original, "File", title="Phụ lục một", file=file)
        api.content.transition(original, "publish")
    with as_person(functional_portal, "editor"):
        copy = ICheckinCheckoutPolicy(original).checkout(section)
        copy.title = "Tên mới <b>"
        copy.reindexObject()
    transaction.commit()
    return original, copy


def test_the_fields_that_differ_are_shown_and_nothing_else(copied, functional_app):
    _original, copy = copied
    answer = Rest(functional_app, "editor").html(copy, "/@@iterate_diff")
    assert answer.status_int == 200
    (change,) = lxml.html.fromstring(answer.text).xpath("//section[contains(@class,'egov-change')]")
    assert "Tên cũ" in change.text_content() and "Tên mới" in change.text_content()
    assert not change.xpath(".//b")
    assert "a.pdf" not in answer.text


@pytest.mark.parametrize("person", ["anonymous", "citizen", "other-editor", "officer", "head"])
def test_nobody_else_sees_the_changes(copied, functional_app, person):
    original, copy = copied
    for content in (original, copy):
        answer = Rest(functional_app, person).html(content, "/@@iterate_diff")
        assert answer.status_int in (302, 401, 403)
        assert "Tên mới" not in answer.text


def test_a_working_copy_shows_the_attachments_of_its_original(copied, functional_app):
    _original, copy = copied
    for page in ("", "/@@preview"):
        assert "Phụ lục một" in Rest(functional_app, "editor").html(copy, page).text
