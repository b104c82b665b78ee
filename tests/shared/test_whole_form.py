"""Invariants are asked of everything a form says, whichever fieldset it says it in."""

import datetime
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.fields import FieldInvalid
from egov.portal.shared.whole_form import WholeForm
from filing import as_manager
import lxml.html
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.z3cform.interfaces import IPloneFormLayer
from plone.testing.zope import Browser
import pytest
import transaction
from z3c.form.field import Fields
from z3c.form.form import Form
from z3c.form.group import Group
from z3c.form.group import GroupForm
from zope import schema
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface import invariant


class ITwoDays(Interface):
    first = schema.Date(title="First")
    last = schema.Date(title="Last")

    @invariant
    def in_order(data):
        if data.last < data.first:
            raise FieldInvalid("last", "Too early")

    @invariant
    def not_on_new_year(data):
        if data.first.month == data.first.day == 1:
            raise Invalid("A holiday")


@implementer(ITwoDays)
class Days:
    first = datetime.date(2026, 5, 1)
    last = datetime.date(2026, 5, 31)


class LastDay(Group):
    fields = Fields(ITwoDays["last"])


class DaysForm(WholeForm, GroupForm, Form):
    fields = Fields(ITwoDays["first"])
    groups = (LastDay,)


@pytest.fixture
def filled(portal):
    """filled(first, last, stored=None) -> (data, errors, form) of a form with two fieldsets."""
    request = portal.REQUEST
    alsoProvides(request, IPloneFormLayer, IEgovLayer)

    def filled(first, last, stored=None):
        request.form.update({"form.widgets.first": first, "form.widgets.last": last})
        form = DaysForm(stored or portal, request)
        form.ignoreContext = stored is None
        form.update()
        return *form.extractData(), form

    return filled


def test_what_is_added_is_checked_across_fieldsets(filled):
    _data, errors, form = filled("2026-03-02", "2026-03-01")
    assert [error.message for error in errors] == ["Too early"]
    (group,) = form.groups
    assert [error.message for error in group.widgets.errors] == ["Too early"]
    assert group.widgets["last"].error is errors[0]
    assert not form.widgets.errors


def test_what_is_changed_in_both_fieldsets_is_not_measured_by_what_is_stored(filled):
    data, errors, _form = filled("2026-07-01", "2026-07-02", stored=Days())
    assert errors == ()
    assert data["last"] == datetime.date(2026, 7, 2)


def test_what_is_changed_wrongly_is_told_once(filled):
    _data, errors, _form = filled("2026-07-02", "2026-07-01", stored=Days())
    assert [error.message for error in errors] == ["Too early"]


def test_a_complaint_without_a_field_stands_at_what_it_read(filled):
    _data, errors, form = filled("2026-01-01", "2026-01-02")
    assert [error.message for error in errors] == ["A holiday"]
    assert form.widgets["first"].error is errors[0]


def test_a_field_that_cannot_be_read_is_the_only_complaint(filled):
    _data, errors, form = filled("yesterday", "2020-01-01", stored=Days())
    assert [error.widget for error in errors] == [form.widgets["first"]]


@pytest.fixture
def visit(functional_app, functional_portal):
    """A browser at an address, signed in as the administrator; `fields` filled in and saved."""

    def visit(address, language="vi", **fields):
        browser = Browser(functional_app)
        browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
        browser.addHeader("Accept-Language", language)
        browser.open(f"{functional_portal.absolute_url()}{address}?set_language={language}")
        for name, value in fields.items():
            browser.getControl(name=f"form.widgets.{name}").value = value
        browser.getControl(name="form.buttons.save").click()
        return browser

    return visit


def said(browser):
    """{(fieldset, field): complaint} of the form."""
    found = {}
    for field in lxml.html.fromstring(browser.contents).xpath(
        "//fieldset//*[contains(concat(' ', @class, ' '), ' field ')]"
    ):
        words = [
            " ".join(node.text_content().split())
            for node in field.xpath(".//*[contains(@class, 'invalid-feedback')]")
        ]
        if words:
            (fieldset,) = field.xpath("ancestor::fieldset[starts-with(@id, 'fieldset-')]/@id")
            name = field.get("id", "").removeprefix("formfield-form-widgets-")
            found[fieldset, name] = " ".join(words)
    return found


NEW = {"IBasic.title": "Khai sinh", "code": "1.001193"}


@pytest.mark.parametrize(
    "language, words",
    [
        ("vi", "Thủ tục không thể được thay thế bởi chính nó."),
        ("en", "It cannot be replaced by itself."),
    ],
)
def test_no_new_procedure_is_its_own_successor(functional_portal, visit, language, words):
    browser = visit("/thu-tuc/++add++Procedure", language, **NEW, successor="1.001193")
    assert said(browser) == {("fieldset-law", "successor"): words}
    assert functional_portal["thu-tuc"].objectIds() == []


def test_no_procedure_becomes_its_own_successor(functional_portal, visit):
    with as_manager():
        api.content.create(functional_portal["thu-tuc"], "Procedure", title="A", code="1.001193")
    transaction.commit()
    browser = visit("/thu-tuc/1.001193/edit", successor="1.001193")
    assert list(said(browser)) == [("fieldset-law", "successor")]
    assert not functional_portal["thu-tuc"]["1.001193"].successor


def test_what_is_right_is_added(functional_portal, visit):
    visit("/thu-tuc/++add++Procedure", **NEW, successor="1.001194")
    assert functional_portal["thu-tuc"]["1.001193"].successor == "1.001194"


def test_expiry_before_publication_is_told_at_its_field(functional_portal, visit):
    dates = {
        "IPublication.effective": "2026-12-02T08:00",
        "IPublication.expires": "2026-12-01T08:00",
    }
    browser = visit("/thong-bao/++add++Announcement", **{"IBasic.title": "Tin", **dates})
    ((place, words),) = said(browser).items()
    assert place == ("fieldset-dates", "IPublication-expires")
    assert words == "Ngày hết hạn phải sau ngày đăng."
    assert functional_portal["thong-bao"].objectIds() == []
