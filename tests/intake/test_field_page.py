"""A field on the page of a form: what editors write is text; when it applies is said."""

from filing import as_manager
from filing import make_service
from filing import make_user
import json
from plone import api
import pytest
import re
import transaction


MODEL = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="nhan" type="zope.schema.Choice"><title>Nhận &lt;i&gt;kết quả&lt;/i&gt;</title>
    <description>&lt;script&gt;alert(1)&lt;/script&gt;</description>
    <values><element key="tai_cho">Tại chỗ</element><element key="buu">Bưu &lt;b&gt;chính</element>
    </values></field>
  <field name="dia_chi" type="zope.schema.TextLine" easyform:depends_on="nhan=buu">
    <title>Địa chỉ</title></field>
  <field name="luu_y" type="collective.easyform.fields.Label" easyform:depends_on="nhan=buu">
    <title>&lt;u&gt;Lưu ý&lt;/u&gt;</title>
    <description>&lt;script&gt;alert(2)&lt;/script&gt;</description></field>
  <field name="an" type="zope.schema.TextLine" easyform:THidden="True"><title>Ẩn</title>
    <default>x</default></field>
  <field name="theo" type="zope.schema.TextLine" easyform:depends_on="an=x and nhan">
    <title>Theo</title></field>
</schema></model>
"""


@pytest.fixture
def html(agency, visitor):
    service = make_service(agency, fields=MODEL)
    transaction.commit()
    opened = visitor()
    opened.open(service["to-khai"].absolute_url())
    return opened.contents


def field(html, name):
    """The part of the page that shows a field."""
    start = html.index(f'id="formfield-form-widgets-{name}"')
    return html[html.rindex("<div", 0, start) : html.find('id="formfield', start + 1)]


def test_what_an_editor_writes_is_text(html):
    for bad in ("<script>alert", "<i>kết", "<b>chính", "<u>Lưu ý"):
        assert bad not in html
    assert "&lt;script&gt;alert(1)" in html and "&lt;u&gt;Lưu ý" in html


def test_on_an_english_page_the_words_of_the_form_say_that_they_are_vietnamese(agency, visitor):
    service = make_service(agency, fields=MODEL)
    transaction.commit()
    opened = visitor()
    opened.addHeader("Cookie", "I18N_LANGUAGE=en")
    opened.open(service["to-khai"].absolute_url())
    english = field(opened.contents, "nhan")
    assert re.search(r'<span lang="vi"\s*>Nhận', english)
    assert re.search(r'<div lang="vi"\s*>.*Tại chỗ', english, re.DOTALL)
    assert "The questions of this form are in Vietnamese." in opened.contents


def test_on_a_vietnamese_page_no_language_is_told(html):
    assert "lang=" not in field(html, "nhan")


def test_a_conditional_field_says_when_it_applies(html):
    assert "condition-hint" in field(html, "dia_chi")
    assert "Nhận &lt;i&gt;kết quả&lt;/i&gt;" in field(html, "dia_chi")
    assert "Bưu &lt;b&gt;chính" in field(html, "dia_chi")
    assert "condition-hint" not in field(html, "nhan")
    assert "condition-hint" in field(html, "luu_y")


def test_the_script_is_told_the_condition_and_nothing_of_what_is_hidden(html):
    found = re.search('data-condition="([^"]+)"', field(html, "dia_chi"))[1]
    told = json.loads(found.replace("&quot;", '"').replace("&#34;", '"'))
    assert told == {"field": "nhan", "operator": "=", "value": "buu"}
    found = re.search('data-condition="([^"]+)"', field(html, "theo"))[1]
    told = json.loads(found.replace("&quot;", '"').replace("&#34;", '"'))
    assert told == {"all": [True, {"field": "nhan"}]}


def test_no_browser_holds_back_a_form_for_a_field_that_may_not_apply(html):
    assert 'required="required"' not in field(html, "dia_chi")
    assert 'class="required"' in field(html, "dia_chi")


def test_the_script_comes_once_from_here_and_may_be_kept(html, visitor):
    scripts = re.findall(r'<script[^>]*src="([^"]+conditions.js)"', html)
    assert len(scripts) == 1
    fetched = visitor()
    fetched.open(scripts[0])
    assert b"data-condition" in fetched.contents
    assert "javascript" in fetched.headers["Content-Type"]


def test_a_form_without_conditions_has_no_script(service, visitor):
    opened = visitor()
    opened.open(service["to-khai"].absolute_url())
    assert "conditions.js" not in opened.contents and "data-condition" not in opened.contents


def test_stock_scripts_do_not_hide_fields(agency, visitor):
    service = make_service(agency, fields=MODEL)
    transaction.commit()
    opened = visitor("hoa")
    opened.open(service["to-khai"].absolute_url())
    assert "pat-depends" not in opened.contents and "data-condition" in opened.contents


def test_texts_of_groups_are_text(agency, visitor):
    fields = MODEL.replace(
        "<schema>",
        '<schema><fieldset name="g" label="&lt;s&gt;G"'
        ' description="&lt;script&gt;alert(3)&lt;/script&gt;"><field name="x"'
        ' type="zope.schema.TextLine"><title>X</title></field></fieldset>',
    )
    service = make_service(agency, fields=fields)
    make_user("admin2", roles=["Manager"])
    with as_manager():
        api.content.transition(service, "withdraw")
    transaction.commit()
    opened = visitor("admin2")
    opened.open(service["to-khai"].absolute_url())
    assert "&lt;script&gt;alert(3)" in opened.contents
    assert "<script>alert(3)" not in opened.contents and "<s>G" not in opened.contents
