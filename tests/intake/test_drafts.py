"""Drafts: who holds one, how long, and what is left of it."""

from datetime import timedelta
from egov.portal.intake.drafts import store as drafts_store
from egov.portal.intake.drafts.private_logs import WithoutLinks
from egov.portal.intake.drafts.store import get_store
from egov.portal.intake.drafts.store import of_user
from egov.portal.intake.drafts.sweeping import sweep
from egov.portal.shared import limiting
from egov.portal.shared.limiting import counting
from filing import fill_papers
from filing import fill_person
from filing import make_service
from filing import make_user
from filing import STEPPED
import logging
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
import pytest
import re
from stepping import first_step
from stepping import press
from stepping import receipt
from stepping import save
from stepping import to_review
import transaction


NAME = "Nguyễn Thị Hoa"


@pytest.fixture
def url(agency):
    service = make_service(agency, title="Cấp bản sao từng bước", fields=STEPPED)
    make_user("editor", agency, "editors")
    transaction.commit()
    return service["to-khai"].absolute_url()


@pytest.fixture
def stored(functional_portal):
    """A function giving all drafts in the database."""

    def drafts():
        transaction.begin()
        store = get_store()
        return [store._drafts[key] for key in store.keys()] if store is not None else []

    return drafts


@pytest.fixture
def later(monkeypatch):
    """later(minutes=61): the portal's clock goes on."""

    def go_on(**time):
        moment = drafts_store.now() + timedelta(**time)
        for module in ("store", "holding", "sweeping"):
            monkeypatch.setattr(f"egov.portal.intake.drafts.{module}.now", lambda: moment)
        monkeypatch.setattr("egov.portal.intake.wizard.page.now", lambda: moment)

    return go_on


def cookie_of(page, name="egov_draft"):
    """What a browser was given as a cookie."""
    return next((c for c in page.testapp.cookiejar if c.name == name), None)


def use_cookie(page, url, value, name="egov_draft"):
    page.open(f"{url}/xoa?xong=1")
    page.cookies.clearAll()
    page.cookies.create(name, value, path=re.sub(r"https?://[^/]+", "", url))


def test_the_cookie_is_for_the_form_and_the_session_only(url, visitor):
    page = visitor()
    page.followRedirects = False
    page.open(url)
    fill_person(page)
    press(page)
    (header,) = [value for name, value in page.headers.items() if name.lower() == "set-cookie"]
    attributes = header.split("; ")[1:]
    assert "HttpOnly" in attributes
    assert "SameSite=Lax" in attributes
    assert f"Path={re.sub('https?://[^/]+', '', url)}" in attributes
    assert not any(each.lower().startswith(("expires", "max-age")) for each in attributes)


def test_the_cookie_is_for_https_only_where_the_portal_is(url, visitor):
    page = visitor()
    page.followRedirects = False
    page.open(url.replace("http:", "https:"))
    fill_person(page)
    press(page)
    (header,) = [value for name, value in page.headers.items() if name.lower() == "set-cookie"]
    assert "Secure" in header.split("; ")


def test_a_draft_keeps_texts_and_files_and_is_in_no_catalogue(url, visitor, stored, portal):
    page = visitor()
    to_review(page, url)
    (draft,) = stored()
    assert draft.answers["ho_ten"] == NAME
    assert draft.answers["so_ban"] == 1200
    assert draft.files["don"].filename == "đơn.pdf"
    assert get_store().number() == 1
    assert get_store().size() == draft.files["don"].getSize()
    found = portal.portal_catalog.unrestrictedSearchResults(SearchableText=NAME)
    assert not found


def test_nothing_is_left_of_a_draft_that_was_sent(url, visitor, stored):
    page = visitor()
    to_review(page, url)
    press(page, "submit")
    receipt(page)
    assert stored() == []
    assert get_store().number() == 0
    assert get_store().size() == 0
    assert cookie_of(page) is None


def test_nobody_without_the_cookie_sees_a_draft(url, visitor, stored):
    holder = visitor()
    to_review(holder, url)
    (draft,) = stored()
    token = cookie_of(holder).value.partition(".")[2]
    strangers = [visitor(), visitor("hoa"), visitor("officer"), visitor("editor")]
    administrator = visitor()
    administrator.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    for cookie in (
        None,
        f"{draft.id}.{'A' * 43}",
        f"{draft.id}.",
        f"{'0' * 32}.{token}",
        f"{draft.id}.{token[:-1]}",
        f"{draft.id}.{token.swapcase()}",
        draft.id,
        "x" * 9000,
    ):
        for page in (*strangers, administrator):
            if cookie:
                use_cookie(page, url, cookie)
            for address in ("/buoc/1", "/buoc/2", "/kiem-tra", "/luu", "/tiep-tuc", "/xoa", ""):
                page.open(url + address)
                assert NAME not in page.contents, (cookie, address)
                assert draft.key not in page.contents, (cookie, address)
    assert len(stored()) == 1


def test_no_address_leads_to_the_drafts(url, visitor, rest, stored, functional_portal):
    to_review(visitor(), url)
    (draft,) = stored()
    administrator = visitor()
    administrator.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    portal_url = functional_portal.absolute_url()
    for address in (
        f"{portal_url}/__annotations__/egov.portal.intake.drafts/_drafts/{draft.id}",
        f"{portal_url}/__annotations__",
        f"{portal_url}/egov.portal.intake.drafts",
        f"{url}/{draft.id}",
        f"{url}/buoc/{draft.id}",
        f"{portal_url}/++api++/{url[len(portal_url) + 1 :]}/buoc/1",
        f"{portal_url}/++api++/{url[len(portal_url) + 1 :]}",
    ):
        administrator.open(address)
        shown = str(administrator.contents)
        assert NAME not in shown
        # An address without a page offers to search for what it ends with.
        assert draft.id not in shown.replace(address, "").replace(f'value="{draft.id}"', "")


def test_a_draft_of_one_form_opens_no_other(url, agency, visitor):
    other = make_service(agency, title="Một dịch vụ khác", fields=STEPPED)["to-khai"].absolute_url()
    transaction.commit()
    holder = visitor()
    first_step(holder, url)
    use_cookie(holder, other, cookie_of(holder).value)
    holder.open(f"{other}/buoc/1")
    assert NAME not in holder.contents


def test_the_forms_address_asks_whether_to_go_on_and_shows_nothing(url, visitor):
    page = visitor()
    first_step(page, url)
    page.open(url)
    assert page.url == f"{url}/tiep-tuc"
    assert NAME not in page.contents
    press(page)
    assert page.url == f"{url}/buoc/2"
    page.open(url)
    page.getLink(url="?moi=1").click()
    assert page.getControl(name="form.widgets.ho_ten").value == ""


def test_starting_anew_asks_before_it_gives_up_what_was_begun(url, visitor, stored):
    page = visitor()
    first_step(page, url)
    (before,) = stored()
    page.open(f"{url}?moi=1")
    fill_person(page, ho_ten="Người thứ hai")
    press(page)
    assert len(stored()) == 1
    assert page.getControl(name="form.widgets.ho_ten").value == "Người thứ hai"
    press(page)
    assert page.url == f"{url}/buoc/2"
    (after,) = stored()
    assert (after.answers["ho_ten"], after.id != before.id) == ("Người thứ hai", True)


def test_the_first_step_sent_again_from_a_kept_page_is_the_same_draft(url, visitor, stored):
    page = visitor()
    page.open(url)
    fill_person(page)
    key = page.getControl(name="draft_key").value
    press(page)
    page.open(f"{url}?moi=1")
    page.getControl(name="draft_key").value = key
    fill_person(page, ho_ten="Sửa lại")
    press(page)
    (draft,) = stored()
    assert draft.answers["ho_ten"] == "Sửa lại"


def test_after_a_time_without_change_the_browser_shows_nothing(url, visitor, later, stored):
    page = visitor()
    first_step(page, url)
    later(minutes=61)
    for address in ("", "/buoc/1", "/buoc/2", "/kiem-tra", "/xoa"):
        page.open(url + address)
        assert page.url == f"{url}/tiep-tuc"
        assert NAME not in page.contents
        assert "draft-asleep" in page.contents
    assert len(stored()) == 1


def test_an_open_page_is_saved_however_long_somebody_was_away(url, visitor, later, stored):
    page = visitor()
    first_step(page, url)
    fill_papers(page)
    later(minutes=61)
    press(page)
    assert page.url == f"{url}/kiem-tra"
    assert "don" in stored()[0].files


def test_the_private_link_opens_the_draft_in_another_browser(url, visitor, dossiers):
    page = visitor()
    to_review(page, url)
    link = save(page)
    assert page.url == f"{url}/luu?xong=1"
    page.open(f"{url}/kiem-tra")
    assert NAME not in page.contents
    other = visitor()
    other.open(link)
    assert other.url == f"{url}/tiep-tuc"
    assert NAME not in other.contents
    press(other)
    assert other.url == f"{url}/kiem-tra"
    press(other, "submit")
    receipt(other)
    assert len(dossiers()) == 1


def test_the_link_keeps_its_secret_to_itself(url, visitor):
    page = visitor()
    first_step(page, url)
    link = save(page)
    other = visitor()
    other.followRedirects = False
    other.open(link)
    assert other.headers["Referrer-Policy"] == "no-referrer"
    assert other.headers["Cache-Control"] == "private, no-store"
    assert other.headers["X-Robots-Tag"] == "noindex"
    token = link.rpartition("/")[2]
    assert token not in other.headers["Location"]
    assert token not in str(other.contents)


def test_opening_the_link_writes_nothing(url, visitor, functional_portal):
    page = visitor()
    first_step(page, url)
    link = save(page)
    database = functional_portal._p_jar.db()
    before = database.lastTransaction()
    visitor().open(link)
    assert database.lastTransaction() == before


def test_opening_the_link_ends_the_session_of_the_other_browser(url, visitor):
    page = visitor()
    first_step(page, url)
    press(page, "leave")
    link = re.search(r'value="([^"]+/mo/[^"]+)"', page.contents)[1]
    other = visitor()
    other.open(link)
    press(other)
    assert other.url == f"{url}/buoc/2"
    page.open(f"{url}/buoc/1")
    assert NAME not in page.contents


def test_a_wrong_link_opens_nothing(url, visitor, stored):
    page = visitor()
    first_step(page, url)
    (draft,) = stored()
    guess = f"{url}/mo/{draft.id}.{'A' * 43}"
    other = visitor()
    other.open(guess)
    assert other.url == f"{url}/tiep-tuc?khac=1"
    assert cookie_of(other, "egov_draft_link") is None
    link = save(page)
    other.open(link[:-1] + ("A" if link[-1] != "A" else "B"))
    assert "form.buttons.continue" not in other.contents


def test_a_saved_draft_is_gone_when_its_days_are_over(url, visitor, later):
    page = visitor()
    first_step(page, url)
    link = save(page)
    later(days=6, hours=23)
    other = visitor()
    other.open(link)
    assert "form.buttons.continue" in other.contents
    later(days=1)
    other = visitor()
    other.open(link)
    assert other.url == f"{url}/tiep-tuc?khac=1"
    assert "form.buttons.continue" not in other.contents


def test_a_draft_is_deleted_after_asking(url, visitor, stored):
    page = visitor()
    to_review(page, url)
    page.getLink(url=f"{url}/xoa").click()
    assert NAME not in page.contents
    assert len(stored()) == 1
    press(page, "delete")
    assert stored() == []
    assert get_store().size() == 0
    page.open(f"{url}/kiem-tra")
    assert NAME not in page.contents


@pytest.mark.parametrize(
    "address", ["/@@view", "/buoc/1", "/kiem-tra", "/luu", "/tiep-tuc", "/xoa"]
)
def test_nothing_changes_without_a_token(url, visitor, stored, dossiers, address):
    page = visitor()
    to_review(page, url)
    (draft,) = stored()
    before = (draft.answers, draft.session, draft.links, draft.changed)
    sent = f"draft_key={draft.key}&draft={draft.id}&digest={draft.digest.hex()}"
    page.open(url + address, sent + "&form.buttons.submit=1&form.widgets.ho_ten=x&replace=1")
    assert page.headers["status"].startswith("403")
    (draft,) = stored()
    assert (draft.answers, draft.session, draft.links, draft.changed) == before
    assert not dossiers()


@pytest.mark.parametrize(
    "header",
    [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "http://evil"),
        ("Origin", "http://["),
    ],
)
def test_nothing_is_taken_from_a_page_of_another_site(url, visitor, stored, header):
    page = visitor()
    page.open(url)
    fill_person(page)
    page.addHeader(*header)
    press(page)
    assert page.headers["status"].startswith("403")
    assert stored() == []


def test_a_cookie_laid_by_somebody_else_ends_when_the_draft_is_opened(url, visitor):
    """Whoever knows the token of a session does not keep it when the link is opened."""
    attacker = visitor()
    first_step(attacker, url)
    press(attacker, "leave")
    link = re.search(r'value="([^"]+/mo/[^"]+)"', attacker.contents)[1]
    victim = visitor()
    victim.open(link)
    press(victim)
    victim.getControl(name="form.widgets.loai:list").value = ["ket_hon"]
    press(victim, "back")
    attacker.open(f"{url}/buoc/2")
    assert attacker.url == f"{url}/tiep-tuc?khac=1"


def test_a_signed_in_citizens_draft_is_their_own(url, visitor, stored):
    page = visitor("hoa")
    first_step(page, url)
    (draft,) = of_user("hoa")
    assert draft.id == stored()[0].id
    signed_out = visitor()
    use_cookie(signed_out, url, cookie_of(page).value)
    signed_out.open(f"{url}/buoc/1")
    assert NAME not in signed_out.contents
    elsewhere = visitor("hoa")
    elsewhere.open(url)
    assert elsewhere.url == f"{url}/tiep-tuc"
    press(elsewhere)
    assert elsewhere.url == f"{url}/buoc/2"
    elsewhere.open(f"{url}/buoc/1")
    assert NAME in elsewhere.contents
    elsewhere.open(f"{url}/xoa")
    press(elsewhere, "delete")
    assert of_user("hoa") == []


def test_as_many_drafts_as_the_settings_say(url, visitor, stored):
    api.portal.set_registry_record("egov.portal.intake.max_drafts", 1)
    transaction.commit()
    first_step(visitor(), url)
    page = visitor()
    first_step(page, url)
    assert page.headers["status"].startswith("503")
    assert page.getControl(name="form.widgets.ho_ten").value == NAME
    assert len(stored()) == 1


def test_as_much_in_files_as_the_settings_say(url, visitor, stored):
    api.portal.set_registry_record("egov.portal.intake.max_drafts_size", 1)
    transaction.commit()
    page = visitor()
    first_step(page, url)
    fill_papers(page, file=b"%PDF-1.4\n" + b"x" * 1_000_000)
    press(page)
    assert page.headers["status"].startswith("503")
    assert not stored()[0].files
    assert get_store().size() == 0


def test_a_draft_is_no_place_for_a_library(url, visitor, stored):
    page = visitor()
    first_step(page, url, noi_dung="x" * 400_000)
    assert page.headers["status"].startswith("413")
    assert stored() == []


def test_drafts_are_begun_no_faster_than_the_limit(url, visitor, stored, monkeypatch):
    monkeypatch.delenv("EGOV_RATE_LIMITS", raising=False)
    counting.forget()
    api.portal.set_registry_record("egov.portal.limits.draft", "2/hour")
    transaction.commit()
    for _time in range(2):
        first_step(visitor(), url)
    page = visitor()
    first_step(page, url)
    assert page.headers["status"].startswith("429")
    assert len(stored()) == 2
    counting.forget()
    assert not limiting.is_off()


def test_expired_drafts_are_swept_away_in_slices(url, visitor, later, stored):
    for _number in range(3):
        first_step(visitor(), url)
    saved = visitor()
    first_step(saved, url)
    save(saved)
    fill_from = visitor()
    first_step(fill_from, url)
    fill_papers(fill_from)
    press(fill_from)
    assert len(stored()) == 5
    later(days=1, minutes=1)
    cursor, slices = None, 0
    while cursor is not None or not slices:
        cursor, found = sweep(cursor, 2)
        slices += 1
        assert found == 0
    transaction.commit()
    assert slices >= 2
    (left,) = stored()
    assert left.links == 1
    assert (get_store().number(), get_store().size()) == (1, 0)
    later(days=8)
    sweep(None, 100)
    transaction.commit()
    assert stored() == []


@pytest.mark.parametrize(
    "message",
    [
        '127.0.0.1 "GET /portal/dich-vu/x/to-khai/mo/%s HTTP/1.1" 303 0 "-" "agent"',
        '127.0.0.1 "GET /portal/dich-vu/x/to-khai/mo/%s?a=b HTTP/1.1" 303',
        '127.0.0.1 "GET /x HTTP/1.1" 200 5 "https://portal.example/to-khai/mo/%s" "agent"',
        "Exception at https://portal.example/to-khai/mo/%s",
    ],
)
def test_a_log_has_no_private_link(message):
    token = f"{'0123456789abcdef' * 2}.{'Ab-_' * 10}xyz"
    record = logging.LogRecord("wsgi", logging.INFO, "", 0, message, (token,), None)
    assert WithoutLinks().filter(record)
    assert record.getMessage() == message.replace("%s", "...")


def test_other_lines_of_a_log_stay_as_they_are():
    record = logging.LogRecord("wsgi", logging.INFO, "", 0, "GET /%s", ("thu-tuc/mo-ta",), None)
    assert WithoutLinks().filter(record)
    assert (record.msg, record.args) == ("GET /%s", ("thu-tuc/mo-ta",))
