"""What editors and reviewers are told: their lists, and why the public does not find content."""

from DateTime import DateTime
from egov.portal.search import missed
from egov.portal.site.editorial.landing import Landing
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


def view_of(portal):
    return api.content.get_view("editorial-work", portal, portal.REQUEST)


def lists(portal):
    """{name of a list: titles}."""
    return {
        each["name"]: [row["title"] for row in each["rows"]] for each in view_of(portal).lists()
    }


def test_lists_show_what_ones_agency_keeps(portal, agencies):
    a, b = agencies
    for agency in agencies:
        name = "A" if agency == a else "B"
        make(portal, f"{name} chờ", agency, "submit")
        make(portal, f"{name} sau", agency, "publish", effective=2)
        make(portal, f"{name} sắp", agency, "publish", expires=5)
        make(portal, f"{name} còn lâu", agency, "publish", expires=50)
        make(portal, f"{name} hết", agency, "publish", expires=-1)
        make(portal, f"{name} nháp", agency)

    def expected(name):
        return {
            "returned": [],
            "drafts": [],
            "others": [f"{name} nháp"],
            "scheduled": [f"{name} sau"],
            "expiring": [f"{name} sắp"],
            "expired": [f"{name} hết"],
        }

    with as_person(portal, "editor"):
        assert lists(portal) == {**expected("A"), "pending": ["A chờ"]}
    with as_person(portal, "reviewer"):
        assert lists(portal) == {**expected("A"), "review": ["A chờ"]}
    with as_person(portal, "other-reviewer"):
        assert lists(portal) == {**expected("B"), "review": ["B chờ"]}
    with as_person(portal, "portal-reviewer"):
        found = lists(portal)
        assert set(found["review"]) == {"A chờ", "B chờ"}
        assert [len(titles) for titles in found.values()] == [2, 0, 0, 2, 2, 2, 2]
    with as_person(portal, "officer"):
        assert not any(lists(portal).values())


def test_what_was_sent_back_says_why(portal, agencies):
    with as_person(portal, "editor"):
        faq = api.content.create(portal["hoi-dap"], "FAQ", title="Thiếu", agency=agencies[0])
        assert lists(portal)["drafts"] == ["Thiếu"]
        api.content.transition(faq, "submit")
    with as_person(portal, "reviewer"):
        api.content.transition(faq, "send_back", comment="Thiếu số điện thoại")
    with as_person(portal, "editor"):
        found = {each["name"]: each["rows"] for each in view_of(portal).lists()}
        assert [row["title"] for row in found["returned"]] == ["Thiếu"]
        assert found["returned"][0]["reason"]["comment"] == "Thiếu số điện thoại"
        api.content.transition(faq, "submit")
        assert lists(portal)["returned"] == []
    with as_person(portal, "other-editor"):
        assert lists(portal)["returned"] == []


def test_a_long_list_is_shown_in_short_and_whole(portal, agencies):
    for number in range(10):
        make(portal, f"Câu {number}", agencies[0], "submit")
    with as_person(portal, "reviewer"):
        short = view_of(portal).lists()[0]
        assert (len(short["rows"]), short["total"]) == (8, 10)
        assert short["more"].endswith("?list=review")
        portal.REQUEST.form["list"] = "review"
        [whole] = view_of(portal).lists()
        assert len(whole["rows"]) == 10


def test_what_was_sought_in_vain_is_told_without_who_asked(portal, agencies):
    missed.forget()
    missed.note("may xuc lat")
    with as_person(portal, "editor"):
        assert view_of(portal).missed()[0]["words"] == "may xuc lat"
    missed.forget()


@pytest.mark.parametrize(
    "person,came_from,lands",
    [
        ("editor", "", "/@@editorial-work"),
        ("editor", "http://nohost/plone", "/@@editorial-work"),
        ("reviewer", "http://nohost/plone/", "/@@editorial-work"),
        ("portal-editor", None, "/@@editorial-work"),
        ("officer", "", "/ho-so"),
        ("head", "", "/ho-so"),
        ("editor", "http://nohost/plone/hoi-dap", "/hoi-dap"),
    ],
)
def test_people_land_where_their_work_is(portal, agencies, person, came_from, lands):
    with as_person(portal, person):
        assert Landing(portal, portal.REQUEST)(came_from) == f"http://nohost/plone{lands}"


def test_citizens_stay_where_they_were(portal, agencies):
    with as_person(portal, "citizen"):
        assert not Landing(portal, portal.REQUEST)("")


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


MINUTES = 1 / 1440


def test_dates_hold_to_the_minute(portal, agencies):
    make(portal, "Vừa đăng", agencies[0], "publish", effective=-2 * MINUTES)
    make(portal, "Sắp đăng", agencies[0], "publish", effective=2 * MINUTES)
    make(portal, "Vừa hết", agencies[0], "publish", expires=-2 * MINUTES)
    make(portal, "Sắp hết", agencies[0], "publish", expires=2 * MINUTES)
    with as_person(portal, "anonymous"):
        found = {b.Title for b in api.portal.get_tool("portal_catalog")(portal_type="FAQ")}
    assert found == {"Vừa đăng", "Sắp hết"}


@pytest.mark.parametrize("view", ["", "/view"])
def test_what_is_to_come_is_there_for_its_keepers_only(functional_portal, functional_app, view):
    a, _b = make_agencies_and_people(functional_portal)
    faq = make(functional_portal, "Chưa", a, "publish", effective=2 * MINUTES)
    for person in ("anonymous", "citizen", "officer", "head", "other-editor", "other-reviewer"):
        assert Rest(functional_app, person).html(faq, view).status_code == 404, person
        assert Rest(functional_app, person).get(faq).status_code == 404, person
    for person in ("editor", "reviewer", "portal-editor", "portal-reviewer", "site-admin"):
        assert Rest(functional_app, person).html(faq, view).status_code == 200, person
        assert Rest(functional_app, person).get(faq).status_code == 200, person
    with api.env.adopt_roles(["Manager"]):
        faq.setEffectiveDate(DateTime() - MINUTES)
    assert Rest(functional_app).html(faq, view).status_code == 200


def test_what_has_expired_stays_at_its_address(functional_portal, functional_app):
    a, _b = make_agencies_and_people(functional_portal)
    faq = make(functional_portal, "Hết", a, "publish", expires=-1)
    for person in ("anonymous", "editor", "other-editor"):
        assert Rest(functional_app, person).html(faq, "/view").status_code == 200, person


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


@pytest.mark.parametrize("view", ["editorial-work", "broken-links"])
@pytest.mark.parametrize("person", ["anonymous", "citizen"])
def test_the_public_does_not_see_the_lists(functional_portal, functional_app, person, view):
    make_agencies_and_people(functional_portal)
    answer = Rest(functional_app, person).html(functional_portal, f"/@@{view}")
    assert answer.status_code in (302, 401)


def test_editors_are_told_that_content_has_expired(functional_portal, functional_app):
    a, _b = make_agencies_and_people(functional_portal)
    faq = make(functional_portal, "Hết", a, "publish", expires=-1)
    editor = Rest(functional_app, "editor")
    assert "state-expired" in editor.html(faq).text
    assert "state-expired" not in Rest(functional_app).html(faq).text
    assert "@@editorial-work" in editor.html(functional_portal).text
    assert "@@editorial-work" not in Rest(functional_app, "citizen").html(functional_portal).text
    for view in ("editorial-work", "editorial-work?list=drafts", "broken-links"):
        assert editor.html(functional_portal, f"/@@{view}").status_code == 200


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
