"""Whose name, address and number a form asks for, told from its questions."""

from egov.portal.intake.contact import contact_of
import pytest
from zope.schema import Text
from zope.schema import TextLine


def fields(*titles):
    return [(f"f{number}", TextLine(title=title)) for number, title in enumerate(titles)]


@pytest.mark.parametrize(
    ("titles", "meant"),
    [
        (("Tên cơ quan", "Họ và tên"), "f1"),
        (("Họ tên", "Họ và tên cha"), "f0"),
        (("Họ, chữ đệm, tên người được khai sinh", "Họ, chữ đệm, tên người yêu cầu"), "f1"),
        (("Họ và tên trẻ", "HỌ VÀ TÊN NGƯỜI NỘP"), "f1"),
        (("Company", "Full name"), "f1"),
    ],
)
def test_the_name_is_the_senders(portal, titles, meant):
    given = {f"f{number}": f"name {number}" for number in range(len(titles))}
    assert contact_of(fields(*titles), given)["name"] == given[meant]


@pytest.mark.parametrize("title", ["Họ hàng", "Tên", "Nơi ở", "Giờ hẹn", "Cho tên miền"])
def test_other_questions_are_no_name(portal, title):
    assert contact_of(fields(title), {"f0": "x"})["name"] == ""


def test_the_name_of_the_field_says_it_too(portal):
    assert contact_of([("ho_ten", TextLine(title="Quý danh"))], {"ho_ten": "Hoa"})["name"] == "Hoa"


def test_a_contact_is_one_line(portal):
    given = {"f0": "Hoa\r\nBcc: a@example.vn"}
    assert contact_of(fields("Họ và tên"), given)["name"] == "Hoa Bcc: a@example.vn"


def test_a_name_not_given_is_passed_over(portal):
    asked = fields("Họ và tên", "Họ tên khác")
    assert contact_of(asked, {"f0": None, "f1": "Hoa"})["name"] == "Hoa"
    assert contact_of([("a", Text(title="Họ và tên"))], {"a": "Hoa"})["name"] == ""
