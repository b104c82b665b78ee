"""Consent to the processing of personal data: asked for, versioned, kept with the dossier."""

from egov.portal.intake.consent import ConsentBox
from egov.portal.intake.consent import current
from egov.portal.intake.consent import NotGiven
from egov.portal.intake.consent.pages import blocks
from egov.portal.intake.consent.shipped import TEXTS
from egov.portal.intake.consent.versions import KEY
from egov.portal.intake.consent.versions import save
from egov.portal.intake.consent.versions import SHIPPED
from egov.portal.intake.consent.versions import version
from egov.portal.intake.consent.versions import versions
from egov.portal.intake.submitting import submit
from filing import attachment
from filing import body
from filing import fill
from filing import make_user
import jsonschema
import pytest
import re
import transaction
from zope.annotation.interfaces import IAnnotations


OTHER = {**TEXTS, "text_vi": "Tôi đồng ý <b>khác</b>", "text_en": "I agree otherwise"}


@pytest.fixture
def asked(service, functional_portal):
    """The texts a portal begins with, as they are asked for."""
    del IAnnotations(functional_portal)[KEY]
    transaction.commit()
    return current()


@pytest.fixture
def url(service, functional_portal):
    base = functional_portal.absolute_url()
    return service.absolute_url().replace(base, f"{base}/++api++")


@pytest.fixture
def opened(asked, service, visitor):
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    return page


def change(texts=OTHER):
    transaction.begin()
    changed = save(texts)
    transaction.commit()
    return changed


def test_a_portal_begins_with_texts_in_both_languages(asked):
    assert asked == SHIPPED
    assert asked.asked
    assert all(asked.texts.values())
    assert asked.text("en") != asked.text("vi")


def test_the_box_is_not_ticked_beforehand_and_leads_to_the_notice(opened):
    box = re.search('<input[^>]*name="egov_consent"[^>]*>', opened.contents)[0]
    assert "checked" not in box and 'required="required"' in box
    assert opened.contents.index(box) < opened.contents.index('name="form.buttons.submit"')
    assert TEXTS["text_vi"] in opened.contents
    opened.getLink(url="du-lieu-ca-nhan").click()
    assert "Quyền của bạn" in opened.contents


def test_without_the_box_nothing_is_received(opened, dossiers):
    fill(opened)
    opened.getControl(name="form.buttons.submit").click()
    assert not dossiers()
    assert 'id="egov_consent-error"' in opened.contents
    assert opened.getControl(name="form.widgets.ho_ten").value == "Nguyễn Thị Hoa"


def test_a_dossier_keeps_version_time_and_digest(opened, asked, dossiers):
    fill(opened)
    opened.getControl(name="egov_consent").value = ["1"]
    opened.getControl(name="form.buttons.submit").click()
    (dossier,) = dossiers()
    assert dossier.consent == {
        "version": 1,
        "at": dossier.received_at,
        "text_digest": asked.digest,
    }
    assert "egov_consent" not in [answer["name"] for answer in dossier.answers]


def test_what_is_ticked_stays_ticked_while_answers_are_put_right(opened):
    fill(opened, so_dinh_danh="12")
    opened.getControl(name="egov_consent").value = ["1"]
    opened.getControl(name="form.buttons.submit").click()
    assert opened.getControl(name="egov_consent").value == ["1"]


def test_a_text_changed_meanwhile_is_shown_and_asked_for_again(opened, dossiers):
    fill(opened)
    opened.getControl(name="egov_consent").value = ["1"]
    changed = change()
    opened.getControl(name="form.buttons.submit").click()
    assert not dossiers()
    assert "Tôi đồng ý &lt;b&gt;khác&lt;/b&gt;" in opened.contents
    assert opened.getControl(name="egov_consent").value == []
    assert opened.getControl(name="form.widgets.ho_ten").value == "Nguyễn Thị Hoa"
    opened.getControl(name="egov_consent").value = [str(changed.number)]
    fill(opened)
    opened.getControl(name="form.buttons.submit").click()
    assert dossiers()[0].consent["version"] == changed.number


@pytest.mark.parametrize("value", ["", "on", "true", "0", "2", "-1", "01", "١", ["1", "1"], 1])
def test_only_the_version_in_force_is_consent(asked, service, http_request, value):
    http_request.form["egov_consent"] = value
    with pytest.raises(NotGiven):
        ConsentBox(service, http_request).given()


def test_nobody_hands_over_data_without_consent(asked, service, functional_portal):
    with pytest.raises(NotGiven):
        submit(service["to-khai"], {}, "a-key-of-16-chars", b"", channel="form")


def test_an_empty_text_switches_consent_off(service, url, rest, visitor, dossiers):
    assert not current().asked
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    assert "egov_consent" not in page.contents
    assert "egov_consent" not in rest.get(f"{url}/@form").text
    assert rest.post(f"{url}/@submissions", body()).status_int == 201
    assert dossiers()[0].consent == {}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"egov_consent": False},
        {"egov_consent": None},
        {"egov_consent": "true"},
        {"egov_consent": 1},
        {"egov_consent": True, "egov_consent_version": 2},
        {"egov_consent": True, "egov_consent_version": "1"},
        {"egov_consent": True, "egov_consent_version": True},
    ],
)
def test_over_rest_missing_consent_is_an_error_of_its_field(asked, url, rest, given, dossiers):
    schema = rest.get(f"{url}/@form").json
    answer = rest.post(f"{url}/@submissions", body(**given))
    assert answer.status_int == 400
    assert [error["field"] for error in answer.json["errors"]] == ["egov_consent"]
    assert not jsonschema.Draft202012Validator(schema).is_valid(body(**given))
    assert not dossiers()


@pytest.mark.parametrize("more", [{}, {"egov_consent_version": 1}, {"egov_consent_version": 1.0}])
def test_over_rest_consent_is_true(asked, url, rest, more, dossiers):
    given = body(egov_consent=True, **more)
    jsonschema.validate(given, rest.get(f"{url}/@form").json)
    assert rest.post(f"{url}/@submissions", given).status_int == 201
    assert dossiers()[0].consent["version"] == 1


def test_the_schema_has_the_text_in_the_language_asked_for(asked, url, rest):
    schema = rest.get(f"{url}/@form", Accept_Language="en").json
    fields = schema["properties"]["fields"]
    assert fields["properties"]["egov_consent"]["description"] == TEXTS["text_en"]
    assert fields["properties"]["egov_consent"]["const"] is True
    assert fields["properties"]["egov_consent"]["version"] == 1
    assert "egov_consent" in fields["required"]
    assert "egov_consent_version" not in fields["required"]
    jsonschema.validate(schema["examples"][0], schema)


def test_consent_may_come_in_a_multipart_body(asked, url, rest, dossiers):
    fields = [(name, str(value)) for name, value in body()["fields"].items() if name != "loai"]
    fields += [("egov_consent", "true"), ("egov_consent_version", "1")]
    answer = rest.app.post(
        f"{url}/@submissions",
        fields,
        upload_files=[("don", "a.pdf", b"%PDF-1.4\n%%EOF")],
        headers={"Idempotency-Key": "a-key-of-16-chars", "Accept": "application/json"},
        expect_errors=True,
    )
    assert answer.status_int == 201, answer.text
    assert dossiers()[0].consent["version"] == 1


def test_the_same_key_gives_the_receipt_after_the_text_was_changed(asked, url, rest):
    first = rest.post(f"{url}/@submissions", body(egov_consent=True))
    change()
    again = rest.post(f"{url}/@submissions", body(egov_consent=True))
    assert (first.status_int, again.status_int) == (201, 200)
    assert first.json["secret"] == again.json["secret"]


def test_another_text_is_another_version_and_the_old_one_stays(portal):
    del IAnnotations(portal)[KEY]
    first = current()
    second = save(OTHER)
    assert (first.number, second.number) == (1, 2)
    assert second.at is not None
    assert save(OTHER) == second
    assert [one.number for one in versions()] == [1, 2]
    assert version(1) == first and version(1).digest != second.digest
    assert save({}).asked is False
    assert save(TEXTS).digest == first.digest


def test_a_language_without_a_text_shows_the_other(portal):
    only = save({"text_vi": "Tôi đồng ý"})
    assert only.text("en") == "Tôi đồng ý"


def test_the_texts_are_changed_in_the_control_panel(asked, visitor, functional_portal):
    make_user("admin2", roles=["Manager"])
    transaction.commit()
    page = visitor("admin2")
    page.open(f"{functional_portal.absolute_url()}/@@consent-controlpanel")
    page.getControl(name="form.widgets.text_vi").value = OTHER["text_vi"]
    page.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert (current().number, current().by) == (2, "admin2")
    assert page.contents.count("<details>") == 2
    assert "&lt;b&gt;khác" in page.contents and "<b>khác" not in page.contents
    assert TEXTS["text_vi"] in page.contents


@pytest.mark.parametrize("user", [None, "hoa", "officer", "portal-editor"])
def test_the_control_panel_is_for_administrators(asked, visitor, functional_portal, user):
    make_user("portal-editor", roles=["Editor"])
    transaction.commit()
    page = visitor(user)
    page.followRedirects = False
    page.open(f"{functional_portal.absolute_url()}/@@consent-controlpanel")
    assert int(page.headers["status"][:3]) in (302, 401)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        *(("", 200), ("?version=1", 200), ("?version=2", 404), ("?version=x", 404)),
        *(("?version=1&version=1", 404), ("?version=" + "9" * 5000, 404), ("?version=%D9%A1", 404)),
    ],
)
def test_the_notice_is_readable_by_everybody(asked, visitor, functional_portal, query, status):
    page = visitor()
    page.open(f"{functional_portal.absolute_url()}/@@du-lieu-ca-nhan{query}")
    assert int(page.headers["status"][:3]) == status


def test_an_earlier_notice_says_so(asked, visitor, functional_portal):
    change({**OTHER, "notice_vi": "## <i>Mới</i>"})
    page = visitor()
    page.open(f"{functional_portal.absolute_url()}/@@du-lieu-ca-nhan")
    assert "&lt;i&gt;Mới" in page.contents and "alert-warning" not in page.contents
    page.open(f"{functional_portal.absolute_url()}/@@du-lieu-ca-nhan?version=1")
    assert "alert-warning" in page.contents and "Quyền của bạn" in page.contents


def test_a_notice_has_headings_lists_and_paragraphs():
    assert blocks("## A\nb\n\n- c\n- d\ne") == [
        ("heading", "A"),
        ("paragraph", "b"),
        ("list", ["c", "d"]),
        ("paragraph", "e"),
    ]


def test_consent_is_told_to_officers_over_rest(asked, url, rest, dossiers):
    given = body(egov_consent=True)
    assert attachment() in given["attachments"]
    rest.post(f"{url}/@submissions", given)
    (dossier,) = dossiers()
    answer = rest.get(dossier.absolute_url(), "officer").json
    assert answer["consent"]["version"] == 1
    assert answer["consent"]["text_digest"] == asked.digest
