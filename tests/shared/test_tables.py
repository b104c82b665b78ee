"""Tables of forms: rows read and written with the widgets of one row are as the library's."""

from egov.portal.catalogue.importers.mapping import map_record
from egov.portal.shared.tables import QuickTable
from filing import as_manager
import gzip
import json
import lxml.html
from national_data import national
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
import pytest
import transaction


ODD = """<script>alert("1")</script> & 'x'
second line &amp; &#39;"""
STEPS = [{"name": f"Bước {number}", "description": ODD} for number in range(12)]
WAYS = [
    {"channel": "ONLINE", "time": 5, "unit": "WORKING_DAY", "description": "a\n\nb"},
    {"channel": "DIRECT", "time": None, "unit": None, "description": ""},
]
FEES = [
    {"way": None, "kind": "FEE", "amount": 8000.0, "currency": "VND", "description": ODD},
    {"way": 2, "kind": "SERVICE_FEE", "amount": None, "currency": "USD", "description": ""},
]
PAPERS = [
    {
        "case": "",
        "name": ODD,
        "code": "",
        "originals": 1,
        "copies": 0,
        "required": True,
        "electronic_form": False,
        "template": "TP-01",
        "attachments": "",
    },
    {
        "case": "Vắng mặt",
        "name": "Tờ khai",
        "code": "x",
        "originals": None,
        "copies": 12,
        "required": False,
        "electronic_form": True,
        "template": "",
        "attachments": "a\nb",
    },
]
FIELDS = {
    "steps": STEPS,
    "submission_ways": WAYS,
    "fees": FEES,
    "papers": PAPERS,
    "legal_basis": [
        {"number": "1/2020", "abstract": ODD, "issued": None, "issuer": 'Bộ "A"'},
    ],
    "cases": [{"code": "1", "name": "Thường", "time": 0, "unit": "HOUR"}],
}


@pytest.fixture
def procedure(functional_portal):
    with as_manager():
        content = api.content.create(
            functional_portal["thu-tuc"], "Procedure", title="Khai sinh", code="1.001193", **FIELDS
        )
    transaction.commit()
    return content


@pytest.fixture
def visit(functional_app):
    """visit(content) -> a browser at its form."""

    def visit(content):
        browser = Browser(functional_app)
        browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
        browser.open(f"{content.absolute_url()}/edit")
        return browser

    return visit


def tables(html):
    """The tables of the form, told as they are to a browser."""
    found = {}
    for table in lxml.html.fromstring(html).xpath("//div[contains(@class, 'pat-datagridfield')]"):
        name = table.xpath(".//input[contains(@name, '.count')]/@name")[0]
        found[name] = [told(node) for node in table.iter() if isinstance(node.tag, str)]
    return found


def told(node):
    text = node.text or ""
    attributes = dict(node.attrib)
    if "class" in attributes:
        attributes["class"] = sorted(attributes["class"].split())
    return node.tag, attributes, text if node.tag == "textarea" else " ".join(text.split())


def test_rows_look_as_the_library_makes_them(procedure, visit, monkeypatch):
    quick = tables(visit(procedure).contents)
    monkeypatch.setattr(QuickTable, "slow", True)
    whole = tables(visit(procedure).contents)
    assert quick.keys() == whole.keys() and len(quick) == 8
    for name in whole:
        assert quick[name] == whole[name], name


def values(content):
    return {name: getattr(content, name) for name in FIELDS}


def test_rows_are_read_as_the_library_reads_them(procedure, visit, monkeypatch):
    before, read = values(procedure), []
    for slow in (False, True):
        monkeypatch.setattr(QuickTable, "slow", slow)
        browser = visit(procedure)
        browser.getControl(name="form.widgets.fees.0.widgets.amount").value = "1.250.000"
        browser.getControl(name="form.widgets.papers.1.widgets.required:list").value = ["selected"]
        browser.getControl(name="form.widgets.steps.11.widgets.name").value = "  Xong "
        browser.getControl(name="form.buttons.save").click()
        transaction.begin()
        assert procedure.fees[0]["amount"] == 1250000.0 and procedure.fees[1] == FEES[1]
        assert procedure.papers[1]["required"] is True
        assert procedure.steps[11]["name"] == "Xong"
        read.append(values(procedure))
        for name, value in before.items():
            setattr(procedure, name, value)
        transaction.commit()
    assert read[0] == read[1]


def test_the_widgets_of_a_table_do_not_grow_with_its_rows(procedure, visit, monkeypatch):
    made = []

    def counting(table, idx):
        made.append(idx)
        return super(QuickTable, table).getWidget(idx)

    monkeypatch.setattr(QuickTable, "getWidget", counting, raising=False)
    browser = visit(procedure)
    few = len(made)
    assert few <= 2 * 8
    browser.getControl(name="form.buttons.save").click()
    assert len(made) - few <= 8


def test_what_is_wrong_in_a_cell_is_told_there_and_all_is_kept(procedure, visit):
    browser = visit(procedure)
    browser.getControl(name="form.widgets.submission_ways.0.widgets.time").value = "năm"
    browser.getControl(name="form.widgets.steps.3.widgets.name").value = "Bước ba"
    browser.getControl(name="form.buttons.save").click()
    page = lxml.html.fromstring(browser.contents)
    (row,) = page.xpath("//*[@id='formfield-form-widgets-submission_ways']//tr[@data-index='0']")
    assert row.xpath(".//*[contains(@class, 'invalid-feedback')]")
    assert row.xpath(".//input[contains(@name, '.time')]/@value") == ["năm"]
    assert browser.getControl(name="form.widgets.steps.3.widgets.name").value == "Bước ba"
    assert browser.getControl(name="form.widgets.fees.0.widgets.amount").value == "8.000"
    transaction.begin()
    assert values(procedure) == FIELDS
    # What is wrong elsewhere leaves the rows as they were sent.
    browser = visit(procedure)
    browser.getControl(name="form.widgets.IBasic.title").value = ""
    browser.getControl(name="form.widgets.fees.0.widgets.amount").value = "9000"
    browser.getControl(name="form.buttons.save").click()
    assert browser.getControl(name="form.widgets.fees.0.widgets.amount").value == "9.000"
    assert browser.getControl(name="form.widgets.papers.1.widgets.case").value == "Vắng mặt"


def test_rows_that_are_left_out_are_gone(procedure, visit):
    browser = visit(procedure)
    browser.getControl(name="form.widgets.steps.count").value = "2"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert [row["name"] for row in procedure.steps] == ["Bước 0", "Bước 1"]


@pytest.mark.parametrize("count", ["1000000", "-1", "many"])
def test_a_number_of_rows_nobody_has_is_refused(procedure, visit, count):
    browser = visit(procedure)
    browser.raiseHttpErrors = False
    browser.getControl(name="form.widgets.steps.count").value = count
    browser.getControl(name="form.buttons.save").click()
    assert browser.headers["status"].startswith("400")
    transaction.begin()
    assert procedure.steps == STEPS


def test_real_procedures_look_as_the_library_makes_them(functional_portal, visit, monkeypatch):
    """The one with most to say."""
    with gzip.open(national("dvcqg-procedures-199.jsonl.gz"), "rt", encoding="utf-8") as lines:
        records = [map_record(json.loads(line)) for line in lines if line.strip()]
    for record in sorted(records, key=lambda each: len(str(each.values)))[-1:]:
        with as_manager():
            content = api.content.create(functional_portal["thu-tuc"], "Procedure", **record.values)
        transaction.commit()
        quick = tables(visit(content).contents)
        with monkeypatch.context() as patch:
            patch.setattr(QuickTable, "slow", True)
            assert quick == tables(visit(content).contents), record.code
