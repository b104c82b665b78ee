"""/tra-cuu: the page on which an application is followed."""

from egov.portal import dossiers
from egov.portal.dossiers import states
from egov.portal.dossiers import tracking
from egov.portal.dossiers.display import moment
from filing import make_submission
from plone import api
import pytest
import re
import transaction


@pytest.fixture
def url(functional_portal):
    return functional_portal.absolute_url() + "/tra-cuu"


@pytest.fixture
def follow(visitor, url):
    """follow(code, secret, **given) -> the browser on the page after sending the form."""

    def following(code, secret, **given):
        browser = visitor(**given)
        browser.open(url)
        browser.getControl(name="code").value = code
        browser.getControl(name="secret").value = secret
        browser.getForm(action=url).submit()
        return browser

    return following


def test_code_and_secret_show_the_state(follow, people):
    receipt = people["receipt"]
    browser = follow(receipt.code, receipt.secret)
    page = browser.contents
    assert receipt.code in page
    assert re.search(r'id="tracking-state"\s*>Newly registered<', page)
    assert moment(receipt.received_at, "en") in page
    assert "An officer will check" in page
    assert "The course so far" in page
    for private in ("Nguyễn Thị", "Cấp bản sao", "applicant", "đơn xin", receipt.secret):
        assert private not in page


def test_every_state_says_what_is_asked():
    assert set(tracking.ASKED) == set(states.STATES)
    assert tracking.WAITING_FOR_APPLICANT < set(states.STATES)


def test_reasons_do_not_show_where_nothing_is_asked(follow, people):
    dossier = people["dossier"]
    with api.env.adopt_user("our-officers"):
        for name in ("accept", "process", "request_supplement", "resume"):
            dossier.portal_workflow.doActionFor(dossier, name, comment="Bà Hoa thiếu giấy")
    transaction.commit()
    page = follow(people["receipt"].code, people["receipt"].secret).contents
    assert "tracking-asked eg-note is-warn" not in page
    assert page.count("<li>") >= 4
    assert "Bà Hoa" not in page
    assert "our-officers" not in page


@pytest.mark.parametrize("steps", [["refuse"], ["accept", "stop"]])
def test_why_it_ended_is_told_to_the_applicant_and_not_to_who_has_the_secret(
    follow, browse, people, steps
):
    dossier = people["dossier"]
    with api.env.adopt_user("our-heads"):
        for name in steps:
            dossier.portal_workflow.doActionFor(dossier, name, comment="Bà Hoa ghi sai số")
    transaction.commit()
    page = follow(people["receipt"].code, people["receipt"].secret).contents
    assert "The agency's reason is in the letter" in page
    assert "Bà Hoa" not in page
    _status, page, _headers = browse(dossier.absolute_url(), "applicant")
    assert "Bà Hoa ghi sai số" in page


def test_payment_asked_for_is_told(follow, people):
    dossier = people["dossier"]
    with api.env.adopt_user("our-officers"):
        for name in ("accept", "request_payment"):
            dossier.portal_workflow.doActionFor(dossier, name, comment="Lệ phí <b>50.000</b> đồng")
    transaction.commit()
    page = follow(people["receipt"].code, people["receipt"].secret).contents
    assert "Lệ phí &lt;b&gt;50.000&lt;/b&gt; đồng" in page


def test_wrong_code_and_wrong_secret_show_the_same(follow, people):
    code, secret = people["receipt"].code, people["receipt"].secret
    pages = [
        follow(code, "0000-0000-0000-0000").contents.replace(code, "*"),
        follow("H15.50-200101-9999", secret).contents.replace("H15.50-200101-9999", "*"),
    ]
    assert pages[0] == pages[1]
    assert "There is no application with this code" in pages[0]
    assert 'href="#tracking-code"' in pages[0]
    assert 'aria-invalid="true"' in pages[0]


def test_secret_is_never_given_back(follow, people):
    secret = people["receipt"].secret
    assert secret not in follow(people["receipt"].code, secret).contents
    assert secret not in follow("H15.50-200101-9999", secret).contents
    assert secret not in follow("", secret).contents


def test_empty_fields_are_told_each(follow, people):
    page = follow(" ", "").contents
    assert re.search(r'href="#tracking-code"\s*>Enter the dossier code\.<', page)
    assert re.search(r'href="#tracking-secret"\s*>Enter the secret\.<', page)


def test_what_is_typed_is_escaped(follow, people):
    page = follow('"><script>alert(1)</script>', "<b>").contents
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "data",
    [
        "code:list=a&secret:list=b",
        "code:records=a&secret.x:record=b",
        "code=a&code=b&secret=c",
        "code=%ED%A0%80&secret=%FF%FE",
        "code=%00&secret=%0d%0aX:1",
        "code=${request}&secret=%24%7Bcontext%7D",
        "code=" + "a" * 20000 + "&secret=b",
        "",
    ],
)
def test_hostile_input_is_a_page_with_errors(visitor, url, people, data):
    browser = visitor()
    browser.open(url, data)
    assert browser.headers["status"].startswith(("200", "400")), browser.headers["status"]
    assert "tracking-result" not in browser.contents
    assert "Traceback" not in browser.contents


def test_code_and_secret_in_an_address_are_not_looked_at(visitor, url, people):
    receipt = people["receipt"]
    browser = visitor()
    browser.open(f"{url}?code={receipt.code}&secret={receipt.secret}")
    assert browser.url == url
    assert "tracking-result" not in browser.contents
    assert receipt.secret not in browser.contents


def test_form_posts_and_fills_in_nothing_by_itself(visitor, url, people):
    browser = visitor()
    browser.open(url)
    form = browser.contents.partition('class="tracking-form')[2].partition("</form>")[0]
    assert 'method="post"' in form
    assert form.count('autocomplete="off"') == 2


def test_pages_are_kept_nowhere(visitor, follow, url, people):
    browser = visitor()
    browser.open(url)
    assert "no-store" in browser.headers["Cache-Control"]
    for secret in (people["receipt"].secret, "0000"):
        browser = follow(people["receipt"].code, secret)
        assert "no-store" in browser.headers["Cache-Control"]
    browser = visitor("applicant")
    browser.open(url)
    assert "no-store" in browser.headers["Cache-Control"]


def test_signed_in_applicant_sees_their_own(visitor, url, people):
    browser = visitor("applicant")
    browser.open(url)
    mine = browser.contents.partition('class="tracking-mine')[2]
    assert people["receipt"].code in mine
    assert "Newly registered" in mine
    browser.getLink(people["receipt"].code).click()
    assert "Nguyễn Thị" in browser.contents


@pytest.mark.parametrize("user", ["stranger", "our-officers", "manager"])
def test_others_see_none(visitor, url, people, user):
    browser = visitor(user)
    browser.open(url)
    assert people["receipt"].code not in browser.contents
    assert "tracking-none" in browser.contents


def test_visitors_get_no_list(visitor, url, people):
    browser = visitor()
    browser.open(url)
    assert "tracking-mine" not in browser.contents
    assert people["receipt"].code not in browser.contents


def test_every_page_leads_here(visitor, url, functional_portal):
    browser = visitor()
    browser.open(functional_portal.absolute_url())
    assert browser.contents.count(f'href="{url}"') >= 2
    browser.getLink("Track an application", index=0).click()
    assert browser.url == url
    assert "Track an application" in browser.contents.partition("<h1")[2].partition("</h1>")[0]


def test_signed_in_applicants_leaf_through_all_of_theirs(visitor, url, people, monkeypatch):
    monkeypatch.setattr("egov.portal.dossiers.tracking_view.PAGE_OF_MINE", 2)
    codes = [people["receipt"].code]
    for _each in range(4):
        codes += [dossiers.receive(make_submission(people["agency"], applicant="applicant")).code]
    dossiers.receive(make_submission(people["agency"]))
    transaction.commit()
    browser = visitor("applicant")
    browser.open(url)
    pages = []
    while True:
        mine = browser.contents.partition('class="tracking-mine')[2]
        pages.append([code for code in reversed(codes) if f">{code}<" in mine])
        if 'rel="next"' not in mine:
            break
        browser.getLink("Older").click()
    assert [len(page) for page in pages] == [2, 2, 1]
    assert sorted(sum(pages, [])) == sorted(codes)
    browser.getLink("Newer").click()
    assert browser.url.endswith("?b_start=2")


def test_what_the_agency_asks_for_is_shown(follow, people):
    with api.env.adopt_user("our-officers"):
        people["dossier"].portal_workflow.doActionFor(
            people["dossier"], "request_supplement", comment="Thiếu <giấy> khai sinh"
        )
    transaction.commit()
    page = follow(people["receipt"].code, people["receipt"].secret).contents
    assert "Thiếu &lt;giấy&gt; khai sinh" in page
    assert "our-officers" not in page
