"""Words in the files of what is published are found, once the worker has read them; by whom."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager
from egov.portal import search
from egov.portal.shared import outbox
from office_files import docx
from office_files import odt
from office_files import pdf
from plone import api
from plone.app.testing import logout
from plone.namedfile.file import NamedBlobFile
import pytest
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


TYPES = ["Announcement", "LegalDocument", "FormTemplate"]
MAKERS = {"a.pdf": pdf, "a.docx": docx, "a.odt": odt}


def found(text):
    return [item.brain.Title for item in search.everything(text, TYPES).items]


@contextmanager
def as_stranger():
    before = getSecurityManager()
    logout()
    try:
        yield
    finally:
        setSecurityManager(before)


def file_of(name, text):
    return NamedBlobFile(MAKERS[name](text), filename=name)


def with_file(portal, portal_type, name):
    """Content of a type, in private, with a file that says zzword."""
    file = file_of(name, "Noi dung zzword")
    if portal_type == "FormTemplate":
        return api.content.create(
            portal["bieu-mau"], portal_type, title="Tờ khai", code="TP-01", file=file
        )
    if portal_type == "LegalDocument":
        return api.content.create(
            portal["van-ban"], portal_type, title="Quyết định", number="1/QĐ", issuer="A", file=file
        )
    content = api.content.create(portal["thong-bao"], portal_type, title="Thông báo")
    api.content.create(content, "File", id="attached", title="Kèm theo", file=file)
    return content


@pytest.fixture
def site(portal, grant_roles):
    grant_roles(portal, ["Manager"])
    return portal


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("portal_type", TYPES)
def test_words_in_a_file_are_found_when_it_is_published_and_not_by_strangers_before(
    site, portal_type, name
):
    content = with_file(site, portal_type, name)
    assert found("zzword") == []
    outbox.work()
    assert found("zzword") == [content.title]
    with as_stranger():
        assert found("zzword") == []
    api.content.transition(content, to_state="published")
    with as_stranger():
        assert found("zzword") == [content.title]
    api.content.transition(content, to_state="withdrawn")
    with as_stranger():
        assert found("zzword") == []


def test_another_file_brings_other_words(site):
    content = with_file(site, "LegalDocument", "a.pdf")
    outbox.work()
    content.file = file_of("a.odt", "Noi dung zzother")
    notify(ObjectModifiedEvent(content))
    outbox.work()
    assert found("zzword") == []
    assert found("zzother") == ["Quyết định"]


def test_a_file_taken_out_of_an_announcement_takes_its_words_along(site):
    content = with_file(site, "Announcement", "a.docx")
    outbox.work()
    assert found("zzword") == ["Thông báo"]
    api.content.delete(content["attached"])
    assert found("zzword") == []


def test_an_announcement_goes_with_its_files(site):
    content = with_file(site, "Announcement", "a.docx")
    outbox.work()
    api.content.delete(content)
    assert found("zzword") == []
