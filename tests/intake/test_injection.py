"""Whatever is answered stays text: in pages, headers and JSON, for the sender and for officers."""

from filing import attachment
from filing import body
from filing import FIELDS
from filing import fill
from filing import make_service
from filing import PASSWORD
import json
import pytest
import re
import transaction
from urllib.parse import quote


SCRIPT = "<script>alert(1)</script>"
NASTY = f"{SCRIPT}\"'><img src=x onerror=alert(1)>\r\nSet-Cookie: x=1\r\n\r\n${{title}} {{{{7*7}}}}"
SHORT = '"><svg onload=alert(1)>'
FILE = '"><img src=x onerror=alert(1)>\r\nX-Evil: 1.pdf'


@pytest.fixture
def dossier(service, rest, functional_portal, dossiers):
    base = functional_portal.absolute_url()
    url = service.absolute_url().replace(base, f"{base}/++api++")
    given = body(
        files=[attachment(filename=FILE)], ho_ten=SHORT, noi_dung=NASTY, thu="a@example.vn"
    )
    answer = rest.post(f"{url}/@submissions", given)
    assert answer.status_int == 201, answer.text
    assert answer.headers["Content-Type"].startswith("application/json")
    return dossiers()[0]


def harmless(html):
    """No tag or attribute of what was sent."""
    return not re.search(r"<script>alert|<img src=x|<svg onload|onerror=alert\(1\)>[^&]", html)


def test_the_officers_page_shows_answers_as_text(dossier, visitor):
    page = visitor("officer")
    page.open(dossier.absolute_url())
    assert "&lt;script&gt;alert(1)" in page.contents and "&lt;svg onload" in page.contents
    assert harmless(page.contents)
    assert "{{7*7}}" in page.contents and "${title}" in page.contents


def test_a_files_name_makes_no_header_and_no_tag(dossier, visitor):
    (stored,) = dossier.files.values()
    assert not set(stored.filename) & set('<>"\r\n')
    stored.scan = "clean"
    stored._p_changed = True
    transaction.commit()
    page = visitor("officer")
    page.open(f"{dossier.absolute_url()}/@@file/1")
    headers = {name.lower() for name, _value in page.headers.items()}
    assert "x-evil" not in headers and "set-cookie" not in headers
    assert "\n" not in page.headers.get("Content-Disposition", "")


def test_over_rest_answers_are_json_and_nothing_else(dossier, rest):
    answer = rest.get(dossier.absolute_url(), "officer")
    assert answer.headers["Content-Type"].startswith("application/json")
    values = {given["name"]: given["value"] for given in answer.json["answers"]}
    assert values["ho_ten"] == SHORT
    assert SCRIPT in values["noi_dung"] and "\r" not in values["noi_dung"]
    assert answer.json["contact"]["name"] == SHORT
    assert "\n" not in "".join(answer.json["contact"].values())
    assert "x=1" not in str(answer.headers)


def test_names_of_fields_are_told_back_as_json_only(service, rest, functional_portal):
    base = functional_portal.absolute_url()
    url = service.absolute_url().replace(base, f"{base}/++api++")
    given = body()
    given["fields"][SCRIPT] = NASTY
    answer = rest.post(f"{url}/@submissions", given)
    assert answer.status_int == 400
    assert answer.headers["Content-Type"].startswith("application/json")
    assert json.loads(answer.text)["errors"][0]["field"] == SCRIPT


def test_a_form_shown_again_keeps_answers_as_text(service, visitor, dossiers):
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    fill(page, ho_ten=SHORT, noi_dung=NASTY, so_dinh_danh=SHORT[:12], file=None)
    page.getControl(name="form.buttons.submit").click()
    assert page.getControl(name="form.widgets.ho_ten").value == SHORT
    assert harmless(page.contents) and not dossiers()


def test_the_key_of_a_draft_is_text(service, visitor):
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    key = f'"><{SCRIPT[1:]}'.replace(" ", "")
    token = page.getControl(name="_authenticator").value
    page.open(
        f"{service['to-khai'].absolute_url()}/@@view",
        f"_authenticator={token}&draft_key={quote(key)}&form.buttons.submit=1&form.widgets.ho_ten={quote(SHORT)}",
    )
    assert "&lt;script&gt;" in page.contents
    assert harmless(page.contents)


@pytest.mark.parametrize("name", ["form.widgets.ho_ten", "draft_key", "egov_consent", "x"])
def test_an_address_fills_nothing_in(service, visitor, name):
    page = visitor()
    page.open(f"{service['to-khai'].absolute_url()}?{name}={quote(SHORT + SCRIPT)}")
    assert harmless(page.contents)


def test_a_reason_in_the_log_is_text(dossier, visitor):
    page = visitor("officer")
    page.open(dossier.absolute_url())
    page.getControl(name="comment").value = NASTY
    page.getForm(action="change-state").getControl(name="transition", index=0).click()
    page.open(dossier.absolute_url())
    assert "&lt;script&gt;alert(1)" in page.contents and harmless(page.contents)


def test_titles_an_editor_wrote_are_text_on_form_and_receipt(agency, visitor, dossiers):
    service = make_service(agency, title=f"Dịch vụ {SHORT}")
    service["to-khai"].title = SHORT
    service["to-khai"].description = SCRIPT
    service["to-khai"].submitLabel = SHORT
    transaction.commit()
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    assert harmless(page.contents)
    assert PASSWORD not in page.contents


def test_what_a_dossier_says_of_its_submission_is_text(dossier, visitor):
    dossier.candidates = ({"procedure": {"code": "1.001193", "title": SHORT}, "fees": ()},)
    dossier.consent = {"version": 1, "at": dossier.received_at, "text_digest": "0"}
    transaction.commit()
    page = visitor("officer")
    page.open(dossier.absolute_url())
    assert harmless(page.contents) and "1.001193" in page.contents
    assert "du-lieu-ca-nhan?version=1" in page.contents and "a@example.vn" in page.contents


def test_the_receipt_repeats_nothing_that_was_answered(service, visitor, rest, functional_portal):
    one_page = FIELDS.replace('<fieldset name="giay-to" label="Giấy tờ">', "")
    service["to-khai"].fields_model = one_page.replace("</fieldset>", "")
    transaction.commit()
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    fill(page, ho_ten=SHORT, noi_dung=NASTY)
    page.getControl(name="form.buttons.submit").click()
    assert "receipt-code" in page.contents
    assert harmless(page.contents) and "svg onload" not in page.contents
