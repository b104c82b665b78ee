"""What applicants and programs write into fields of numbers is kept as they meant it."""

from filing import as_manager
from filing import make_service
from plone import api
import pytest
from stepping import press
import transaction


FIELDS = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="dien_tich" type="zope.schema.Float"><title>Diện tích</title></field>
  <field name="so_tang" type="zope.schema.Int"><title>Số tầng</title></field>
</schema></model>
"""


@pytest.fixture
def land(agency):
    service = make_service(agency, fields=FIELDS)
    transaction.commit()
    return service


def kept(dossiers):
    return {answer["name"]: answer["value"] for answer in dossiers()[0].answers}


@pytest.mark.parametrize(
    "language,area,floors,expected",
    [
        ("vi", "62.5", "3", (62.5, 3)),
        ("vi", "62,5", "1.200", (62.5, 1200)),
        ("vi", "105,8542312", "3", (105.8542312, 3)),
        ("en", "62,5", "1,200", (62.5, 1200)),
    ],
)
def test_a_page_keeps_the_number_that_was_meant(
    land, visitor, dossiers, language, area, floors, expected
):
    with as_manager():
        api.portal.set_registry_record("egov.portal.intake.review_one_step", True)
    transaction.commit()
    page = visitor()
    page.open(f"{land['to-khai'].absolute_url()}?set_language={language}")
    page.getControl(name="form.widgets.dien_tich").value = area
    page.getControl(name="form.widgets.so_tang").value = floors
    press(page)
    press(page, "submit")
    assert kept(dossiers) == dict(zip(("dien_tich", "so_tang"), expected, strict=True))


def test_a_part_of_a_whole_number_is_refused(land, visitor, dossiers):
    page = visitor(language="vi")
    page.open(land["to-khai"].absolute_url())
    page.getControl(name="form.widgets.dien_tich").value = "62,5"
    page.getControl(name="form.widgets.so_tang").value = "1.5"
    press(page, "submit")
    assert "form-widgets-so_tang" in page.contents
    assert not dossiers()


@pytest.mark.parametrize("number", [105.8542312, 1e-7, 12.0000001, 1e22, 1.5e300, 7, -0.25])
def test_a_number_over_rest_is_kept_to_its_last_digit(land, rest, dossiers, number):
    body = {"fields": {"dien_tich": number, "so_tang": 2.0}}
    answer = rest.post(f"{land.absolute_url()}/@submissions", body)
    assert answer.status_int == 201, answer.text
    assert kept(dossiers) == {"dien_tich": number, "so_tang": 2}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_refused_over_rest(land, rest, dossiers, number):
    body = f'{{"fields": {{"dien_tich": {number}, "so_tang": 2}}}}'
    answer = rest.post(f"{land.absolute_url()}/@submissions", body.encode())
    assert answer.status_int == 400
    assert [error["field"] for error in answer.json["errors"]] == ["dien_tich"]
    assert not dossiers()
