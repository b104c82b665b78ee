"""Published content is changed through a working copy: an editor writes, a reviewer takes over."""

from people import as_person
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
import pytest


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


@pytest.mark.parametrize("person", ["other-editor", "officer", "citizen", "anonymous"])
def test_others_take_no_working_copy(portal, published, person):
    with as_person(portal, person):
        assert not control(published).checkout_allowed()


def test_an_agency_is_corrected_in_place(portal, agencies):
    with as_person(portal, "reviewer"):
        agency = api.content.get(UID=agencies[0])
        assert not control(agency).checkout_allowed()
        assert api.user.has_permission("Modify portal content", obj=agency)
