"""Before something is deleted its page says what names it, and what goes with it."""

import lxml.html
from people import make_agencies_and_people
from plone import api
from rest_calls import Rest
import transaction


def test_an_empty_item_is_not_called_a_folder_with_content(functional_portal, functional_app):
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        notice = api.content.create(
            functional_portal["thong-bao"], "Announcement", title="Tin", agency=a
        )
        transaction.commit()
        editor = Rest(functional_app, "editor")
        text = editor.html(notice, "/delete_confirmation").text
        assert "Xóa mục này" in text and "không khôi phục được" in text
        assert "cũng bị xóa" not in text and "Deleting overview" not in text
        api.content.create(notice, "File", title="Tệp")
        text = editor.html(notice, "/delete_confirmation").text
    assert "cũng bị xóa" in text
    said = " ".join(lxml.html.fromstring(text).text_content().split())
    assert "1 mục, trong đó 0 mục đã phát hành" in said


def test_what_names_an_item_is_told_before(functional_portal, functional_app):
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        section = functional_portal["thu-tuc"]
        one = api.content.create(section, "Procedure", title="Một", code="1.000001", agency=a)
        api.content.create(
            section, "Procedure", title="Hai", code="1.000002", agency=a, successor="1.000001"
        )
    text = Rest(functional_app, "editor").html(one, "/delete_confirmation").text
    assert "được nhắc đến trong" in text
    assert ">Hai</a>" in text
