"""A dossier has its own addresses and none of those Plone gives to any content."""

from AccessControl import getSecurityManager
from egov.portal.dossiers import gate
from filing import PASSWORD
import json
from plone.testing.zope import Browser
import pytest
import transaction


PLONE = [
    "@@sharing",
    "sharing",
    "@@history",
    "@@historyview",
    "@@content-history",
    "@@folder_contents",
    "delete_confirmation",
    "@@delete_confirmation",
    "object_rename",
    "content_status_modify",
    "content_status_history",
    "edit",
    "@@edit",
    "@@manage",
    "manage",
    "manage_main",
    "manage_access",
    "manage_workspace",
    "@@manage-content-rules",
    "@@manage-portlets",
    "@@contentrule-form",
    "@@plone_context_state",
    "@@listing_view",
    "@@item_view",
    "@@images",
    "@@download/files",
    "@@display-file",
    "@@sendto_form",
    "@@iterate_control",
    "@@refresh-lock",
    "@@plone_lock_info",
    "@@get_macros",
    "@@main_template",
    "@@ajax-main-template",
    "@@render-portlet",
    "@@layout",
    "@@z3cform_validate_field",
    "index_html",
    "view/@@edit",
    "thu-tuc",
    "co-quan",
    "acl_users",
    "portal_workflow",
    "++view++edit",
    "++widget++x",
    "++attribute++answers",
    "answers",
    "log",
]
SERVICES = [
    "@history",
    "@sharing",
    "@lock",
    "@copy",
    "@move",
    "@types",
    "@breadcrumbs",
    "@navigation",
    "@actions",
    "@comments",
    "@relations",
    "@linkintegrity",
    "@translations",
    "@inherit",
    "@aliases",
    "@workingcopy",
    "@roles",
    "@search",
    "@querystring-search",
    "@vocabularies",
    "@sources/x",
    "@email-send",
    "@email-notification",
    "@groups",
    "@users",
]


@pytest.fixture
def send(functional_app):
    """send(method, url, user, data) -> the answer, over REST."""

    def sending(method, url, user, data=None):
        testapp = Browser(functional_app).testapp
        testapp.authorization = ("Basic", (user, PASSWORD))
        return testapp.request(
            url,
            method=method,
            body=json.dumps(data or {}).encode(),
            headers={"Accept": "application/json", "Content-Type": "application/json"},
            expect_errors=True,
        )

    return sending


@pytest.mark.parametrize("user", ["our-officers", "our-heads", "applicant"])
def test_what_plone_gives_to_any_content_is_not_there(people, browse, user):
    url = people["dossier"].absolute_url()
    got = {name: browse(f"{url}/{name}", user)[0] for name in PLONE}
    assert got == dict.fromkeys(PLONE, 404)


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_no_service_of_any_content_is_there(people, send, method):
    url = people["dossier"].absolute_url()
    for user in ("our-heads", "applicant"):
        got = {name: send(method, f"{url}/{name}", user).status_int for name in SERVICES}
        assert {name: status for name, status in got.items() if status not in (404, 405)} == {}


@pytest.mark.parametrize("method", ["PUT", "PROPFIND", "LOCK", "COPY", "MOVE", "MKCOL", "HEAD"])
def test_no_other_method_is_answered(people, send, method):
    for user in ("our-heads", "applicant"):
        assert send(method, people["dossier"].absolute_url(), user).status_int >= 400


def test_moving_on_over_rest_is_for_those_whom_the_workflow_names(people, send):
    dossier = people["dossier"]
    url = f"{dossier.absolute_url()}/@workflow"
    for user in ("applicant", "other-officers", "manager", "stranger"):
        assert send("POST", f"{url}/accept", user).status_int in (400, 401), user
        transaction.begin()
        assert dossier.state() == "new"
        assert dossier.effective_date is None
    answer = send("POST", f"{url}/accept", "our-officers", {"comment": "Đủ giấy tờ"})
    assert answer.json["review_state"] == "accepted"
    transaction.begin()
    assert list(dossier.log)[-1].why == "Đủ giấy tờ"
    assert "our-officers" not in send("GET", url, "applicant").text
    assert "our-officers" in send("GET", url, "our-heads").text


@pytest.mark.parametrize("comment", ["", "  ", None, ["a"], {"a": 1}, "x" * 2001])
def test_a_reason_is_needed_and_is_a_short_text_over_rest_too(people, send, comment):
    url = f"{people['dossier'].absolute_url()}/@workflow/refuse"
    assert send("POST", url, "our-officers", {"comment": comment}).status_int == 400
    assert send("POST", url, "our-officers").status_int == 400
    transaction.begin()
    assert people["dossier"].state() == "new"


def test_another_sites_page_cannot_move_a_dossier_on(people, functional_app):
    testapp = Browser(functional_app).testapp
    testapp.authorization = ("Basic", ("applicant", PASSWORD))
    url = people["dossier"].absolute_url().replace("/ho-so", "/++api++/ho-so")
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = testapp.post(
            f"{url}/@workflow/withdraw", b"{}", {"Content-Type": kind}, expect_errors=True
        )
        assert answer.status_int == 415
    transaction.begin()
    assert people["dossier"].state() == "new"


@pytest.mark.parametrize("user", [None, "stranger", "other-officers", "manager"])
def test_a_guessed_address_is_asked_after_like_a_true_one(people, browse, monkeypatch, user):
    """One dossier is woken and its permission asked for, or none: whether it is there or not."""
    asked = []

    class Asking:
        """The security manager, remembering what it is asked about dossiers."""

        def __init__(self):
            self.real = getSecurityManager()

        def __getattr__(self, name):
            return getattr(self.real, name)

        def checkPermission(self, permission, content):
            if content.portal_type == "Dossier":
                asked.append(permission)
            return self.real.checkPermission(permission, content)

    monkeypatch.setattr(gate, "getSecurityManager", Asking)
    url = people["dossier"].absolute_url()
    ways = []
    for address in (url, f"{url}9", url.replace("/ho-so/2", "/ho-so/1"), f"{url}/@@file/1"):
        assert browse(address, user)[0] in (302, 401)
        ways.append([*asked])
        asked.clear()
    assert ways == [["View"] if user else []] * 4
