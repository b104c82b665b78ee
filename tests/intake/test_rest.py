"""Submitting over REST: by the same form, once for each key, with plain errors."""

from filing import ANSWERS
from filing import attachment
from filing import body
from filing import make_service
from filing import PDF
import jsonschema
from plone import api
import pytest
import transaction
import webtest


@pytest.fixture
def url(service, functional_portal):
    base = functional_portal.absolute_url()
    return service.absolute_url().replace(base, f"{base}/++api++")


def wrong(answer):
    return {error["field"] for error in answer.json["errors"]}


def test_anonymous_client_submits_and_gets_code_and_secret(url, rest, dossiers):
    answer = rest.post(f"{url}/@submissions", body())
    assert answer.status_int == 201
    assert set(answer.json) == {"code", "secret", "state", "received_at", "due_at"}
    assert answer.json["state"] == "new"
    assert answer.json["received_at"][-6] in "+-"
    (dossier,) = dossiers()
    assert dossier.code == answer.json["code"]
    assert dossier.secret_fits(answer.json["secret"])
    assert dossier.channel == "rest"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_both_ways_in_keep_the_same_answers(url, service, rest, visitor, dossiers):
    from filing import fill

    rest.post(f"{url}/@submissions", body())
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    fill(page)
    page.getControl(name="form.buttons.submit").click()
    by_form, by_rest = dossiers()
    assert by_form.answers == by_rest.answers
    assert by_form.files["1"].sha256 == by_rest.files["1"].sha256


def test_same_key_and_body_give_the_same_answer(url, rest, dossiers):
    first = rest.post(f"{url}/@submissions", body())
    again = rest.post(f"{url}/@submissions", body())
    assert (first.status_int, again.status_int) == (201, 200)
    assert first.json == again.json
    assert len(dossiers()) == 1


def test_same_key_and_another_body_is_a_conflict(url, rest, dossiers):
    rest.post(f"{url}/@submissions", body())
    for other in (body(ho_ten="Khác"), body([attachment(data=PDF + b"x")]), body([])):
        answer = rest.post(f"{url}/@submissions", other)
        assert answer.status_int == 409
        assert answer.json["type"] == "Conflict"
        assert "secret" not in answer.json
    assert len(dossiers()) == 1


def test_same_key_is_answered_though_the_form_was_changed(url, service, rest):
    first = rest.post(f"{url}/@submissions", body())
    form = service["to-khai"]
    form.fields_model = form.fields_model.replace("<max_length>50", "<max_length>5")
    transaction.commit()
    assert rest.post(f"{url}/@submissions", body()).json == first.json


@pytest.mark.parametrize("key", [None, "", "short", "x" * 15, "x" * 129, "a key with blanks in"])
def test_key_is_required_and_of_some_length(url, rest, dossiers, key):
    answer = rest.post(f"{url}/@submissions", body(), key=key)
    assert answer.status_int == 400
    assert "Idempotency-Key" in answer.json["message"]
    assert not dossiers()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ho_ten", ""),
        ("ho_ten", ...),
        ("ho_ten", None),
        ("ho_ten", 5),
        ("ho_ten", "x" * 51),
        ("so_dinh_danh", "123"),
        ("so_dinh_danh", {"a": 1}),
        ("dien_thoai", "không có"),
        ("thu", "không phải thư"),
        ("ngay_sinh", "20/05/1990"),
        ("ngay_sinh", "1990-02-31"),
        ("so_ban", "nhiều"),
        ("so_ban", 0),
        ("so_ban", 1.5),
        ("so_ban", True),
        ("so_ban", 10**30),
        ("nhan_ket_qua", "khac"),
        ("nhan_ket_qua", ["truc_tuyen"]),
        ("loai", ["khac"]),
        ("loai", "khai_sinh"),
        ("loai", [["khai_sinh"]]),
        ("cam_doan", False),
        ("cam_doan", "true"),
        ("khong_co", "x"),
        ("don", "x"),
    ],
)
def test_each_wrong_answer_is_named(url, rest, dossiers, field, value):
    answer = rest.post(f"{url}/@submissions", body(**{field: value}))
    assert answer.status_int == 400
    assert wrong(answer) == {field}
    assert not dossiers()


@pytest.mark.parametrize(
    ("files", "field"),
    [
        ([], "don"),
        ([attachment(), attachment()], "don"),
        ([attachment(), attachment("ho_ten")], "ho_ten"),
        ([attachment(), attachment("khong_co")], "khong_co"),
        ([attachment(filename="x.exe", data=b"MZ\x90")], "don"),
        ([attachment(data=b"<html></html>")], "don"),
        ([{**attachment(), "data": "không phải base64"}], "don"),
    ],
)
def test_each_wrong_file_is_named(url, rest, dossiers, files, field):
    answer = rest.post(f"{url}/@submissions", body(files))
    assert answer.status_int == 400
    assert wrong(answer) == {field}
    assert not dossiers()


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"fields": []}',
        b'{"fields": {}, "attachments": {}}',
        b'{"fields": {}, "attachments": [1]}',
        b'{"fields": {}, "attachments": [{}]}',
        b'{"fields": {}, "more": 1}',
        b'{"fields": {"ho_ten": "\\ud800"}}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_rubbish_is_refused_plainly(url, rest, dossiers, rubbish):
    answer = rest.post(f"{url}/@submissions", rubbish)
    assert answer.status_int == 400, answer.text
    assert answer.json["type"] == "BadRequest"
    assert "Traceback" not in answer.text
    assert not dossiers()


def test_other_content_types_are_not_taken(url, rest):
    answer = rest.post(f"{url}/@submissions", b"<x/>", Content_Type="application/xml")
    assert answer.status_int == 415
    assert answer.json["type"] == "UnsupportedMediaType"


def test_too_large_is_refused(url, rest, dossiers, functional_portal):
    api.portal.set_registry_record("egov.portal.intake.max_total_size", 1)
    transaction.commit()
    answer = rest.post(f"{url}/@submissions", b"x" * 2_400_000)
    assert answer.status_int == 413
    assert not dossiers()


def test_files_beyond_the_limits_are_refused(url, rest, dossiers, functional_portal):
    api.portal.set_registry_record("egov.portal.intake.max_files", 1)
    transaction.commit()
    answer = rest.post(f"{url}/@submissions", body([attachment(), attachment("them")]))
    assert answer.status_int == 400
    assert wrong(answer) == {"them"}


def test_messages_are_in_the_language_asked_for(url, rest):
    english = rest.post(f"{url}/@submissions", body(), key="x", Accept_Language="en-GB")
    default = rest.post(f"{url}/@submissions", body(), key="x", Accept_Language="fr, de;q=0.5")
    assert english.headers["Content-Language"] == "en"
    assert default.headers["Content-Language"] == "vi"


def test_multipart_takes_the_same_form(url, rest, dossiers):
    fields = []
    for name, value in ANSWERS.items():
        values = value if isinstance(value, list) else [value]
        fields += [(name, str(item).lower() if item is True else str(item)) for item in values]
    parts = [*fields, ("don", webtest.Upload("đơn.pdf", PDF, "application/pdf"))]

    def send(parts, key="a-key-of-16-chars"):
        content_type, data = rest.app.encode_multipart(parts, [])
        return rest.post(f"{url}/@submissions", data, key=key, Content_Type=content_type)

    first = send(parts)
    assert first.status_int == 201, first.text
    assert send(parts).json == first.json
    (by_multipart,) = dossiers()
    rest.post(f"{url}/@submissions", body(), key="another-key-of-16")
    assert dossiers()[0].answers == by_multipart.answers
    missing = send(parts[1:], key="a-third-key-of-16")
    assert wrong(missing) == {"ho_ten"}


def test_signed_in_client_is_the_applicant(url, rest, dossiers):
    assert rest.post(f"{url}/@submissions", body(), user="hoa").status_int == 201
    assert dossiers()[0].applicant == "hoa"


def test_referrer_of_another_site_does_not_empty_the_form(url, rest):
    answer = rest.post(f"{url}/@submissions", body(), Referer="https://example.vn/trang")
    assert answer.status_int == 201


def test_services_that_take_nothing_here_answer_not_found(agency, rest, functional_portal):
    elsewhere = make_service(agency, "Nơi khác", submission_place="national")
    transaction.commit()
    base = f"{functional_portal.absolute_url()}/++api++/dich-vu/{elsewhere.getId()}"
    for answer in (rest.get(f"{base}/@form"), rest.post(f"{base}/@submissions", body())):
        assert answer.status_int == 404
        assert answer.json["type"] == "NotFound"


def test_unpublished_service_is_not_shown(agency, rest, functional_portal):
    hidden = make_service(agency, "Chưa công bố", publish=False)
    transaction.commit()
    base = f"{functional_portal.absolute_url()}/++api++/dich-vu/{hidden.getId()}"
    assert rest.get(f"{base}/@form").status_int == 401
    assert rest.post(f"{base}/@submissions", body()).status_int == 401


def test_schema_tells_each_field_with_a_valid_example(url, rest):
    answer = rest.get(f"{url}/@form")
    assert answer.status_int == 200
    schema = answer.json
    jsonschema.Draft202012Validator.check_schema(schema)
    fields = schema["properties"]["fields"]
    assert set(fields["properties"]) == set(ANSWERS)
    for name, field in fields["properties"].items():
        assert field["title"] and field["examples"], name
        jsonschema.validate(field["examples"][0], field)
    assert set(fields["required"]) == set(ANSWERS) - {"thu", "noi_dung", "loai"}
    choice = fields["properties"]["nhan_ket_qua"]["oneOf"]
    assert choice == [
        {"const": "truc_tuyen", "title": "Trực tuyến"},
        {"const": "buu_chinh", "title": "Qua bưu chính"},
    ]
    assert fields["properties"]["so_dinh_danh"]["pattern"]
    assert fields["properties"]["thu"]["format"] == "email"
    assert fields["properties"]["ngay_sinh"]["format"] == "date"
    assert fields["properties"]["ho_ten"]["maxLength"] == 50


def test_schema_tells_uploads_with_types_and_limits(url, rest):
    schema = rest.get(f"{url}/@form").json
    assert {name: upload["required"] for name, upload in schema["uploads"].items()} == {
        "don": True,
        "them": False,
    }
    assert "application/pdf" in schema["limits"]["content_types"]
    assert schema["limits"]["max_file_size"] == 10_000_000


def test_a_client_that_knows_nothing_but_the_schema_can_submit(url, rest, dossiers):
    schema = rest.get(f"{url}/@form").json
    (example,) = schema["examples"]
    jsonschema.validate(example, schema)
    answer = rest.post(f"{url}/@submissions", example)
    assert answer.status_int == 201, answer.text
    assert len(dossiers()) == 1


def test_schema_is_as_strict_as_the_form(url, rest):
    schema = rest.get(f"{url}/@form").json
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(body())
    for given in (
        body(ho_ten=...),
        body(so_dinh_danh="1"),
        body(so_ban=0),
        body(nhan_ket_qua="x"),
        body(loai=["x"]),
        body(cam_doan=False),
        body(la="x"),
        body([]),
        body([attachment(filename="x.exe")]),
    ):
        assert not validator.is_valid(given), given
