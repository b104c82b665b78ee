"""Who sees a dossier: its agency's officers and head, its applicant, and nobody else."""

from egov.portal import dossiers
from egov.portal.dossiers import rest
from filing import make_submission
import json
import pytest
import transaction


SEES = {"our-officers", "our-heads", "applicant"}
EVERYBODY = [
    None,
    "applicant",
    "stranger",
    "our-officers",
    "our-heads",
    "our-editors",
    "our-reviewers",
    "other-officers",
    "other-heads",
    "other-editors",
    "portal-editor",
    "portal-reviewer",
    "site-admin",
    "manager",
]
WAYS = {
    "page": ("", False),
    "view": ("/@@view", False),
    "file": ("/@@file/1", False),
    "rest": ("", True),
    "rest file": ("/@@file/1", True),
}


@pytest.mark.parametrize("way", WAYS)
def test_only_its_people_see_a_dossier(people, browse, way):
    suffix, as_json = WAYS[way]
    url = people["dossier"].absolute_url() + suffix
    got = {user for user in EVERYBODY if browse(url, user, as_json)[0] == 200}
    assert got == SEES


def test_nobody_else_is_shown_a_word_of_it(people, browse):
    url = people["dossier"].absolute_url()
    for user in set(EVERYBODY) - SEES:
        for as_json in (False, True):
            status, body, headers = browse(url, user, as_json)
            assert status in (302, 401, 404), user
            assert "Nguyễn Thị" not in body


def test_page_escapes_what_was_submitted(people, browse):
    status, body, headers = browse(people["dossier"].absolute_url(), "our-officers")
    assert "Nguyễn Thị &lt;b&gt;Hoa&lt;/b&gt;" in body
    assert "no-store" in headers["Cache-Control"]


def test_file_is_an_attachment_no_browser_opens(people, browse):
    url = people["dossier"].absolute_url() + "/@@file/1"
    status, body, headers = browse(url, "our-officers")
    assert body == b"%PDF-1.4 x"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_a_file_that_is_not_there_is_not_found(people, browse):
    for tail in ("/@@file/9", "/@@file", "/@@file/1/1", "/@@file/__class__"):
        assert browse(people["dossier"].absolute_url() + tail, "our-officers")[0] == 404


def test_attributes_of_a_dossier_have_no_address(people, browse):
    for name in (
        *("answers", "files", "log", "_secret_hash", "files/1", "state", "secret_fits"),
        *("contact", "contact/name", "consent", "form", "candidates"),
    ):
        url = people["dossier"].absolute_url() + "/" + name
        for user in (None, "manager", "our-officers"):
            assert browse(url, user)[0] in (302, 401, 404), (name, user)


def test_list_is_for_officers_and_heads(people, browse):
    url = people["dossier"].register().absolute_url()
    for as_json in (False, True):
        got = {user for user in EVERYBODY if browse(url, user, as_json)[0] == 200}
        assert got == {"our-officers", "our-heads", "other-officers", "other-heads"}


def test_list_shows_the_dossiers_of_ones_own_agency_only(people, browse):
    url = people["dossier"].register().absolute_url()
    code = people["receipt"].code
    assert code in browse(url, "our-officers")[1]
    assert code not in browse(url, "other-officers")[1]
    assert json.loads(browse(url, "our-heads", True)[1])["items_total"] == 1
    assert json.loads(browse(url, "other-heads", True)[1])["items"] == []


def test_the_list_over_rest_comes_in_batches_the_newest_first(
    people, browse, monkeypatch, one_a_minute
):
    monkeypatch.setattr(rest, "SLICE", 2)
    codes = [people["receipt"].code]
    for _number in range(5):
        codes.insert(0, dossiers.receive(make_submission(people["agency"])).code)
    dossiers.receive(make_submission(key="of nobody's agency"))
    transaction.commit()
    url = people["dossier"].register().absolute_url()
    got = []
    for start in (0, 3, 6):
        answer = browse(f"{url}?b_start={start}&b_size=3", "our-officers", True)[1]
        got.append([item["code"] for item in json.loads(answer)["items"]])
    assert got == [codes[:3], codes[3:], []]


def test_folders_of_days_list_nothing(people, browse):
    day = people["dossier"].aq_parent.absolute_url()
    code = people["receipt"].code
    for user in EVERYBODY:
        for tail in ("", "/folder_contents", "/folder_listing", "/@@listing_view"):
            assert code not in browse(day + tail, user)[1], (user, tail)
        assert code not in browse(day, user, True)[1]


def test_log_is_for_those_who_work_on_it(people, browse):
    url = people["dossier"].absolute_url()
    assert "log" in json.loads(browse(url, "our-officers", True)[1])
    assert "log" not in json.loads(browse(url, "applicant", True)[1])


def test_nobody_may_change_or_delete_a_dossier_by_hand(people):
    for permission in ("Modify portal content", "Delete objects", "Copy or Move"):
        roles = people["dossier"].rolesOfPermission(permission)
        assert [role["name"] for role in roles if role["selected"]] == [], permission


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("user", [None, *sorted(set(EVERYBODY) - SEES - {None})])
def test_nobody_else_is_told_whether_a_dossier_is_there(people, browse, user, as_json):
    register = people["dossier"].register().absolute_url()
    there = people["dossier"].absolute_url().removeprefix(register)
    day = there.rpartition("/")[0]
    guessed = [f"{day}/H15.50-261121-999999", "/2019/01/02/H15.50-261121-0001"]
    tails = ["", "/", "/@@view", "/@@nothing", "/nothing", "/@@file/1", "/@@file/1/1", "/@history"]
    if user is None or not user.endswith(("officers", "heads")):
        guessed += [day, "/2019", "/2019/01/02"]
    base = register.replace("/ho-so", "/++api++/ho-so") if as_json else register

    def answer(address):
        status, body, headers = browse(f"{base}{address}", user, as_json)
        return status, body.replace(address, "") if as_json else None

    for tail in tails:
        expected = answer(there + tail)
        assert expected[0] in (302, 401)
        for path in guessed:
            assert answer(path + tail) == expected, (path, tail)


def test_officers_go_from_the_folder_of_a_day_to_their_list(people, browse):
    day = people["dossier"].aq_parent.absolute_url()
    status, body, headers = browse(day, "our-officers")
    assert (status, headers["Location"]) == (302, people["dossier"].register().absolute_url())


def test_the_way_back_from_a_dossier_is_the_list(people, browse):
    dossier = people["dossier"]
    _status, body, _headers = browse(dossier.absolute_url(), "our-officers")
    assert f'href="{dossier.register().absolute_url()}"' in body
    day = dossier.aq_parent
    for folder in (day, day.aq_parent, day.aq_parent.aq_parent):
        assert f'href="{folder.absolute_url()}"' not in body


def test_no_namespace_leads_past_the_gate(people, browse):
    register = people["dossier"].register().absolute_url()
    year, month, tail = people["dossier"].absolute_url().removeprefix(f"{register}/").split("/", 2)
    for name in (f"++item++{year}", f"++attribute++{year}", f"++api++/{year}", f"./{year}"):
        there = browse(f"{register}/{name}/{month}/{tail}/@@nothing")[0]
        assert there == browse(f"{register}/{name}/{month}/00/x/@@nothing")[0], name


def test_the_way_to_the_list_is_offered_to_those_it_is_for(people, browse, functional_portal):
    home, link = functional_portal.absolute_url(), 'id="personaltools-dossiers"'
    offered = {user for user in EVERYBODY if link in browse(home, user)[1]}
    assert offered == {"our-officers", "our-heads", "other-officers", "other-heads"}
