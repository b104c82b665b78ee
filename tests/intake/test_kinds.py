"""A client that knows nothing but `@form` fills in every kind of field an editor can add.

What its schema takes the server takes, and what it refuses the server refuses.
"""

import base64
from egov.portal.intake.rest.body import SMALL
from filing import attachment
from filing import make_service
from filing import PDF
from itertools import count
import json
import jsonschema
import pytest
from stepping import press
from stepping import wrong
import transaction


CHOICES = "<values><element>đất</element><element>nhà</element><element>xe</element></values>"
FIELDS = f"""\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="nhan" type="collective.easyform.fields.Label"><title>Đọc kỹ</title></field>
  <field name="dong" type="zope.schema.TextLine"><title>Dòng</title></field>
  <field name="dong_khac" type="zope.schema.TextLine"><title>Dòng khác</title>
    <required>False</required><max_length>9</max_length></field>
  <field name="doan" type="zope.schema.Text"><title>Đoạn</title></field>
  <field name="so" type="zope.schema.Int"><title>Số</title><min>-5</min></field>
  <field name="thap_phan" type="zope.schema.Float"><title>Số thập phân</title><max>1e6</max></field>
  <field name="co_khong" type="zope.schema.Bool"><title>Có</title><required>False</required></field>
  <field name="cam_doan" type="zope.schema.Bool" easyform:validators="isChecked">
    <title>Cam đoan</title></field>
  <field name="ngay" type="zope.schema.Date"><title>Ngày</title>
    <min>2020-01-01</min><max>2026-12-31</max></field>
  <field name="luc" type="zope.schema.Datetime"><title>Lúc</title><required>False</required></field>
  <field name="mot" type="zope.schema.Choice"><title>Một</title>{CHOICES}</field>
  <field name="nhieu" type="zope.schema.Set"><title>Nhiều</title>
    <value_type type="zope.schema.Choice">{CHOICES}</value_type></field>
  <field name="hop_thu" type="plone.schema.email.Email"><title>Hộp thư</title></field>
  <field name="trang" type="zope.schema.URI"><title>Trang web</title></field>
  <field name="dinh_dang" type="plone.app.textfield.RichText"><title>Định dạng</title></field>
  <field name="lien_ket" type="z3c.relationfield.schema.RelationChoice"><title>Liên kết</title>
    <required>False</required><vocabulary>plone.app.vocabularies.Catalog</vocabulary></field>
  <field name="tep" type="plone.namedfile.field.NamedBlobFile"><title>Tệp</title></field>
  <field name="anh" type="plone.namedfile.field.NamedBlobImage"><title>Ảnh</title></field>
</schema></model>
"""
TRIED = {
    "dong": ["a", "", " ", "\u200b", "\u200d\ufeff", "á b", "á\nb", "x\r\ny", "x" * 300, 5, ["a"]],
    "dong_khac": ["", "a", "a\nb", "x" * 10, "\u200b"],
    "doan": ["a\nb", "", "\n"],
    "so": [0, -5, -6, 2.0, 2.5, 10**30, "5", True],
    "thap_phan": [0, 0.5, 105.8542312, 1e-7, 1e6, 1e7, -3, "1"],
    "co_khong": [True, False, "true", 1],
    "cam_doan": [True, False],
    "ngay": ["2020-01-01", "2021-02-29", "1990", ""],
    "luc": ["2026-11-21T09:30", "2026-11-21T09:30:00", "2026-11-21T09:30:30", "2026-11-21"]
    + ["2026-11-21T09:30:00Z", "2026-11-21T09:30+07:00", "2026-13-01T00:00x"],
    "mot": ["đất", "dat", "", "--NOVALUE--", ["đất"]],
    "nhieu": [["đất"], ["nhà", "xe"], [], ["đất", "đất"], ["x"], "đất"],
    "hop_thu": ["a@b.vn", "a", ""],
    "trang": ["https://example.vn/", "urn:x", "a", "", "á\nb", "\u200b", "https://x y"],
    "dinh_dang": ["<b>x</b>", "", " ", "\u2028"],
}
UNSEEN = ("\u200b", "\u200d\ufeff")
# Not all checkers of formats look at the bounds of dates: these are refused by the server alone.
OUT_OF_BOUNDS = [("ngay", "2019-12-31"), ("ngay", "2027-01-01")]


@pytest.fixture
def every(agency, monkeypatch):
    monkeypatch.setenv("EGOV_RATE_LIMITS", "off")
    service = make_service(agency, fields=FIELDS)
    transaction.commit()
    return service


def test_a_client_that_knows_the_schema_only_is_understood(every, rest, dossiers):
    schema = rest.get(f"{every.absolute_url()}/@form").json
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    (example,) = schema["examples"]
    keys = (f"a-key-of-16-{number:08}" for number in count())

    def send(body):
        return rest.post(f"{every.absolute_url()}/@submissions", body, key=next(keys))

    checker.validate(example)
    answer = send(example)
    assert answer.status_int == 201, answer.json
    disagreed = []
    for name, values in TRIED.items():
        for value in values:
            body = {**example, "fields": {**example["fields"], name: value}}
            told = [error.message for error in checker.iter_errors(body)]
            if value in UNSEEN and name != "dong_khac":
                told.append("What cannot be seen is told by the server alone.")
            answer = send(body)
            if answer.status_int not in (201, 400) or (answer.status_int == 201) is bool(told):
                disagreed.append((name, value, told, answer.status_int, answer.json))
            elif answer.status_int == 400:
                assert [error["field"] for error in answer.json["errors"]] == [name]
    assert not disagreed
    for name, value in OUT_OF_BOUNDS:
        assert send({**example, "fields": {**example["fields"], name: value}}).status_int == 400
    bounds = schema["properties"]["fields"]["properties"]["ngay"]
    assert (bounds["formatMinimum"], bounds["formatMaximum"]) == ("2020-01-01", "2026-12-31")
    for missing in ([attachment("tep")], [attachment("tep"), attachment("anh", PDF, "a.pdf")]):
        body = {**example, "attachments": missing}
        assert list(checker.iter_errors(body))
        assert send(body).status_int == 400
    assert all(upload["required"] for upload in schema["uploads"].values())
    assert schema["uploads"]["anh"]["extensions"] == ["jpg", "jpeg", "png"]
    assert base64.b64decode(example["attachments"][1]["data"]).startswith(b"\x89PNG")


def test_a_name_that_comes_twice_is_no_json(every, rest, dossiers):
    for body in ('{"fields": {}, "fields": {}}', '{"fields": {"dong": "a", "dong": "b"}}'):
        answer = rest.post(f"{every.absolute_url()}/@submissions", body.encode())
        assert answer.status_int == 400
        assert "errors" not in answer.json
    assert not dossiers()


def test_more_text_than_a_page_takes_is_too_large(every, rest, dossiers):
    body = json.dumps({"fields": {"doan": "x" * (SMALL + 1)}}).encode()
    answer = rest.post(f"{every.absolute_url()}/@submissions", body)
    assert answer.status_int == 413
    assert not dossiers()


def test_a_page_asks_for_a_choice_and_a_date_that_is_one(every, visitor, dossiers):
    page = visitor()
    page.open(every["to-khai"].absolute_url())
    for day in ("1990", "99999999999999999999-1-1", "1-2-3-4", "x"):
        page.getControl(name="form.widgets.ngay").value = day
        press(page, "submit")
        assert page.headers["Status"].startswith("200")
        assert {"ngay", "nhieu", "dong"} <= wrong(
            page
        ) or "formfield-form-widgets-ngay" in page.contents
    assert not dossiers()
