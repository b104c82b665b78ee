"""The box that stays empty: unseen by people, filled in by programs, and nothing is lost by it."""

from filing import fill
from filing import fill_person
from filing import make_service
from filing import PDF
from filing import STEPPED
from io import BytesIO
from plone import api
import pytest
import re
from stepping import CODE
from stepping import press
from stepping import to_review
import transaction


def opened(service, visitor, user=None):
    page = visitor(user)
    page.addHeader("Cookie", "I18N_LANGUAGE=en")
    page.open(service["to-khai"].absolute_url())
    return page


def send(page):
    page.getControl(name="form.buttons.submit").click()


def box(page):
    return re.search(r'(?s)<div[^>]*class="(form-empty-box[^"]*)".*?</div>', page.contents)


def test_nobody_sees_or_reaches_the_box(service, visitor):
    found = box(opened(service, visitor))
    assert "d-none" in found[1].split()
    assert 'tabindex="-1"' in found[0]
    assert 'autocomplete="off"' in found[0]
    assert "required" not in found[0]
    assert "style=" not in found[0]


def test_filled_box_makes_no_dossier_and_stands_in_the_log(service, visitor, dossiers, caplog):
    page = opened(service, visitor)
    fill(page)
    page.getControl(name="website").value = "https://spam.example"
    send(page)
    assert "has to stay empty" in page.contents
    assert dossiers() == []
    assert "was filled in by" in caplog.text
    assert "spam.example" not in caplog.text


def test_person_whose_browser_filled_it_in_sends_again(service, visitor, dossiers):
    page = opened(service, visitor)
    fill(page, ho_ten="Trần Văn Minh")
    page.getControl(name="website").value = "https://hoa.example"
    send(page)
    shown = box(page)
    assert "d-none" not in shown[1]
    assert "tabindex" not in shown[0]
    assert page.getControl(name="website").value == ""
    assert page.getControl(name="form.widgets.ho_ten").value == "Trần Văn Minh"
    fill(page, ho_ten="Trần Văn Minh")
    send(page)
    assert "receipt-code" in page.contents
    assert len(dossiers()) == 1


def test_answer_of_a_form_does_not_depend_on_the_box(service, visitor, dossiers):
    page = opened(service, visitor)
    fill(page)
    send(page)
    (dossier,) = dossiers()
    assert "website" not in {answer["name"] for answer in dossier.answers}


def test_signed_in_sender_is_not_held_up(service, visitor, dossiers):
    page = opened(service, visitor, "hoa")
    fill(page)
    page.getControl(name="website").value = "https://hoa.example"
    send(page)
    assert "receipt-code" in page.contents
    assert len(dossiers()) == 1


@pytest.fixture
def url(agency):
    service = make_service(agency, title="Cấp bản sao từng bước", fields=STEPPED)
    transaction.commit()
    return service["to-khai"].absolute_url()


def test_form_with_steps_has_the_box_where_a_draft_is_begun(url, visitor):
    page = visitor()
    page.open(url)
    fill_person(page, ho_ten="Trần Văn Minh")
    page.getControl(name="website").value = "https://spam.example"
    press(page)
    assert page.url.endswith("/@@view")
    assert "d-none" not in box(page)[1]
    assert page.getControl(name="form.widgets.ho_ten").value == "Trần Văn Minh"
    press(page)
    assert page.url == f"{url}/buoc/2"
    assert box(page) is None


def test_form_with_steps_has_the_box_where_it_is_sent(url, visitor, dossiers):
    page = visitor()
    to_review(page, url)
    page.getControl(name="website").value = "https://spam.example"
    press(page, "submit")
    assert not dossiers()
    assert "d-none" not in box(page)[1]
    press(page, "submit")
    assert CODE.search(page.contents)
    assert len(dossiers()) == 1


def test_files_of_a_draft_are_limited_by_number(url, visitor):
    api.portal.set_registry_record("egov.portal.limits.upload", "1/minute")
    transaction.commit()
    page = visitor()
    to_review(page, url)
    for status in ("429", "200"):
        page.open(f"{url}/buoc/2")
        if status == "429":
            page.getControl(name="form.widgets.don").add_file(
                BytesIO(PDF), "application/pdf", "khác.pdf"
            )
        press(page)
        assert page.headers["status"].startswith(status)
