"""A client that checks by the schema of `@form` gets the server's answer, whatever applies."""

from egov.portal.intake import condition_schema
from filing import attachment
from filing import make_service
import jsonschema
import pytest
import random
import re
import transaction


FIELDS = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="kieu" type="zope.schema.Choice"><title>Kiểu</title><values>
    <element key="ca_nhan">Cá nhân</element><element key="cong_ty">Công ty</element></values>
  </field>
  <field name="ten_cty" type="zope.schema.TextLine" easyform:depends_on="kieu=cong_ty">
    <title>Tên công ty</title><max_length>10</max_length></field>
  <field name="ma_so" type="zope.schema.TextLine" easyform:depends_on="ten_cty != ABC and ten_cty">
    <title>Mã số</title></field>
  <field name="so_nguoi" type="zope.schema.Int" easyform:depends_on="kieu=cong_ty">
    <title>Số người</title><min>1</min><max>500</max></field>
  <field name="noi_quy" type="zope.schema.Text" easyform:depends_on="so_nguoi &gt;= 10">
    <title>Nội quy</title></field>
  <field name="giay" type="zope.schema.Set"><title>Giấy</title><required>False</required>
    <value_type type="zope.schema.Choice"><values><element>the</element><element>so</element>
    </values></value_type></field>
  <field name="so_the" type="zope.schema.TextLine" easyform:depends_on="giay=the or ghi ~= 'th.'"
         easyform:validators="egov.portal.personal_id"><title>Số thẻ</title></field>
  <field name="ghi" type="zope.schema.TextLine"><title>Ghi</title><required>False</required></field>
  <field name="vo" type="zope.schema.Bool" easyform:depends_on="not (kieu=cong_ty)">
    <title>Đã có vợ, chồng</title><required>False</required></field>
  <field name="ngay" type="zope.schema.Date" easyform:depends_on="vo and not giay">
    <title>Ngày cưới</title></field>
  <field name="dong_y" type="zope.schema.Bool" easyform:depends_on="ghi =~ 'nhà và xe'"
         easyform:validators="isChecked"><title>Đồng ý</title></field>
  <field name="tep" type="plone.namedfile.field.NamedBlobFile" easyform:depends_on="vo">
    <title>Giấy kết hôn</title></field>
  <field name="sau_tep" type="zope.schema.TextLine" easyform:depends_on="tep">
    <title>Mô tả tệp</title></field>
  <field name="an" type="zope.schema.TextLine" easyform:THidden="True">
    <title>Ẩn</title><default>x</default></field>
  <field name="theo_an" type="zope.schema.TextLine" easyform:depends_on="an=x and ghi=lạ">
    <title>Theo ẩn</title></field>
  <field name="khong" type="zope.schema.TextLine" easyform:depends_on="an!=x"><title>Không</title>
  </field>
</schema></model>
"""
VALUES = {
    "kieu": ["ca_nhan", "cong_ty", "cong_ty"],
    "ten_cty": ["ABC", " ABC ", "Đất Việt", "x" * 11, "", "  "],
    "ma_so": ["1", "", " "],
    "so_nguoi": [1, 9, 10, 500, 501, 0],
    "noi_quy": ["có", ""],
    "giay": [[], ["the"], ["so"], ["the", "so"]],
    "so_the": ["001190000001", "12", ""],
    "ghi": ["th.", "a th. b", "thx", "nhà", "và xe", "nhà xe", "", "  ", "lạ", " lạ "],
    "vo": [True, False],
    "ngay": ["2020-02-29", "2021-02-29", "x"],
    "dong_y": [True, False],
    "sau_tep": ["a", ""],
    "theo_an": ["a", ""],
    "khong": ["a", ""],
}


@pytest.fixture
def url(agency, functional_portal):
    service = make_service(agency, fields=FIELDS)
    transaction.commit()
    base = functional_portal.absolute_url()
    return service.absolute_url().replace(base, f"{base}/++api++")


def some_body(chance):
    names = [name for name in VALUES if chance.random() < 0.75]
    fields = {name: chance.choice(VALUES[name]) for name in names}
    files = [attachment("tep")] if chance.random() < 0.5 else []
    return {"fields": {"kieu": "ca_nhan", **fields}, "attachments": files}


def test_schema_and_server_agree_on_many_bodies(url, rest, monkeypatch):
    monkeypatch.setenv("EGOV_RATE_LIMITS", "off")
    schema = rest.get(f"{url}/@form").json
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    chance = random.Random(2026)
    seen = {201: 0, 400: 0}
    for number in range(150):
        body = some_body(chance)
        answer = rest.post(f"{url}/@submissions", body, key=f"a-key-of-16-chars-{number}")
        told = [error.message for error in checker.iter_errors(body)]
        assert (answer.status_int == 201) is not bool(told), (body, told, answer.json)
        seen[answer.status_int] += 1
    assert min(seen.values()) > 20


def test_what_may_not_apply_is_not_on_the_list_of_what_is_required(url, rest):
    schema = rest.get(f"{url}/@form").json
    fields = schema["properties"]["fields"]
    assert fields["required"] == ["kieu"]
    assert "attachments" not in schema["required"]
    assert schema["uploads"]["tep"]["required"] is False
    assert {"an", "khong"} - set(fields["properties"]) == {"an"}
    assert all("title" in field and field["examples"] for field in fields["properties"].values())
    types = {name: field.get("type", "choices") for name, field in fields["properties"].items()}
    assert (types["ten_cty"], types["so_nguoi"], types["dong_y"]) == (
        "string",
        "integer",
        "boolean",
    )


def test_the_example_is_accepted(url, rest):
    schema = rest.get(f"{url}/@form").json
    jsonschema.validate(schema["examples"][0], schema)
    assert rest.post(f"{url}/@submissions", schema["examples"][0]).status_int == 201


def test_a_form_without_conditions_has_a_schema_without_rules(service, rest, functional_portal):
    schema = rest.get(f"{service.absolute_url()}/@form").json
    assert "allOf" not in schema and "$defs" not in schema


@pytest.mark.parametrize("text", ["a.b", "(x)", "[a]", "a\\b", "^$", "a/b-c", "1+1=2?", "{2}|"])
def test_a_value_in_a_pattern_is_only_itself(text):
    found = condition_schema.pattern("=", text)
    assert re.search(found, f" {text} ") and not re.search(found, f"x{text}")
    assert re.search(condition_schema.pattern("~=", text), f"x{text}x")
