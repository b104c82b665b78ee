"""A field whose condition is not met is neither required, nor checked, nor stored."""

from collective.easyform.api import get_schema
from egov.portal.intake.conditions import Conditions
from filing import make_service
from filing import PDF
from io import BytesIO
from plone.supermodel import loadString
import pytest
import transaction


MODEL = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform">
  <schema>{}</schema>
</model>
"""
FIELDS = MODEL.format("""
    <field name="ho_ten" type="zope.schema.TextLine"><title>Họ và tên</title></field>
    <field name="nhan" type="zope.schema.Choice">
      <title>Nhận kết quả</title>
      <values><element key="tai_cho">Tại chỗ</element><element key="buu_chinh">Bưu chính</element>
      </values>
    </field>
    <field name="dia_chi" type="zope.schema.TextLine" easyform:depends_on="nhan=buu_chinh">
      <title>Địa chỉ</title><max_length>20</max_length>
    </field>
    <field name="dien_thoai" type="zope.schema.TextLine" easyform:depends_on="dia_chi"
           easyform:validators="egov.portal.phone">
      <title>Điện thoại</title>
    </field>
    <field name="so_ban" type="zope.schema.Int"><title>Số bản</title></field>
    <field name="ly_do" type="zope.schema.Text"
           easyform:depends_on="form.widgets.so_ban &gt;= 1000">
      <title>Lý do</title>
    </field>
    <field name="giay" type="plone.namedfile.field.NamedBlobFile"
           easyform:depends_on="so_ban>=1000"><title>Giấy tờ</title>
    </field>
""")
PLAIN = {"ho_ten": "Hoa", "nhan": "tai_cho", "so_ban": 1}


@pytest.fixture
def post(agency, rest, functional_portal, dossiers):
    """post(fields of the body, user's model) -> (status, {field: message}, names stored)"""

    def send(fields, files=(), model=FIELDS):
        service = make_service(agency, fields=model)
        transaction.commit()
        base = functional_portal.absolute_url()
        url = service.absolute_url().replace(base, f"{base}/++api++")
        answer = rest.post(f"{url}/@submissions", {"fields": fields, "attachments": list(files)})
        errors = {error["field"]: error["message"] for error in answer.json.get("errors", ())}
        stored = [answer["name"] for answer in dossiers()[0].answers] if not errors else []
        return answer.status_int, errors, stored

    return send


def test_what_does_not_apply_is_not_required(post):
    assert post(PLAIN) == (201, {}, ["ho_ten", "nhan", "so_ban"])


def test_what_applies_is_required(post):
    status, errors, _stored = post({**PLAIN, "nhan": "buu_chinh", "so_ban": 1000})
    assert status == 400
    assert set(errors) == {"dia_chi", "ly_do", "giay"}


def test_what_does_not_apply_is_neither_checked_nor_stored(post):
    wrong = {"dia_chi": "x" * 100, "dien_thoai": "no number", "ly_do": "x"}
    assert post({**PLAIN, **wrong}) == (201, {}, ["ho_ten", "nhan", "so_ban"])


def test_what_applies_is_checked(post):
    wrong = {"nhan": "buu_chinh", "dia_chi": "x" * 100, "dien_thoai": "no number"}
    assert set(post({**PLAIN, **wrong})[1]) == {"dia_chi", "dien_thoai"}


def test_a_chain_ends_where_a_condition_is_not_met(post):
    """The address does not apply, so it is empty for what depends on it."""
    status, _errors, stored = post({**PLAIN, "dia_chi": "1 Lê Lợi", "dien_thoai": "0912345678"})
    assert (status, stored) == (201, ["ho_ten", "nhan", "so_ban"])
    given = {"nhan": "buu_chinh", "dia_chi": "1 Lê Lợi"}
    assert set(post({**PLAIN, **given})[1]) == {"dien_thoai"}


def test_a_file_that_does_not_apply_is_not_kept(post, dossiers):
    from filing import attachment

    status, _errors, stored = post(PLAIN, [attachment("giay", b"\x00 not what it says")])
    assert (status, stored) == (201, ["ho_ten", "nhan", "so_ban"])
    assert not dossiers()[0].files


@pytest.fixture
def filled(agency, visitor):
    service = make_service(agency, fields=FIELDS)
    transaction.commit()
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    page.getControl(name="form.widgets.ho_ten").value = "Hoa"
    page.getControl(name="form.widgets.nhan:list").value = ["tai_cho"]
    page.getControl(name="form.widgets.so_ban").value = "1"
    return page


def test_the_page_without_a_script_has_the_same_rules(filled, dossiers):
    filled.getControl(name="form.widgets.dien_thoai").value = "no number"
    filled.getControl(name="form.buttons.submit").click()
    (dossier,) = dossiers()
    assert [answer["name"] for answer in dossier.answers] == ["ho_ten", "nhan", "so_ban"]


def test_the_page_asks_for_what_applies(filled, dossiers):
    filled.getControl(name="form.widgets.nhan:list").value = ["buu_chinh"]
    filled.getControl(name="form.widgets.so_ban").value = "1.000"
    filled.getControl(name="form.buttons.submit").click()
    assert not dossiers()
    assert filled.contents.count('class="invalid-feedback"') == 3
    filled.getControl(name="form.widgets.dia_chi").value = "1 Lê Lợi"
    filled.getControl(name="form.widgets.dien_thoai").value = "0912345678"
    filled.getControl(name="form.widgets.ly_do").value = "Nhiều người"
    filled.getControl(name="form.widgets.giay").add_file(BytesIO(PDF), "application/pdf", "a.pdf")
    filled.getControl(name="form.buttons.submit").click()
    assert len(dossiers()[0].answers) == 7


def conditions(*texts, fields=""):
    asked = "".join(
        f'<field name="f{number}" type="zope.schema.TextLine" easyform:depends_on="{text}"/>'
        for number, text in enumerate(texts)
    )
    return Conditions(loadString(MODEL.format(asked + fields)).schema)


@pytest.mark.parametrize(
    "text", ["khong_co=1", "f0", "f0 and khong_co", "a b", "f0 &lt; 5", "python:1", "__class__"]
)
def test_a_condition_that_makes_no_sense_is_left_out_and_told(portal, text):
    found = conditions("", text) if "f0" not in text else conditions(text)
    assert not found.trees
    assert len(found.problems) == 1
    assert found.hidden({}) == set()


def test_fields_that_depend_on_each_other_always_apply(portal):
    found = conditions("f1", "f2", "f0", "f3=1 or f0")
    assert found.hidden({}) == set()
    assert {name for name, _message in found.problems} == {"f0", "f1", "f2", "f3"}


CHOICES = """
    <field name="co" type="zope.schema.Bool"/>
    <field name="so" type="zope.schema.Float"/>
    <field name="chon" type="zope.schema.Choice"><values><element key="a">A</element>
      <element key="b">Bờ</element></values></field>
    <field name="ten" type="zope.schema.Choice"><values><element>Hai từ</element></values></field>
    <field name="nhieu" type="zope.schema.Set"><value_type type="zope.schema.Choice">
      <values><element>x</element><element>y</element></values></value_type></field>
    <field name="chu" type="zope.schema.TextLine"/>
    <field name="tep" type="plone.namedfile.field.NamedBlobFile"/>
"""


@pytest.mark.parametrize(
    ("text", "answers", "applies"),
    [
        ("co", {"co": ["selected"]}, True),
        ("co", {"co": []}, False),
        ("co", {"co": ["false"]}, False),
        ("co=selected", {"co": True}, True),
        ("co=false", {"co": False}, True),
        ("co!=true", {}, True),
        ("so &gt;= 2", {"so": "2"}, True),
        ("so &gt; 2", {"so": 2.0}, False),
        ("so &lt; 2", {}, False),
        ("so = 2", {"so": 2.0}, True),
        ("so = 2.5", {"so": 2.5}, True),
        ("so", {"so": 0}, True),
        ("chon=b", {"chon": ["b"]}, True),
        ("ten='Hai từ'", {"ten": ["Hai t\\u1eeb"]}, True),
        ("chon", {"chon": ["--NOVALUE--"]}, False),
        ("chon!=b", {}, True),
        ("nhieu=y", {"nhieu": ["x", "y"]}, True),
        ("nhieu!=y", {"nhieu": ["x", "y"]}, False),
        ("nhieu", {"nhieu": []}, False),
        ("chu=a", {"chu": " a "}, True),
        ("chu", {"chu": "  "}, False),
        ("chu=''", {"chu": ""}, True),
        ("chu!=''", {"chu": "x"}, True),
        ("chu~=b", {"chu": "abc"}, True),
        ("chu=~abc", {"chu": "b"}, True),
        ("chu=~abc", {}, False),
        ("tep", {"tep": object()}, True),
        ("not (chu or so)", {}, True),
    ],
)
def test_what_conditions_mean(portal, text, answers, applies):
    found = conditions(text, fields=CHOICES)
    assert not found.problems
    assert ("f0" not in found.hidden(answers)) is applies


@pytest.mark.parametrize(
    "text", ["tep=1", "co=maybe", "so=x", "chon=c", "nhieu ~= z", "chu &gt; 1"]
)
def test_what_can_never_be_met_is_told(portal, text):
    assert len(conditions(text, fields=CHOICES).problems) == 1


SERVERS = MODEL.format("""
    <field name="ho_ten" type="zope.schema.TextLine"><title>Họ và tên</title></field>
    <field name="an" type="zope.schema.TextLine" easyform:THidden="True">
      <title>Ẩn</title><default>của máy chủ</default>
    </field>
    <field name="may" type="zope.schema.TextLine" easyform:serverSide="True"
           easyform:TDefault="string:tính ra"><title>Máy</title>
    </field>
    <field name="tat" type="zope.schema.TextLine" easyform:TEnabled="python:False">
      <title>Tắt</title>
    </field>
    <field name="them" type="zope.schema.TextLine" easyform:depends_on="an='của máy chủ'">
      <title>Thêm</title>
    </field>
    <field name="bot" type="zope.schema.TextLine" easyform:depends_on="an=khác">
      <title>Bớt</title>
    </field>
""")


def test_hidden_fields_have_the_servers_value_whatever_is_sent(agency, visitor, dossiers):
    service = make_service(agency, fields=SERVERS)
    transaction.commit()
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    for name in ("an", "may", "tat"):
        assert f"form.widgets.{name}" not in page.contents
    values = {name: page.getControl(name=name).value for name in ("draft_key", "_authenticator")}
    page.open(
        f"{service['to-khai'].absolute_url()}/@@view",
        "&".join(f"{k}={v}" for k, v in values.items())
        + "&form.widgets.ho_ten=Hoa&form.widgets.an=x&form.widgets.may=x&form.widgets.tat=x"
        "&form.widgets.them=y&form.buttons.submit=1",
    )
    (dossier,) = dossiers()
    assert {answer["name"]: answer["value"] for answer in dossier.answers} == {
        "ho_ten": "Hoa",
        "an": "của máy chủ",
        "may": "tính ra",
        "them": "y",
    }


@pytest.mark.parametrize("name", ["an", "may", "tat"])
def test_hidden_fields_do_not_exist_over_rest(post, name):
    given = {"ho_ten": "Hoa", "them": "y"}
    status, errors, _stored = post({**given, name: "x"}, model=SERVERS)
    assert (status, list(errors)) == (400, [name])


def test_the_forms_own_schema_is_not_changed_by_reading_conditions(agency):
    form = make_service(agency, fields=FIELDS)["to-khai"]
    assert bool(Conditions(get_schema(form), form))
    assert form.fields_model == FIELDS
