"""What editors and reviewers are told: their lists, and why the public does not find content."""

from DateTime import DateTime
from people import as_person
from people import make_agencies_and_people
from plone import api
import pytest
from rest_calls import Rest


def make(portal, title, agency, *transitions, expires=None, effective=None):
    with api.env.adopt_roles(["Manager"]):
        faq = api.content.create(portal["hoi-dap"], "FAQ", title=title, agency=agency)
        for transition in transitions:
            api.content.transition(faq, transition)
        if expires is not None:
            faq.setExpirationDate(DateTime() + expires)
        if effective is not None:
            faq.setEffectiveDate(DateTime() + effective)
        faq.reindexObject()
    return faq


def lists(portal):
    view = api.content.get_view("editorial-work", portal, portal.REQUEST)
    return [[row["title"] for row in each["rows"]] for each in view.lists()]


def test_lists_show_what_ones_agency_keeps(portal, agencies):
    a, b = agencies
    for agency in agencies:
        name = "A" if agency == a else "B"
        make(portal, f"{name} chờ", agency, "submit")
        make(portal, f"{name} sắp", agency, "publish", expires=5)
        make(portal, f"{name} còn lâu", agency, "publish", expires=50)
        make(portal, f"{name} hết", agency, "publish", expires=-1)
        make(portal, f"{name} nháp", agency)
    for person in ("editor", "reviewer"):
        with as_person(portal, person):
            assert lists(portal) == [["A chờ"], ["A sắp"], ["A hết"], ["A nháp"]]
    with as_person(portal, "other-reviewer"):
        assert lists(portal) == [["B chờ"], ["B sắp"], ["B hết"], ["B nháp"]]
    with as_person(portal, "portal-reviewer"):
        assert [len(each) for each in lists(portal)] == [2, 2, 2, 2]
    with as_person(portal, "officer"):
        assert lists(portal) == [[], [], [], []]


def test_the_public_finds_neither_expired_nor_future_content(portal, agencies):
    make(portal, "Hết", agencies[0], "publish", expires=-1)
    make(portal, "Chưa", agencies[0], "publish", effective=2)
    make(portal, "Nay", agencies[0], "publish")
    with as_person(portal, "anonymous"):
        assert [b.Title for b in api.portal.get_tool("portal_catalog")(portal_type="FAQ")] == [
            "Nay"
        ]
    with as_person(portal, "editor"):
        section = "/".join(portal["hoi-dap"].getPhysicalPath())
        found = api.portal.get_tool("portal_catalog")(portal_type="FAQ", path=section)
        assert {brain.Title for brain in found} == {"Hết", "Chưa", "Nay"}


def test_publishing_sets_the_date_once(portal, agencies):
    with api.env.adopt_roles(["Manager"]):
        faq = make(portal, "Bao lâu?", agencies[0])
        # As Plone's form does at the first transition of any kind.
        faq.setEffectiveDate(DateTime() - 3)
        api.content.transition(faq, "publish")
        first = faq.effective_date
        assert DateTime() - first < 0.01
        for transition in ("withdraw", "reopen", "publish"):
            api.content.transition(faq, transition)
        assert faq.effective_date == first


def test_a_later_publication_date_is_kept(portal, agencies):
    later = make(portal, "Sau", agencies[0], effective=2)
    chosen = later.effective_date
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(later, "publish")
    assert later.effective_date == chosen


@pytest.mark.parametrize("person,status", [("anonymous", (302, 401)), ("citizen", (302, 401))])
def test_the_public_does_not_see_the_lists(functional_portal, functional_app, person, status):
    make_agencies_and_people(functional_portal)
    answer = Rest(functional_app, person).html(functional_portal, "/@@editorial-work")
    assert answer.status_code in status


def test_editors_are_told_that_content_has_expired(functional_portal, functional_app):
    a, _b = make_agencies_and_people(functional_portal)
    faq = make(functional_portal, "Hết", a, "publish", expires=-1)
    editor = Rest(functional_app, "editor")
    assert "state-expired" in editor.html(faq).text
    assert "state-expired" not in Rest(functional_app).html(faq).text
    assert "@@editorial-work" in editor.html(functional_portal).text
    assert "@@editorial-work" not in Rest(functional_app, "citizen").html(functional_portal).text
    assert editor.html(functional_portal, "/@@editorial-work").status_code == 200


def test_administrators_reach_the_members_of_an_agency(functional_portal, functional_app):
    a, _b = make_agencies_and_people(functional_portal)
    agency = api.content.get(UID=a)
    url = f"@@usergroup-groupprefs?searchstring=agency-{a}"
    assert url in Rest(functional_app, "site-admin").html(agency).text
    assert url not in Rest(functional_app, "editor").html(agency).text
    answer = Rest(functional_app, "site-admin").html(
        functional_portal, f"/{url}&form.button.Search=1"
    )
    assert f"agency-{a}-editors" in answer.text
