"""Papers that were asked for: sent by the holder of the secret, or the signed-in applicant."""

import base64
from egov.portal import dossiers
from egov.portal.dossiers import supplementing
from egov.portal.dossiers.interfaces import IDossierStateChanged
from egov.portal.dossiers.interfaces import IDossierSupplemented
from egov.portal.dossiers.quarantine import handed_out
from egov.portal.dossiers.quarantine import key_of
from egov.portal.shared import outbox
from filing import make_agency
from filing import make_submission
from filing import make_user
from filing import PASSWORD
from filing import PDF
import json
from plone import api
from plone.testing.zope import Browser
from Products.CMFCore.WorkflowCore import WorkflowException
import pytest
import transaction
from zope.component import getGlobalSiteManager


ASKED = "Thiếu bản sao <giấy> chứng tử"


@pytest.fixture
def receipt(functional_portal):
    """A dossier for which papers were asked before it was accepted."""
    agency = make_agency()
    make_user("officer", agency, "officers")
    make_user("applicant", roles=["Citizen"])
    receipt = dossiers.receive(make_submission(agency, applicant="applicant"))
    move(receipt.dossier, "request_supplement")
    return receipt


def move(dossier, *transitions):
    with api.env.adopt_user("officer"):
        for name in transitions:
            dossier.portal_workflow.doActionFor(dossier, name, comment=ASKED)
    transaction.commit()


@pytest.fixture
def opened(functional_app, functional_portal, receipt):
    """opened(user=None) -> a browser on the page for sending papers."""

    def opening(user=None):
        browser = Browser(functional_app)
        browser.raiseHttpErrors = False
        browser.addHeader("Cookie", "I18N_LANGUAGE=en")
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
            browser.open(receipt.dossier.absolute_url())
        else:
            browser.open(f"{functional_portal.absolute_url()}/tra-cuu")
            browser.getControl(name="code").value = receipt.code
            browser.getControl(name="secret").value = receipt.secret
            browser.getControl("Show the state").click()
        browser.getControl("Send the papers").click()
        return browser

    return opening


def send(browser, text="Tôi gửi bản sao", files=((PDF, "bản sao.pdf"),), user=None, **fields):
    """Send the form of the page; the answer. A test browser cannot fill a box of several files."""
    names = ("token", "key", "_authenticator")
    hidden = {name: browser.getControl(name=name, index=0).value for name in names}
    headers = {"Cookie": "I18N_LANGUAGE=en"}
    if user:
        credentials = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
        headers["Authorization"] = f"Basic {credentials}"
    return browser.testapp.post(
        browser.url,
        {**hidden, "text": text, "confirmed": "1", **fields},
        upload_files=[("files:list", name, data) for data, name in files],
        headers=headers,
        expect_errors=True,
    )


@pytest.mark.parametrize("user", [None, "applicant"])
def test_papers_are_stored_apart_and_the_dossier_goes_on(opened, receipt, user):
    dossier = receipt.dossier
    browser = opened(user)
    assert "Thiếu bản sao &lt;giấy&gt; chứng tử" in browser.contents
    answer = send(browser, user=user)
    assert "What you sent has arrived" in answer.text
    assert "bản sao.pdf" in answer.text
    transaction.begin()
    (record,) = dossier.supplements
    assert (record["text"], record["asked"]) == ("Tôi gửi bản sao", ASKED)
    assert record["who"] == (user or "")
    stored = dossier.files[record["files"][0]]
    assert (stored.filename, stored.content_type) == ("bản sao.pdf", "application/pdf")
    assert stored.scan == "pending"
    assert stored.blob.open().read() == PDF
    assert len(dossier.answers) == 2 and len(dossier.files) == 2
    entry = list(dossier.log)[-1]
    assert (entry.what, entry.before, entry.after) == ("supplement", "supplement_requested", "new")
    assert entry.who == (user or "")


@pytest.mark.parametrize(
    ("way", "state"),
    [
        ([], "new"),
        (["resume", "request_supplement"], "processing"),
    ],
)
def test_it_goes_back_to_where_it_was_asked_from(receipt, way, state):
    """Not accepted yet: checked again as a new one. Accepted: processed further."""
    dossier = receipt.dossier
    if way:
        move(dossier, *way)
    supplementing.supplement(dossier, "k" * 20, b"body", "text", ())
    assert dossier.state() == state


def test_one_from_accepted_is_processed(functional_portal, receipt):
    dossier = dossiers.receive(make_submission()).dossier
    dossier.agency = receipt.dossier.agency
    move(dossier, "accept", "request_supplement")
    supplementing.supplement(dossier, "k" * 20, b"body", "text", ())
    assert dossier.state() == "processing"


def test_the_same_page_sent_twice_is_stored_once(opened, receipt):
    browser = opened()
    for _each in range(2):
        assert "What you sent has arrived" in send(browser).text
    transaction.begin()
    assert len(receipt.dossier.supplements) == 1
    assert len(receipt.dossier.files) == 2
    other = send(browser, "Something else")
    assert other.status_int == 409
    assert "was not kept" in other.text


def test_something_must_be_sent(opened, receipt):
    browser = opened()
    assert "Write something, or choose a file." in send(browser, "", ()).text
    assert "What you sent has arrived" in send(browser, "Chỉ lời giải trình", ()).text
    transaction.begin()
    assert receipt.dossier.supplements[0]["files"] == ()


def test_a_bad_file_keeps_all_of_them_out_and_says_why(opened, receipt):
    files = [(PDF, "a.pdf"), (b"MZ not at all", "b.pdf"), (b"x", "c.exe")]
    page = send(opened(), "Lời nói", files).text
    assert "Some files are not accepted" in page
    assert "<strong>b.pdf</strong>" in page
    assert "<strong>c.exe</strong>" in page
    assert "<strong>a.pdf</strong>" not in page
    assert "Lời nói</textarea>" in page
    transaction.begin()
    assert receipt.dossier.supplements == ()
    assert receipt.dossier.state() == "supplement_requested"


def test_number_and_size_are_limited(opened, receipt):
    api.portal.set_registry_record("egov.portal.intake.max_files", 2)
    api.portal.set_registry_record("egov.portal.intake.max_file_size", 1)
    api.portal.set_registry_record("egov.portal.intake.max_total_size", 1)
    transaction.commit()
    browser = opened()
    answer = send(browser, "x", [(PDF, f"{number}.pdf") for number in range(3)])
    assert "No more than 2 files." in answer.text
    answer = send(browser, "x", [(PDF + b" " * 1_100_000, "big.pdf")])
    assert "together are larger than 1 MB" in answer.text
    answer = send(browser, "x", [(PDF + b" " * 3_000_000, "huge.pdf")])
    assert answer.status_int == 413
    transaction.begin()
    assert receipt.dossier.supplements == ()


def test_too_late_is_said(opened, receipt):
    browser = opened()
    move(receipt.dossier, "resume")
    answer = send(browser)
    assert answer.status_int == 409
    assert "does not wait for papers now" in answer.text
    transaction.begin()
    assert receipt.dossier.supplements == ()


def test_nobody_takes_this_step_by_hand(receipt):
    """Not even the officer, the applicant or an administrator: only sending papers does."""
    make_user("manager", roles=["Manager"])
    for user in ("officer", "applicant", "manager"):
        with api.env.adopt_user(user):
            tool = receipt.dossier.portal_workflow
            for step in ("supplement", "supplement_new"):
                with pytest.raises(WorkflowException):
                    tool.doActionFor(receipt.dossier, step)


def test_events_are_notified_inside_the_transaction(receipt):
    told = []
    handlers = {
        IDossierStateChanged: lambda event: told.append((event.before, event.after)),
        IDossierSupplemented: lambda event: told.append(len(event.object.files)),
    }
    manager = getGlobalSiteManager()
    for event, handler in handlers.items():
        manager.registerHandler(handler, [event])
    try:
        upload = dossiers.Upload("", "supplement", "a.pdf", "application/pdf", PDF)
        supplementing.supplement(receipt.dossier, "k" * 20, b"body", "text", [upload])
    finally:
        for event, handler in handlers.items():
            manager.unregisterHandler(handler, [event])
    assert told == [("supplement_requested", "new"), 2]


def test_officer_sees_what_was_sent_later_apart(opened, receipt, functional_app):
    send(opened(), "Bản <b>mới</b>")
    browser = Browser(functional_app)
    browser.addHeader("Authorization", f"Basic officer:{PASSWORD}")
    browser.open(receipt.dossier.absolute_url())
    later = browser.contents.partition('class="dossier-supplement')[2]
    assert "Bản &lt;b&gt;mới&lt;/b&gt;" in later
    assert "bản sao.pdf" in later
    assert "bản sao.pdf" not in browser.contents.partition('class="dossier-supplement')[0]
    browser.addHeader("Accept", "application/json")
    browser.open(receipt.dossier.absolute_url())
    said = json.loads(browser.contents)
    assert said["supplements"][0]["files"] == ["s1-1"]
    assert "key" not in said["supplements"][0]


def test_files_sent_later_are_scanned_too(receipt):
    api.portal.set_registry_record("egov.portal.scanning.address", "tcp:127.0.0.1:3310")
    upload = dossiers.Upload("", "supplement", "a.pdf", "application/pdf", PDF)
    supplementing.supplement(receipt.dossier, "k" * 20, b"body", "text", [upload])
    assert outbox.find(key_of(receipt.code, "s1-1")) is not None
    assert not handed_out(receipt.dossier.files["s1-1"])


def test_page_has_no_secret_and_is_kept_nowhere(opened, receipt):
    browser = opened()
    assert receipt.secret not in browser.contents
    assert "no-store" in browser.headers["Cache-Control"]
    assert "?" not in browser.url
