"""Templates that only print, and what a page works out without asking the whole catalogue."""

from egov.portal.shared.caching.recording import record
from egov.portal.site.views.page import Page
from egov.portal.site.views.procedure import ProcedureView
from plone import api
import pytest


HOSTILE = '"><script>alert("x")</script>&<b>'


@pytest.fixture
def page(portal, http_request):
    return Page(portal, http_request)


@pytest.fixture
def make(portal):
    def maker(section, portal_type, **fields):
        with api.env.adopt_roles(["Manager"]):
            content = api.content.create(portal[section], portal_type, **fields)
            api.content.transition(content, "publish")
        return content

    return maker


def test_what_is_printed_is_escaped(page):
    printed = page.piece("links", links=[{"url": HOSTILE, "title": HOSTILE, "lang": None}])
    assert "<script" not in printed
    assert "<b>" not in printed
    assert printed.count("&quot;") >= 1


def test_what_is_printed_is_in_the_language_of_its_page(page):
    page.language = "en"
    assert "Was this page useful?" in page.piece("useful")
    page.language = "vi"
    assert "Was this page useful?" not in page.piece("useful")


def test_names_that_nothing_has_are_shown_none_the_less(page, make):
    """What comes later under such a name throws the page away that did not show it."""
    with record() as recording:
        assert page.find(portal_type="FAQ", procedures="8.000001") == []
    assert "procedures=8.000001" in recording.tags
    make("hoi-dap", "FAQ", title="Hỏi", procedures=["8.000001"])
    assert len(page.find(portal_type="FAQ", procedures="8.000001")) == 1


def test_agencies_kept_for_strangers_follow_their_changes(portal, http_request, make):
    agency = make("co-quan", "Agency", title="Sở Tư pháp", code="X1")
    procedure = make(
        "thu-tuc", "Procedure", title="Thủ tục", code="8.000002", executing_agencies=[agency.UID()]
    )

    def shown():
        return [link["title"] for link in ProcedureView(procedure, http_request).where]

    assert shown() == ["Sở Tư pháp"]
    with api.env.adopt_roles(["Manager"]):
        agency.title = "Sở Nội vụ"
        agency.reindexObject()
    assert shown() == ["Sở Nội vụ"]
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(agency, "withdraw")
    assert shown() == []
