"""What the holder of code and secret, and the signed-in applicant, do from the tracking page."""

from egov.portal.dossiers import holder
from egov.portal.dossiers import rating
from egov.portal.dossiers import states
from egov.portal.dossiers import withdrawing
from egov.portal.shared.clock import now
from plone import api
import pytest
import re
import time
import transaction


@pytest.fixture
def follow(visitor, functional_portal, people):
    """follow(user=None) -> a browser on the tracked dossier: by secret, or signed in."""

    def following(user=None, **given):
        browser = visitor(user, **given)
        if user:
            browser.open(people["dossier"].absolute_url())
            return browser
        browser.open(f"{functional_portal.absolute_url()}/tra-cuu")
        browser.getControl(name="code").value = people["receipt"].code
        browser.getControl(name="secret").value = people["receipt"].secret
        browser.getControl("Show the state").click()
        return browser

    return following


def move(dossier, *transitions, user="our-heads"):
    with api.env.adopt_user(user):
        for name in transitions:
            dossier.portal_workflow.doActionFor(dossier, name, comment="Vì lý do này")
    transaction.commit()


def status(browser):
    return int(browser.headers["status"].split()[0])


WAY_TO = {
    "new": [],
    "accepted": ["accept"],
    "refused": ["refuse"],
    "processing": ["accept", "process"],
    "supplement_requested": ["request_supplement"],
    "payment_requested": ["accept", "request_payment"],
    "stopped": ["accept", "stop"],
    "finished": ["accept", "process", "finish"],
    "returned": ["accept", "process", "finish", "return_result"],
}


@pytest.mark.parametrize("user", [None, "applicant"])
def test_withdrawing_asks_first_and_is_logged(follow, people, user):
    browser = follow(user)
    browser.getControl("Withdraw the application").click()
    assert "This cannot be undone" in browser.contents
    transaction.begin()
    assert people["dossier"].state() == "new"
    browser.getControl(name="reason").value = "Tôi nộp nhầm"
    browser.getControl("Yes, withdraw it").click()
    assert "Your application was withdrawn" in browser.contents
    transaction.begin()
    assert people["dossier"].state() == "withdrawn"
    entry = list(people["dossier"].log)[-1]
    assert (entry.what, entry.after, entry.why) == ("withdrawn", "withdrawn", "Tôi nộp nhầm")
    assert entry.who == (user or "")


def test_the_way_back_shows_the_new_state_without_the_secret(follow, people):
    browser = follow()
    browser.getControl("Withdraw the application").click()
    browser.getControl("Yes, withdraw it").click()
    browser.getControl("Back to the application").click()
    assert re.search(r'id="tracking-state"\s*>Withdrawn by the applicant<', browser.contents)
    assert "Withdraw the application" not in browser.contents


def test_states_before_a_result_are_those_the_workflow_lets_one_withdraw_in(portal):
    workflow = portal.portal_workflow["egov_dossier_workflow"]
    can = {id_ for id_, state in workflow.states.items() if "withdraw" in state.getTransitions()}
    assert can == states.BEFORE_A_RESULT


@pytest.mark.parametrize("state", sorted(WAY_TO))
def test_withdrawing_and_rating_are_offered_in_their_states_only(follow, people, state):
    move(people["dossier"], *WAY_TO[state])
    for user in (None, "applicant"):
        page = follow(user).contents
        assert ("/rut-ho-so" in page) == (state in states.BEFORE_A_RESULT)
        assert ("/danh-gia-ho-so" in page) == (state in rating.RATED_IN)


def test_too_late_to_withdraw_is_said(follow, people):
    browser = follow()
    browser.getControl("Withdraw the application").click()
    move(people["dossier"], "refuse")
    browser.getControl("Yes, withdraw it").click()
    assert status(browser) == 409
    assert "can no longer be withdrawn" in browser.contents
    transaction.begin()
    assert people["dossier"].state() == "refused"


def test_withdrawing_twice_is_withdrawing_once(follow, people):
    first, second = follow(), follow()
    for browser in (first, second):
        browser.getControl("Withdraw the application").click()
    for browser in (first, second):
        browser.getControl("Yes, withdraw it").click()
        assert "Your application was withdrawn" in browser.contents
    transaction.begin()
    assert [entry.what for entry in people["dossier"].log] == ["received", "withdrawn"]


def test_a_withdrawn_one_stays_withdrawn(people):
    withdrawing.withdraw(people["dossier"])
    for user in ("applicant", "our-officers", "our-heads"):
        with api.env.adopt_user(user):
            tool = people["dossier"].portal_workflow
            actions = tool.listActionInfos(object=people["dossier"])
            assert not [each for each in actions if each["category"] == "workflow"]


@pytest.mark.parametrize("user", [None, "applicant"])
def test_rating_is_stored_once_and_counted(follow, people, user):
    dossier = people["dossier"]
    move(dossier, "refuse")
    browser = follow(user)
    browser.getControl("Rate how your application").click()
    browser.getControl("Very satisfied").click()
    browser.getControl(name="comment").value = "Cán bộ <b>nhiệt tình</b>"
    browser.getControl("Send the rating").click()
    assert "Thank you" in browser.contents
    transaction.begin()
    assert dossier.rating["level"] == "very_satisfied"
    assert dossier.rating["comment"] == "Cán bộ <b>nhiệt tình</b>"
    assert [entry.what for entry in dossier.log][-1] == "rated"
    with pytest.raises(rating.NotNow):
        rating.rate(dossier, "not_satisfied")
    rating.rate(dossier, "very_satisfied")
    counted = rating.counts_of(dossier.register(), {dossier.agency})
    assert counted == {"": {"very_satisfied": 1, "satisfied": 0, "not_satisfied": 0}}
    assert rating.counts_of(dossier.register(), {"another"}) == {}
    browser = follow(user)
    assert "Very satisfied" in browser.contents
    assert "/danh-gia-ho-so" not in browser.contents
    page = follow("our-officers").contents
    assert "Cán bộ &lt;b&gt;nhiệt tình&lt;/b&gt;" in page


def test_a_rating_needs_a_level(follow, people):
    move(people["dossier"], "refuse")
    browser = follow()
    browser.getControl("Rate how your application").click()
    browser.getControl("Send the rating").click()
    assert "Choose one of the three answers." in browser.contents
    transaction.begin()
    assert people["dossier"].rating == {}


def test_ratings_at_the_same_moment_do_not_conflict(people):
    """The counters of one agency and procedure resolve two writes into one."""
    register = people["dossier"].register()
    rating.count_on(register, "a", "1.001193", "satisfied")
    transaction.commit()
    database = register._p_jar.db()
    managers = [transaction.TransactionManager() for _each in range(2)]
    connections = [database.open(manager) for manager in managers]
    try:
        for connection in connections:
            same = connection.get(register._p_oid)
            rating.count_on(same, "a", "1.001193", "satisfied")
        for manager in managers:
            manager.commit()
    finally:
        for manager, connection in zip(managers, connections, strict=True):
            manager.abort()
            connection.close()
    transaction.begin()
    assert rating.counts_of(register, {"a"})["1.001193"]["satisfied"] == 3


@pytest.mark.parametrize("address", ["rut-ho-so", "danh-gia-ho-so"])
@pytest.mark.parametrize("user", [None, "applicant", "our-officers"])
def test_pages_open_with_a_token_that_was_sent_only(
    visitor, functional_portal, people, address, user
):
    move(people["dossier"], "refuse")
    site = functional_portal.absolute_url()
    good = holder.token(people["receipt"].code)
    browser = visitor(user)
    browser.open(f"{site}/{address}?token={good}&confirmed=1&level=satisfied")
    assert browser.url == f"{site}/tra-cuu"
    wrong = [
        "",
        "x",
        "..",
        good[:-1],
        good + "0",
        "0" * 1000,
        "ả",
        holder.token(people["receipt"].code, now=time.time() - holder.GOOD_FOR - 1),
        holder.token("H15.50-200101-9999"),
    ]
    for token in wrong:
        browser = visitor(user)
        browser.open(f"{site}/{address}", f"token={token}&confirmed=1&level=satisfied")
        assert browser.url == f"{site}/tra-cuu", token
    transaction.begin()
    assert people["dossier"].state() == "refused"
    assert people["dossier"].rating == {}


@pytest.mark.parametrize("user", [None, "applicant"])
def test_doing_something_needs_the_pages_own_token_too(visitor, functional_portal, people, user):
    """Without plone.protect's token nothing is done, even with the dossier's own."""
    token = holder.token(people["receipt"].code)
    browser = visitor(user)
    browser.open(f"{functional_portal.absolute_url()}/rut-ho-so", f"token={token}&confirmed=1")
    assert status(browser) == 403
    transaction.begin()
    assert people["dossier"].state() == "new"


def test_a_token_is_good_for_one_dossier(people):
    token = holder.token(people["receipt"].code)
    assert holder.dossier_of(token).code == people["receipt"].code
    expires, given, _code = token.split(".", 2)
    assert holder.dossier_of(f"{expires}.{given}.H15.50-261122-0002") is None
    later = f"{int(expires, 16) + 9999:x}"
    assert holder.dossier_of(f"{later}.{given}.{people['receipt'].code}") is None


def test_pages_of_a_holder_are_kept_nowhere_and_have_no_secret(follow, people):
    browser = follow()
    assert people["receipt"].secret not in browser.contents
    browser.getControl("Withdraw the application").click()
    assert "no-store" in browser.headers["Cache-Control"]
    assert people["receipt"].secret not in browser.contents
    assert "?" not in browser.url
    for private in ("Nguyễn Thị", "đơn xin"):
        assert private not in browser.contents


def test_acting_as_holder_ends_with_the_act(people):
    before = api.user.get_current().getId()
    with holder.as_holder(people["dossier"]) as who:
        assert who == ""
        assert api.user.is_anonymous()
    assert api.user.get_current().getId() == before


def test_a_signed_in_applicant_sees_the_course_and_the_letters_that_were_sent(follow, people):
    dossier = people["dossier"]
    dossier.contact = {"name": "Hoa", "email": "hoa@example.vn", "phone": ""}
    move(dossier, "accept", "process")
    page = follow("applicant").contents
    assert "None so far." in page
    names = ("Newly registered", "Accepted", "Being processed")
    course = page.partition('class="dossier-course')[2].partition("</ol>")[0]
    assert [name for name in names if name in course] == list(names)
    assert "our-heads" not in page
    dossier.deliveries = {"0-new": now()}
    transaction.commit()
    assert f"Hồ sơ {dossier.code}: đã nhận được" in follow("applicant").contents
    dossier.contact = {}
    transaction.commit()
    assert "You gave no mail address" in follow("applicant").contents


def test_officers_see_the_log_and_no_course_for_the_applicant(follow, people):
    assert 'class="dossier-course' not in follow("our-officers").contents


def test_every_page_says_in_its_title_where_one_is(follow, people, visitor, functional_portal):
    browser = visitor()
    browser.open(f"{functional_portal.absolute_url()}/tra-cuu")
    title = re.search("<title>(.*?)</title>", browser.contents, re.S)[1]
    assert title.startswith("Track an application")
    browser = visitor(language="vi")
    browser.open(f"{functional_portal.absolute_url()}/tra-cuu")
    assert "<title>Track" not in browser.contents
    browser.open(functional_portal.absolute_url())
    home = re.search("<title>(.*?)</title>", browser.contents, re.S)[1]
    assert "&mdash;" not in home and "—" not in home


def test_heads_see_the_counts_of_their_agency(visitor, people):
    dossier = people["dossier"]
    rating.count_on(dossier.register(), dossier.agency, "", "not_satisfied")
    rating.count_on(dossier.register(), "another", "", "not_satisfied")
    transaction.commit()
    url = f"{dossier.register().absolute_url()}/@@ratings"
    browser = visitor("our-heads")
    browser.open(dossier.register().absolute_url())
    browser.getLink("Ratings by applicants").click()
    table = browser.contents.partition('class="table dossier-ratings"')[2].partition("</table>")[0]
    assert re.findall(r"<td[^>]*>(\d+)</td>", table) == ["0", "0", "1", "1"] * 2
    for user in ("our-officers", "stranger", "manager", None):
        browser = visitor(user)
        browser.open(url)
        assert "dossier-ratings" not in str(browser.contents), user
    browser = visitor("other-heads")
    browser.open(url)
    assert "Nobody has rated yet." in browser.contents
