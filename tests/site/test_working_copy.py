"""Published content is changed through a working copy: an editor writes, a reviewer takes over."""

from egov.portal.catalogue.codes import check_code
from egov.portal.catalogue.procedure import IProcedure
from egov.portal.shared.fields import FieldInvalid
from people import as_person
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
import pytest
from z3c.form.validator import Data


@pytest.fixture
def published(portal, agencies):
    with api.env.adopt_roles(["Manager"]):
        faq = api.content.create(portal["hoi-dap"], "FAQ", title="Bao lâu?", agency=agencies[0])
        api.content.transition(faq, "publish")
    return faq


def control(content):
    return api.content.get_view("iterate_control", content, content.REQUEST)


def test_an_editor_writes_and_a_reviewer_takes_over(portal, published):
    with as_person(portal, "editor"):
        assert control(published).checkout_allowed()
        copy = ICheckinCheckoutPolicy(published).checkout(portal["hoi-dap"])
        assert api.content.get_state(copy) == "draft"
        assert copy.agency == published.agency
        assert api.user.has_permission("Modify portal content", obj=copy)
        copy.title = "Mất bao lâu?"
        assert not control(copy).checkin_allowed()
    with as_person(portal, "other-reviewer"):
        assert not control(copy).checkin_allowed()
    with as_person(portal, "anonymous"):
        assert not api.user.has_permission("View", obj=copy)
    with as_person(portal, "reviewer"):
        assert control(copy).checkin_allowed()
        changed = ICheckinCheckoutPolicy(copy).checkin("Rõ hơn")
    assert (changed.title, api.content.get_state(changed)) == ("Mất bao lâu?", "published")
    assert changed.getId() == published.getId()
    assert len(portal["hoi-dap"]) == 1


@pytest.fixture
def copied(portal, agencies):
    """A published procedure, and an editor's working copy of it."""
    with api.env.adopt_roles(["Manager"]):
        section = portal["thu-tuc"]
        procedure = api.content.create(
            section, "Procedure", "1.001193", title="Khai sinh", code="1.001193", agency=agencies[0]
        )
        api.content.create(section, "Procedure", "1.000001", title="Khác", code="1.000001")
        api.content.transition(procedure, "publish")
    with as_person(portal, "editor"):
        return procedure, ICheckinCheckoutPolicy(procedure).checkout(section)


def check(context, code):
    check_code(Data(IProcedure, {"code": code}, context), "Procedure")


def test_a_working_copy_keeps_the_code_of_its_original(portal, copied):
    with as_person(portal, "editor"):
        for content in copied:
            check(content, "1.001193")


@pytest.mark.parametrize("code", ["1.000001", "1.009999"])
def test_a_working_copy_takes_no_other_code(portal, copied, code):
    with as_person(portal, "editor"):
        for content in copied:
            with pytest.raises(FieldInvalid):
                check(content, code)


def test_a_copy_that_is_no_working_copy_needs_its_own_code(portal, copied):
    procedure, working_copy = copied
    with api.env.adopt_roles(["Manager"]):
        other = api.content.copy(procedure, portal["thu-tuc"], id="ban-sao")
    with pytest.raises(FieldInvalid):
        check(other, "1.001193")
    check(other, "1.009999")
    for content in (procedure, working_copy):
        check(content, "1.001193")


@pytest.mark.parametrize("person", ["other-editor", "officer", "citizen", "anonymous"])
def test_others_take_no_working_copy(portal, published, person):
    with as_person(portal, person):
        assert not control(published).checkout_allowed()


def test_an_agency_is_corrected_in_place(portal, agencies):
    with as_person(portal, "reviewer"):
        agency = api.content.get(UID=agencies[0])
        assert not control(agency).checkout_allowed()
        assert api.user.has_permission("Modify portal content", obj=agency)


@pytest.mark.parametrize("person", ["portal-editor", "portal-reviewer", "site-admin"])
def test_nobody_copies_a_whole_section(portal, agencies, person):
    with as_person(portal, person):
        assert not control(portal["hoi-dap"]).checkout_allowed()
