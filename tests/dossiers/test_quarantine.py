"""Files stay in quarantine until clamd has said that they are clean. It is a real one."""

from egov.portal import dossiers
from egov.portal.dossiers.quarantine import ask_again
from egov.portal.dossiers.quarantine import to_send_again
from egov.portal.dossiers.receiving import stored
from egov.portal.dossiers.register import delete
from egov.portal.dossiers.supplementing import supplement
from egov.portal.shared import outbox
from filing import make_agency
from filing import make_submission
from filing import make_user
from filing import PASSWORD
import json
from plone import api
from plone.testing.zope import Browser
import pytest
from running import free_port
from scanner import EICAR
from scanner import needs_clamd
from scanner import OUR_OWN
from scanner import RunningClamd
from scanner import STREAM_LIMIT
import time
import transaction
from zope.i18n import translate
from zope.i18nmessageid import Message


pytestmark = needs_clamd
PDF = b"%PDF-1.4 a letter"


@pytest.fixture(scope="module")
def clamd():
    with RunningClamd() as running:
        yield running


def set_scanner(address, **more):
    records = {"address": address, "timeout": 20, **more}
    for name, value in records.items():
        api.portal.set_registry_record(f"egov.portal.scanning.{name}", value)
    transaction.commit()


@pytest.fixture
def agency(functional_portal):
    agency = make_agency()
    make_user("our-officers", agency, "officers")
    make_user("our-heads", agency, "heads")
    make_user("applicant", roles=["Citizen"])
    transaction.commit()
    return agency


@pytest.fixture
def scanned(agency, clamd):
    """The agency of a portal with a scanner."""
    set_scanner(clamd.socket)
    return agency


def said(text, **mapping):
    """What a page in Vietnamese has for a text of the portal."""
    message = Message(text, "egov.portal", mapping=mapping)
    return translate(message, target_language="vi")


def received(agency, *contents):
    """A dossier with files of these contents, ids from 1 on."""
    uploads = tuple(
        dossiers.Upload(str(number), "giay_to", f"tệp {number}.pdf", "application/pdf", content)
        for number, content in enumerate(contents, 1)
    )
    answers = tuple(
        {"name": f"tep_{each.id}", "title": each.id, "type": "file", "value": each.id}
        | {"readable": each.filename}
        for each in uploads
    )
    submission = make_submission(agency, uploads=uploads, answers=answers, applicant="applicant")
    dossier = dossiers.receive(submission).dossier
    transaction.commit()
    return dossier


def work():
    """What the worker does, once."""
    transaction.begin()
    outbox.work()
    transaction.commit()


def again():
    """The same, after the time that is waited between two attempts."""
    transaction.begin()
    waiting = outbox.get_outbox()
    for entry in waiting.living():
        waiting.reschedule(entry, time.time() - 1)
    transaction.commit()
    work()


def scans(dossier):
    transaction.begin()
    return [each.scan for each in dossier.files.values()]


def test_a_file_is_handed_out_once_it_was_found_clean_and_not_before(scanned, browse):
    dossier = received(scanned, PDF)
    url = f"{dossier.absolute_url()}/@@file/1"
    for who in ("our-officers", "our-heads", "applicant"):
        status, body, headers = browse(url, who)
        assert status == 403
        assert b"a letter" not in (body if isinstance(body, bytes) else body.encode())
        assert headers["X-Content-Type-Options"] == "nosniff"
    work()
    assert scans(dossier) == ["clean"]
    for who in ("our-officers", "our-heads", "applicant"):
        status, body, headers = browse(url, who)
        assert (status, body) == (200, PDF)
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("virus", [EICAR, OUR_OWN])
def test_an_infected_file_is_handed_to_nobody_and_named(scanned, browse, virus):
    dossier = received(scanned, PDF, b"%PDF-1.4 " + virus)
    work()
    assert scans(dossier) == ["clean", "infected"]
    set_scanner("", hand_out_unscanned=True)
    url = dossier.absolute_url()
    for who in ("our-officers", "our-heads", "applicant"):
        assert browse(f"{url}/@@file/1", who)[0] == 200
        status, body, _headers = browse(f"{url}/@@file/2", who)
        assert status == 403
        assert virus.decode() not in body
    page = browse(url, "our-officers")[1]
    assert "@@file/1" in page
    assert "@@file/2" not in page
    assert "tệp 2.pdf" in page
    assert dossier.files["2"].scan_reason in page
    assert said("Infected by a virus, removed from reach") in page


def test_the_scan_is_told_over_rest(scanned, browse):
    dossier = received(scanned, PDF, b"%PDF-1.4 " + EICAR)
    url = dossier.absolute_url().replace("/plone/", "/plone/++api++/")

    def told():
        files = json.loads(browse(url, "our-officers", json=True)[1])["files"]
        return [(each["scan"], each["available"]) for each in files]

    assert told() == [("pending", False), ("pending", False)]
    work()
    assert told() == [("clean", True), ("infected", False)]


def test_each_scan_is_logged_and_no_state_of_the_dossier(scanned, browse):
    dossier = received(scanned, PDF, b"%PDF-1.4 " + EICAR)
    work()
    transaction.begin()
    lines = [
        (entry.before, entry.after, entry.why) for entry in dossier.log if entry.what == "scan"
    ]
    assert [line[:2] for line in lines] == [("1", ""), ("2", "")]
    assert lines[0][2] == "clean"
    assert lines[1][2].startswith("infected: Eicar-Test-Signature")
    assert all(each.scanned_at for each in dossier.files.values())
    page = browse(dossier.absolute_url(), "our-officers")[1]
    assert said("Virus scan of ${name}", name="tệp 1.pdf") in page
    assert said("No virus was found") in page
    assert "Eicar" not in browse(dossier.absolute_url(), "applicant")[1]


def test_a_file_longer_than_the_scanner_takes_is_not_handed_out(scanned, browse):
    dossier = received(scanned, b"%PDF-1.4" + b"x" * STREAM_LIMIT)
    work()
    assert scans(dossier) == ["unscannable"]
    assert browse(f"{dossier.absolute_url()}/@@file/1", "our-officers")[0] == 403
    assert not outbox.get_outbox().living()


def test_a_killed_scanner_keeps_files_waiting_and_loses_none(agency, browse):
    with RunningClamd() as clamd:
        set_scanner(clamd.address)
        first = received(agency, PDF)
        work()
        clamd.stop()
        second = received(agency, PDF, PDF)
        work()
        assert scans(first) + scans(second) == ["clean", "pending", "pending"]
        assert browse(f"{second.absolute_url()}/@@file/1", "our-officers")[0] == 403
        for _time in range(20):
            again()
        assert not outbox.get_outbox().dead()
        clamd.start()
        again()
        assert scans(second) == ["clean", "clean"]


def test_a_scanner_that_is_too_slow_gives_no_verdict(agency):
    with RunningClamd() as clamd:
        set_scanner(clamd.socket, timeout=1)
        dossier = received(agency, PDF)
        clamd.freeze()
        work()
        assert scans(dossier) == ["pending"]
        (entry,) = outbox.get_outbox().living()
        assert entry.attempts == 1
        assert "too long" in entry.last_error
        clamd.stop()
        clamd.start()
        again()
        assert scans(dossier) == ["clean"]


def test_without_a_scanner_files_stay_in_quarantine(agency, browse):
    dossier = received(agency, PDF)
    work()
    assert scans(dossier) == ["pending"]
    assert browse(f"{dossier.absolute_url()}/@@file/1", "our-officers")[0] == 403
    assert "@@file" not in browse(dossier.absolute_url(), "our-officers")[1]


def test_unscanned_files_are_handed_out_only_where_an_administrator_chose_so(agency, browse):
    dossier = received(agency, PDF)
    set_scanner("", hand_out_unscanned=True)
    assert browse(f"{dossier.absolute_url()}/@@file/1", "our-officers")[:2] == (200, PDF)
    page = browse(dossier.absolute_url(), "our-officers")[1]
    assert "@@file/1" in page
    assert said("Waits for the virus scan") in page


def test_what_came_without_a_scanner_is_scanned_when_there_is_one(agency, clamd):
    before = [received(agency, PDF), received(agency, PDF, b"%PDF-1.4 " + EICAR)]
    set_scanner(clamd.socket)
    work()
    work()
    assert [scans(dossier) for dossier in before] == [["clean"], ["clean", "infected"]]


def test_a_walk_over_all_dossiers_finds_files_nobody_was_asked_to_scan(scanned):
    three = [received(scanned, PDF) for _number in range(3)]
    waiting = outbox.get_outbox()
    for entry in waiting.living():
        waiting.remove(entry)
    transaction.commit()
    cursor, found = ask_again(None, 2)
    assert found == 2
    assert ask_again(cursor, 2) == (None, 1)
    assert ask_again(None, 2)[1] == 0
    transaction.commit()
    work()
    assert [scans(dossier) for dossier in three] == [["clean"]] * 3


def test_files_added_later_are_scanned_when_asked_for(scanned):
    dossier = received(scanned, PDF)
    work()
    late = dossiers.Upload("2", "them", "bổ sung.pdf", "application/pdf", b"%PDF-1.4 " + EICAR)
    dossier.files["2"] = stored(late)
    assert dossiers.quarantine(dossier) == 1
    assert dossiers.quarantine(dossier) == 0
    transaction.commit()
    work()
    assert scans(dossier) == ["clean", "infected"]


def test_a_dossier_that_is_gone_needs_no_scan(scanned):
    dossier = received(scanned, PDF)
    delete(dossier)
    transaction.commit()
    work()
    assert not outbox.get_outbox().living()


@pytest.fixture
def panel(functional_app, functional_portal):
    def open(user="admin"):
        browser = Browser(functional_app)
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        if user:
            browser.addHeader("Authorization", f"Basic {user}:secret")
        browser.open(f"{functional_portal.absolute_url()}/@@scanning-controlpanel")
        return browser

    return open


def test_the_panel_says_that_there_is_no_scanner_or_that_there_is_a_risk(panel):
    nothing = (
        "There is no scanner: files sent along by citizens stay in quarantine, and officers "
        "cannot open them."
    )
    assert said(nothing) in panel().contents
    set_scanner("", hand_out_unscanned=True)
    risk = "RISK: files are handed out although no scanner has looked at them."
    assert said(risk) in panel().contents


def test_the_panel_tries_the_connection_without_storing_anything(panel, clamd):
    page = panel()
    page.getControl(name="form.widgets.address").value = clamd.address
    page.getControl(name="form.buttons.try").click()
    assert "ClamAV" in page.contents
    page.getControl(name="form.widgets.address").value = f"127.0.0.1:{free_port()}"
    page.getControl(name="form.buttons.try").click()
    assert said("The virus scanner does not answer: ${why}", why="")[:30] in page.contents
    transaction.begin()
    assert not api.portal.get_registry_record("egov.portal.scanning.address")


def test_the_panel_stores_an_address_and_refuses_what_is_none(panel, clamd):
    page = panel()
    page.getControl(name="form.widgets.address").value = "http://x"
    page.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert not api.portal.get_registry_record("egov.portal.scanning.address")
    page.getControl(name="form.widgets.address").value = clamd.address
    page.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert api.portal.get_registry_record("egov.portal.scanning.address") == clamd.address


def test_the_panel_is_for_administrators(panel, agency):
    for who in (None, "our-officers"):
        assert "form.widgets.address" not in panel(who).contents


@pytest.mark.parametrize(
    "path",
    [
        "@@download/files/1",
        "@@download",
        "@@display-file/files/1",
        "@@images/files",
        "@@images/files/1",
        "files/1",
        "files",
        "@@file",
        "@@file/1/blob",
        "@@file/../1",
        "@@iconresolver",
        "manage_FTPget",
        "manage_DAVget",
        "document_src",
        "PUT_factory",
    ],
)
def test_a_stored_file_has_no_address_but_its_own(scanned, browse, path):
    dossier = received(scanned, PDF)
    work()
    for url in (f"{dossier.absolute_url()}/{path}", f"{dossier.absolute_url()}/++api++/{path}"):
        status, body, _headers = browse(url, "our-officers")
        assert status in (401, 403, 404)
        assert "a letter" not in str(body)


def test_an_infected_file_is_told_to_its_sender_who_sends_it_again(scanned, browse, functional_app):
    """The virus is found by clamd; the officer asks with one button; the applicant sends anew."""
    dossier = received(scanned, EICAR, PDF)
    work()
    assert scans(dossier) == ["infected", "clean"]
    url = dossier.absolute_url()
    sender = browse(url, "applicant")[1]
    assert said("Files the virus scan refused") in sender
    refused = sender.partition('class="holder-refused')[2].partition("</section>")[0]
    assert "tệp 1.pdf" in refused and "tệp 2.pdf" not in refused

    officer = Browser(functional_app)
    officer.addHeader("Authorization", f"Basic our-officers:{PASSWORD}")
    officer.open(url)
    assert "dossier-wanted" in officer.contents
    officer.getForm(index=form_of(officer, "dossier-ask-again")).submit(name="transition", index=0)
    transaction.begin()
    assert dossier.state() == "supplement_requested"
    assert "tệp 1.pdf" in list(dossier.log)[-1].why

    record = supplement(dossier, "a-key-of-this-test", b"body", "", (upload(PDF),))
    transaction.commit()
    work()
    assert dossier.files[record["files"][0]].scan == "clean"
    assert to_send_again(dossier) == []
    assert "holder-refused" not in browse(url, "applicant")[1]
    assert "dossier-ask-again" not in browse(url, "our-officers")[1]


def upload(data):
    return dossiers.Upload("", "supplement", "sạch.pdf", "application/pdf", data)


def form_of(browser, name):
    """The place of the form of this class among the page's forms."""
    before = browser.contents.partition(f'class="{name}')[0]
    return before.count("<form") - 1
