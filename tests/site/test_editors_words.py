"""What editors meet daily says what it is, in their language."""

from people import make_agencies_and_people
from plone import api
import pytest
from rest_calls import Rest


@pytest.fixture
def form(functional_portal):
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        service = api.content.create(
            functional_portal["dich-vu"], "Service", title="Dịch vụ", agency=a
        )
        return api.content.create(service, "EasyForm", title="Đơn đề nghị")


def test_the_fields_of_a_form_are_called_so(form, functional_app):
    text = Rest(functional_app, "editor").html(form, "/fields").text
    for words in ("Các ô của biểu mẫu", "Bước đầu tiên", "Thiết lập…"):
        assert words in text, words
    for english in ("Sửa fields", ">fields<", ">Default<", ">Settings"):
        assert english not in text, english


def test_there_is_one_way_to_write(form, functional_portal, functional_app):
    editor = Rest(functional_app, "editor")
    text = editor.html(functional_portal["thong-bao"], "/++add++Announcement").text
    assert "TinyMCE" in text or "pat-tinymce" in text
    assert "text/x-web-textile" not in text
