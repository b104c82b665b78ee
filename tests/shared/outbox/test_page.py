"""The administrators' page of the outbox."""

from contextlib import contextmanager
from egov.portal import _
from egov.portal.shared import outbox
from egov.portal.shared.outbox.interfaces import GiveUp
from egov.portal.shared.outbox.policy import Policy
from egov.portal.shared.outbox.working import failed
from filing import make_user
from filing import PASSWORD
from plone.testing.zope import Browser
import pytest
import time
import transaction
from zope.component import getGlobalSiteManager


@pytest.fixture
def open_page(functional_app, functional_portal):
    """open_page(user): opens the page."""
    make_user("site-admin", roles=["Site Administrator"])
    for name, role in (("an-editor", "Editor"), ("a-citizen", "Citizen"), ("a-head", "Reviewer")):
        make_user(name, roles=[role])
    transaction.commit()

    def opened(user="site-admin", query=""):
        page = Browser(functional_app)
        page.handleErrors = True
        page.raiseHttpErrors = False
        page.followRedirects = True
        if user:
            page.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        language = "" if "set_language" in query else "set_language=en&"
        page.open(f"{functional_portal.absolute_url()}/@@outbox?{language}{query}")
        return page

    return opened


@pytest.fixture
def dead(functional_portal):
    """dead(number): so many dead letters."""

    def make(number, reason="550 <b>no</b> such user"):
        for each in range(number):
            entry = outbox.add("try", {"dossier": f"H15-{each:03}"}, key=f"try:{each:03}")
            entry.last_error = reason
            outbox.get_outbox().bury(entry, time.time() + each)
        transaction.commit()

    return make


@contextmanager
def handler(function):
    manager = getGlobalSiteManager()
    manager.registerUtility(function, outbox.IOutboxHandler, name="try")
    try:
        yield
    finally:
        manager.unregisterUtility(function, outbox.IOutboxHandler, name="try")


def kept():
    transaction.begin()
    return outbox.get_outbox()


def test_an_empty_outbox_says_so(open_page):
    page = open_page()
    assert "There are no dead letters." in page.contents
    assert "Nothing waits." in page.contents


@pytest.mark.parametrize("user", [None, "an-editor", "a-citizen", "a-head"])
def test_it_is_for_administrators(open_page, dead, user):
    dead(1)
    page = open_page(user)
    assert "H15-000" not in page.contents
    page.post(page.url.partition("@@")[0] + "@@outbox", "action=replay_all")
    assert kept().count_dead() == 1


def test_a_dead_letter_is_shown_with_its_error_as_text(open_page, dead):
    dead(1)
    page = open_page()
    assert "H15-000" in page.contents
    assert "550 &lt;b&gt;no&lt;/b&gt; such user" in page.contents


def test_one_is_tried_again_and_is_done_only_when_it_was_confirmed(open_page, dead):
    dead(2)
    page = open_page()
    page.getControl("Try again", index=0).click()
    assert "Tried again: 1." in page.contents
    assert kept().count_dead() == 1 and kept().get("try:000").state == "waiting"
    done = []
    with handler(lambda entry: done.append(entry.key)):
        outbox.work()
        transaction.commit()
    assert done == ["try:000"]
    assert kept().get("try:000") is None


def test_all_are_tried_again(open_page, dead):
    dead(3)
    open_page().getControl("Try all again").click()
    assert (kept().count_dead(), kept().count_living()) == (0, 3)


def test_discarding_asks_first_and_tells_the_handler(open_page, dead):
    dead(2)
    told = []

    class Handler:
        def discarded(self, entry):
            told.append(entry.key)

    page = open_page()
    with handler(Handler()):
        page.getControl("Discard", index=0).click()
        assert "Discard this entry?" in page.contents
        assert kept().count_dead() == 2
        page.getControl("Discard for good").click()
    assert "The entry was discarded." in page.contents
    assert told == ["try:000"]
    assert kept().count_dead() == 1 and kept().get("try:000") is None


def test_nothing_is_changed_without_a_token_or_by_a_get(open_page, dead):
    dead(1)
    page = open_page()
    page.open(page.url + "&action=replay_all")
    page.post(page.url.partition("?")[0], "action=replay_all")
    page.post(page.url.partition("?")[0], "action=discard&key=try:000&sure=yes")
    assert kept().count_dead() == 1


def test_a_living_entry_is_not_discarded(open_page, functional_portal, dead):
    dead(1)
    page = open_page()
    kept().replay(kept().get("try:000"), time.time())
    transaction.commit()
    page.getControl("Discard", index=0).click()
    assert "no longer a dead letter" in page.contents
    assert kept().count_living() == 1


def test_long_lists_have_pages(open_page, dead):
    dead(31)
    assert "H15-029" in open_page().contents and "H15-030" not in open_page().contents
    page = open_page(query="dead_start=30")
    assert "H15-030" in page.contents and "H15-029" not in page.contents
    for odd in ("x", "-1", "9" * 30, "²"):
        assert "H15-000" in open_page(query=f"dead_start={odd}").contents or odd == "9" * 30


def test_what_waits_is_shown(open_page, functional_portal):
    entry = outbox.add("try", {"dossier": "H15-777"})
    entry.last_error = "OSError: no route"
    transaction.commit()
    page = open_page()
    assert "H15-777" in page.contents and "OSError: no route" in page.contents


@pytest.mark.parametrize("view", ["outbox", "outbox-settings", "letters-controlpanel"])
def test_settings_are_for_administrators(open_page, functional_portal, view):
    for user, allowed in (("site-admin", True), ("an-editor", False), (None, False)):
        page = open_page(user)
        page.open(f"{functional_portal.absolute_url()}/@@{view}")
        shown = page.url.endswith(f"@@{view}")
        assert shown == allowed, user


REASON = _("The mail server refused: ${said}", mapping={"said": "550 no <such> user"})


@pytest.mark.parametrize(
    "error, english, vietnamese",
    [
        (GiveUp(REASON), "The mail server refused: 550 no", "Máy chủ thư từ chối: 550 no"),
        (outbox.NotNow(_("There is no virus scanner.")), "no virus scanner", "Chưa có"),
        (KeyError("x"), "KeyError", "KeyError"),
    ],
)
def test_a_reason_is_read_in_the_language_of_whoever_looks(open_page, error, english, vietnamese):
    entry = outbox.add("try", {}, key="try:1")
    failed(outbox.get_outbox(), entry, error, Policy(attempts=1))
    transaction.commit()
    assert english in open_page().contents
    assert vietnamese in open_page(query="set_language=vi").contents
    assert english in entry.last_error
    assert "<such>" not in open_page().contents


def test_what_an_older_version_wrote_is_shown_as_it_stands_or_translated(open_page, dead):
    dead(1, "The mail server refused: 550 <b>no</b>")
    assert "The mail server refused: 550 &lt;b&gt;" in open_page(query="set_language=vi").contents
    dead(1, "The address is not a mail address.")
    assert "The address is not" not in open_page(query="set_language=vi").contents
