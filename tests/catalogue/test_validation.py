"""What is refused, with a message beside the field, in forms and over REST alike."""

from egov.portal.shared.forms import read_amount
from egov.portal.shared.forms import read_decimal
from egov.portal.shared.forms import write_amount
from filing import as_manager
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
import pytest
from rest_calls import Rest


DAY = {"day": "mon", "opens": "07:30", "closes": "11:30"}
PROCEDURE = {"@type": "Procedure", "title": "Khai sinh", "code": "1.001193"}
AGENCY = {"@type": "Agency", "title": "Sở Tư pháp"}
SERVICE = {"@type": "Service", "title": "Cấp bản sao"}
TEMPLATE = {
    "@type": "FormTemplate",
    "title": "Tờ khai",
    "code": "TK-01",
    "file": {"data": "UEs=", "encoding": "base64", "filename": "a.docx"},
}
NOTICE = {"@type": "Announcement", "title": "Tin"}
DOCUMENT = {
    "@type": "LegalDocument",
    "title": "Nghị định",
    "number": "61/2018/NĐ-CP",
    "document_type": "nghi-dinh",
}
FEE = {"kind": "FEE", "amount": 8000.0, "currency": "VND", "description": "", "way": 2}
WAY = {"channel": "ONLINE", "time": 3, "unit": "DAY", "description": ""}

REFUSED = [
    ("thu-tuc", PROCEDURE, {"code": "1.001 193"}),
    ("thu-tuc", PROCEDURE, {"code": "../1"}),
    ("thu-tuc", PROCEDURE, {"field": "no-such-field"}),
    ("thu-tuc", PROCEDURE, {"levels": ["district"]}),
    ("thu-tuc", PROCEDURE, {"agency": "no-such-agency"}),
    ("thu-tuc", PROCEDURE, {"submission_ways": [WAY], "fees": [FEE]}),
    ("thu-tuc", PROCEDURE, {"effective_from": "2026-02-01", "effective_to": "2026-01-31"}),
    ("thu-tuc", PROCEDURE, {"successor": "1.001193"}),
    ("co-quan", AGENCY, {"website": "example.gov.vn"}),
    ("co-quan", AGENCY, {"website": "javascript:alert(1)"}),
    ("co-quan", AGENCY, {"email": "nobody"}),
    ("co-quan", AGENCY, {"phone": "call us"}),
    ("co-quan", AGENCY, {"latitude": 91.0}),
    ("co-quan", AGENCY, {"longitude": -181.0}),
    ("co-quan", AGENCY, {"working_hours": [{**DAY, "opens": "7:30"}]}),
    ("co-quan", AGENCY, {"working_hours": [{**DAY, "closes": "24:00"}]}),
    ("co-quan", AGENCY, {"working_hours": [{**DAY, "closes": "07:30"}]}),
    ("dich-vu", SERVICE, {"online_level": "partial"}),
    ("dich-vu", SERVICE, {"submission_place": "national"}),
    ("dich-vu", SERVICE, {"procedures": ["9.999999"]}),
    ("bieu-mau", TEMPLATE, {"valid_from": "2026-02-01", "valid_until": "2026-01-31"}),
    ("bieu-mau", TEMPLATE, {"file": None}),
    ("thong-bao", NOTICE, {"valid_from": "2026-02-01", "valid_until": "2026-01-31"}),
    ("thong-bao", NOTICE, {"kind": "gossip"}),
    ("van-ban", DOCUMENT, {"document_type": "novel"}),
    ("van-ban", DOCUMENT, {"effective_from": "2026-02-01", "expired_on": "2026-01-31"}),
]
ACCEPTED = [
    ("thu-tuc", PROCEDURE, {"submission_ways": [WAY, WAY], "fees": [FEE]}),
    ("thu-tuc", PROCEDURE, {"effective_from": "2026-02-01", "effective_to": "2026-02-01"}),
    ("co-quan", AGENCY, {"website": "https://example.gov.vn/a?b=1", "latitude": 21.0285}),
    ("co-quan", AGENCY, {"phone": "+84 (24) 3825.1234", "email": "a@b.vn"}),
    ("co-quan", AGENCY, {"working_hours": [DAY, {**DAY, "opens": "13:00", "closes": "17:00"}]}),
    ("dich-vu", SERVICE, {"online_level": "partial", "partial_reason": "Phải ký trực tiếp"}),
    ("bieu-mau", TEMPLATE, {}),
    ("thong-bao", NOTICE, {"kind": "urgent", "urgent_banner": True}),
    ("van-ban", DOCUMENT, {"issued_on": "2018-04-23"}),
]


@pytest.fixture
def rest(functional_portal, functional_app):
    rest = Rest(functional_app)
    rest.testapp.authorization = ("Basic", (SITE_OWNER_NAME, SITE_OWNER_PASSWORD))
    return rest


def test_wrong_content_is_refused_over_rest(functional_portal, rest):
    for section, content, wrong in REFUSED:
        answer = rest.post(functional_portal[section], **{**content, **wrong})
        assert answer.status_int == 400, (wrong, answer.text)
        assert functional_portal[section].objectIds() == [], wrong


@pytest.mark.parametrize("section,content,right", ACCEPTED)
def test_right_content_is_taken_over_rest(functional_portal, rest, section, content, right):
    answer = rest.post(functional_portal[section], **{**content, **right})
    assert answer.status_int == 201, answer.text


def test_a_code_is_used_once(functional_portal, rest):
    section = functional_portal["thu-tuc"]
    assert rest.post(section, **PROCEDURE).status_int == 201
    assert rest.post(section, **PROCEDURE).status_int == 400
    assert section.objectIds() == ["1.001193"]
    templates = functional_portal["bieu-mau"]
    assert rest.post(templates, **TEMPLATE).status_int == 201
    assert rest.post(templates, **{**TEMPLATE, "title": "Tờ khác"}).status_int == 400


def test_the_code_of_a_procedure_stays(functional_portal, rest):
    section = functional_portal["thu-tuc"]
    rest.post(section, **PROCEDURE)
    procedure = section["1.001193"]
    assert rest.patch(procedure, code="1.000001").status_int == 400
    assert rest.patch(procedure, title="Đăng ký khai sinh").status_int == 204
    assert rest.patch(procedure, code="1.001193", title="Khai sinh").status_int == 204


def test_the_code_of_a_form_template_may_be_corrected(functional_portal, rest):
    templates = functional_portal["bieu-mau"]
    rest.post(templates, **TEMPLATE)
    (template,) = templates.objectValues()
    assert rest.patch(template, code="TK-02").status_int == 204
    assert template.code == "TK-02"


@pytest.fixture
def add_form(functional_portal, functional_app):
    """Fills and saves an add form: add_form("thu-tuc", "Procedure", code="...") -> browser."""
    from plone.testing.zope import Browser

    def add_form(section, portal_type, **fields):
        browser = Browser(functional_app)
        browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
        url = functional_portal[section].absolute_url()
        browser.open(f"{url}/++add++{portal_type}")
        browser.getControl(name="form.widgets.IBasic.title").value = "Tên"
        for name, value in fields.items():
            control = browser.getControl(name=f"form.widgets.{name}")
            control.value = value
        browser.getControl(name="form.buttons.save").click()
        return browser

    return add_form


def complaint(browser, field):
    """What stands beside a field of the form."""
    import lxml.html

    assert "++add++" in browser.url, browser.url + browser.contents[:3000]
    (place,) = lxml.html.fromstring(browser.contents).xpath(
        f"//*[@id='formfield-form-widgets-{field}']"
    )
    return " ".join(
        " ".join(node.text_content().split())
        for node in place.xpath(".//*[contains(@class, 'invalid-feedback')]")
    )


def test_a_taken_code_is_told_beside_the_code(functional_portal, add_form):
    with as_manager():
        api.content.create(functional_portal["thu-tuc"], "Procedure", title="A", code="1.001193")
    import transaction

    transaction.commit()
    browser = add_form("thu-tuc", "Procedure", code="1.001193")
    assert complaint(browser, "code") == "Mã này đã được sử dụng."
    assert functional_portal["thu-tuc"].objectIds() == ["1.001193"]


def test_dates_in_the_wrong_order_are_told_beside_the_later_one(functional_portal, add_form):
    browser = add_form(
        "van-ban",
        "LegalDocument",
        **{"number": "1/QĐ", "effective_from": "2026-02-01", "expired_on": "2026-01-31"},
    )
    assert "không được trước ngày có hiệu lực" in complaint(browser, "expired_on")
    assert complaint(browser, "effective_from") == ""


def test_a_map_position_is_read_with_dot_or_comma(functional_portal, add_form):
    add_form("co-quan", "Agency", latitude="21.0285", longitude="105,8542")
    (agency,) = functional_portal["co-quan"].objectValues()
    assert (agency.latitude, agency.longitude) == (21.0285, 105.8542)


def test_a_position_that_is_no_number_is_told(functional_portal, add_form):
    browser = add_form("co-quan", "Agency", latitude="north")
    assert "21.0285" in complaint(browser, "latitude")


@pytest.mark.parametrize(
    "text,number",
    [
        ("8000", 8000.0),
        ("8.000", 8000.0),
        ("8,000", 8000.0),
        ("8 000", 8000.0),
        ("1.250.000", 1250000.0),
        ("10.5", 10.5),
        ("10,5", 10.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("0", 0.0),
        ("0.125", 0.125),
        ("8.00", 8.0),
        ("8.0000", 8.0),
        ("many", None),
        ("8.000 đồng", None),
        ("1.23.456", None),
    ],
)
def test_amounts_are_read_as_people_write_them(text, number):
    assert read_amount(text) == number


@pytest.mark.parametrize("number", [0.0, 5.0, 8000.0, 1250000.0, 10.5, 1234.5])
def test_an_amount_written_is_read_as_the_same(number):
    assert read_amount(write_amount(number)) == number


def test_decimals_never_take_a_dot_for_thousands():
    assert read_decimal("21.028") == 21.028
    assert read_decimal("nan") is None
    assert read_decimal("1e5") is None


def test_stored_rows_come_back_from_the_form_as_they_were(functional_portal, add_form):
    browser = add_form("thu-tuc", "Procedure", code="1.000009")
    assert "1.000009" in browser.url
    procedure = functional_portal["thu-tuc"]["1.000009"]
    assert procedure.steps == [] and procedure.executing_agencies == []
    assert procedure.decision_date is None
