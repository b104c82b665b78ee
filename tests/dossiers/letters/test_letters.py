"""Letters to applicants: whom, when, what they say, and what counts as sent."""

from datetime import timedelta
from egov.portal.dossiers import register
from egov.portal.dossiers import states
from egov.portal.dossiers.choosing import choose
from egov.portal.dossiers.display import moment
from egov.portal.dossiers.interfaces import DossierStateChanged
from egov.portal.dossiers.letters import asking
from egov.portal.dossiers.letters.reconciling import ask_again
from egov.portal.dossiers.quarantine import write_down
from egov.portal.dossiers.withdrawing import withdraw
from egov.portal.shared import health
from egov.portal.shared import outbox
from egov.portal.shared.mail import health as mail_health
from egov.portal.shared.mail.controlpanel import LetterSettingsForm
from egov.portal.shared.scanning.clamd import Verdict
from mail_servers import BreakingServer
from plone import api
import pytest
from running import free_port
import time
from zope.event import notify


def change(dossier, after, reason=""):
    """As `changes.after_transition` does."""
    dossier.log.add("state", before="new", after=after, why=reason)
    notify(DossierStateChanged(dossier, "new", after, reason))


def parts(letter):
    plain = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    return plain, html


def again():
    """Let what failed be due at once."""
    found = outbox.get_outbox()
    for entry in found.living():
        found.reschedule(entry, 1.0)
    return outbox.work()


def test_receipt_is_confirmed_by_letter(file, mailbox):
    dossier = file()
    assert outbox.work() == (1, 0, 0)
    (letter,) = mailbox.letters
    assert mailbox.recipients == [["hoa@example.vn"]]
    assert mailbox.senders == ["khong-tra-loi@dichvucong.example.vn"]
    assert letter["To"].addresses[0].display_name == "Nguyễn Thị Hoa"
    assert letter["From"].addresses[0].display_name == "Cổng dịch vụ công tỉnh"
    assert letter["Subject"] == f"Hồ sơ {dossier.code}: đã nhận được"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "vi"
    assert letter.get_content_type() == "multipart/alternative"
    for part in parts(letter):
        assert "Nguyễn Thị Hoa" in part and dossier.code in part
        assert "https://dichvucong.example.vn/tra-cuu" in part
        assert "Chúng tôi đã nhận được hồ sơ" in part
    assert list(dossier.deliveries) == ["0-new"]


def test_letter_is_in_the_language_of_the_dossier(file, mailbox):
    file(language="en")
    outbox.work()
    (letter,) = mailbox.letters
    assert letter["Content-Language"] == "en"
    assert "Your application has reached us." in parts(letter)[0]
    assert 'lang="en"' in parts(letter)[1]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", sorted(asking.TOLD))
def test_each_change_that_asks_or_ends_is_told(file, mailbox, state, language):
    dossier = file(language=language)
    outbox.work()
    change(dossier, state)
    assert outbox.work() == (1, 0, 0)
    letter = mailbox.letters[-1]
    title = api.portal.translate(states.title(state), lang=language)
    assert title in letter["Subject"] and title in parts(letter)[0]
    assert letter["In-Reply-To"] == mailbox.letters[0]["Message-ID"]


def test_a_withdrawal_by_the_applicant_is_told(file, mailbox):
    dossier = file(language="en")
    outbox.work()
    withdraw(dossier, "Gửi nhầm")
    assert outbox.work() == (1, 0, 0)
    assert "Withdrawn" in mailbox.letters[-1]["Subject"]


@pytest.mark.parametrize("state", ["accepted", "processing"])
def test_other_changes_are_not_told(file, mailbox, state):
    dossier = file()
    outbox.work()
    change(dossier, state)
    assert outbox.work() == (0, 0, 0)
    assert outbox.get_outbox().count_living() == 0


def test_states_that_are_told_are_states():
    assert set(states.STATES) >= asking.TOLD


def test_letters_hold_neither_the_secret_nor_what_was_answered(file, mailbox):
    dossier = file()
    change(dossier, "supplement_requested", "Lý do riêng của hồ sơ")
    outbox.work()
    assert len(mailbox.letters) == 2
    for letter in mailbox.letters:
        raw = letter.as_string() + "".join(parts(letter))
        for private in (dossier.tests_secret, "0912345678", "Lý do riêng", "<b>Hoa</b>", "đơn xin"):
            assert private not in raw


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_agency_has_its_name_in_the_letters_language(file, mailbox, language):
    dossier = file(language=language)
    api.content.get(UID=dossier.agency).title_en = "Department of Justice"
    outbox.work()
    plain, _html = parts(mailbox.letters[-1])
    names = {"vi": "Sở Tư pháp", "en": "Department of Justice"}
    assert [name for name in names.values() if name in plain] == [names[language]]


@pytest.mark.parametrize("state", ["refused", "stopped"])
def test_why_the_agency_ended_it_is_told_by_letter(file, mailbox, state):
    dossier = file()
    change(dossier, state, "Giấy tờ <không> đúng\nmẫu số 1")
    outbox.work()
    plain, html = parts(mailbox.letters[-1])
    assert "Giấy tờ <không> đúng" in plain and "mẫu số 1" in plain
    assert "Giấy tờ &lt;không&gt; đúng" in html


def age(dossier, days):
    """As if the dossier had been received so many days ago."""
    entries = dossier.log._entries
    dossier.log._entries = tuple((e[0] - timedelta(days=days), *e[1:]) for e in entries)


def test_a_letter_that_waited_too_long_is_not_sent_until_somebody_wants_it(file, mailbox):
    dossier = file()
    age(dossier, 8)
    assert outbox.work() == (0, 0, 1)
    assert mailbox.letters == []
    (dead,) = outbox.get_outbox().dead()
    assert dead.last_error.startswith("The letter is too old")
    outbox.get_outbox().replay(dead, time.time())
    assert outbox.work() == (1, 0, 0)
    assert len(mailbox.letters) == 1


def test_how_long_a_letter_may_wait_is_a_setting(file, mailbox):
    api.portal.set_registry_record("egov.portal.mail.longest_days", 10)
    age(file(), 8)
    assert outbox.work() == (1, 0, 0)
    api.portal.set_registry_record("egov.portal.mail.longest_days", 1)
    age(file(), 2)
    assert outbox.work() == (0, 0, 1)


def test_a_file_the_scan_refused_is_told_and_one_found_clean_is_not(file, mailbox):
    dossier = file(language="en")
    outbox.work()
    write_down(dossier, "1", Verdict("infected", "Eicar-Test-Signature"))
    assert outbox.work() == (1, 0, 0)
    letter = mailbox.letters[-1]
    assert "a file was refused" in letter["Subject"]
    assert "File: đơn xin.pdf" in parts(letter)[0]
    assert "Eicar" not in parts(letter)[0]
    other = file()
    outbox.work()
    write_down(other, "1", Verdict("clean", ""))
    assert outbox.work() == (0, 0, 0)


def test_nothing_is_asked_without_an_address(file, mailbox):
    change(file(email=""), "refused")
    assert outbox.get_outbox().count_living() == 0


def test_names_and_titles_make_no_headers(file, mailbox):
    name = "Hoa\r\nBcc: victim@example.com\nX-Evil: 1\x00\x1b[31m\u2028Subject: no"
    file(name=name)
    assert outbox.work() == (1, 0, 0)
    (letter,) = mailbox.letters
    assert letter["Bcc"] is None and letter["X-Evil"] is None
    assert len(letter.get_all("Subject")) == 1 and "no" not in letter["Subject"]
    assert mailbox.recipients == [["hoa@example.vn"]]
    assert letter["To"].addresses[0].addr_spec == "hoa@example.vn"
    assert len(letter["To"].addresses) == 1


@pytest.mark.parametrize(
    "address",
    [
        "hoa@example.vn\r\nBcc: victim@example.com",
        "hoa@example.vn\nRCPT TO:<victim@example.com>",
        "hoa@example.vn, victim@example.com",
        "hoa@example.vn> SIZE=1",
        "<hoa@example.vn>",
        "hoa",
        "@example.vn",
        f"{'h' * 300}@example.vn",
    ],
)
def test_an_address_that_is_more_than_one_is_given_up(file, mailbox, address):
    file(email=address)
    assert outbox.work() == (0, 0, 1)
    assert mailbox.letters == []


def test_markup_in_a_name_stays_text(file, mailbox):
    file(name='<img src=x onerror="alert(1)">')
    outbox.work()
    assert "<img" not in parts(mailbox.letters[0])[1]


def test_a_refused_recipient_is_dead_at_once(file, mailbox):
    dossier = file()
    mailbox.rcpt = ["550 5.1.1 <hoa@example.vn>: no such user"]
    assert outbox.work() == (0, 0, 1)
    (entry,) = outbox.get_outbox().dead()
    assert entry.last_error.startswith("The mail server refused: 550")
    assert "hoa@example.vn" not in entry.last_error
    assert not dossier.deliveries


def test_a_text_refused_for_good_is_dead_at_once(file, mailbox):
    file()
    mailbox.data = ["554 5.7.1 not wanted"]
    assert outbox.work() == (0, 0, 1)


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_after_a_temporary_failure_it_arrives_once_under_the_same_id(file, mailbox, stage):
    dossier = file()
    setattr(mailbox, stage, ["451 4.3.0 later", "452 4.2.2 full"])
    assert outbox.work() == (0, 1, 0)
    assert again() == (0, 1, 0)
    assert not dossier.deliveries
    assert again() == (1, 0, 0)
    assert len(mailbox.letters) == 1
    assert "0-new" in dossier.deliveries


def test_every_try_has_the_same_message_id(file, use_server):
    server = BreakingServer(confirms=False)
    try:
        use_server(server)
        dossier = file()
        assert outbox.work() == (0, 1, 0)
        assert again() == (0, 1, 0)
    finally:
        server.stop()
    ids = [line for text in server.texts for line in text.splitlines() if b"Message-ID" in line]
    assert len(ids) == 2 and len(set(ids)) == 1
    assert not dossier.deliveries, "a server that broke off has confirmed nothing"


def test_what_the_server_confirmed_is_sent_although_it_broke_off_then(file, use_server):
    server = BreakingServer(confirms=True)
    try:
        use_server(server)
        dossier = file()
        assert outbox.work() == (1, 0, 0)
        assert again() == (0, 0, 0)
    finally:
        server.stop()
    assert len(server.texts) == 1
    assert "0-new" in dossier.deliveries


def test_a_letter_that_was_confirmed_is_not_sent_again(file, mailbox):
    dossier = file()
    outbox.work()
    asking.ask(dossier, "0-new")
    assert outbox.work() == (1, 0, 0)
    assert len(mailbox.letters) == 1


def test_while_the_server_is_away_letters_wait_and_no_attempt_counts(file, use_server):
    class Nobody:
        port = free_port()

    use_server(Nobody)
    file()
    assert outbox.work() == (0, 1, 0)
    (entry,) = outbox.get_outbox().living()
    assert (entry.attempts, entry.state) == (0, "waiting")
    assert "cannot be reached" in entry.last_error


def test_without_a_mail_server_letters_wait_and_health_says_so(portal, file):
    file()
    assert outbox.work() == (0, 0, 0)
    (entry,) = outbox.get_outbox().living()
    assert entry.state == "waiting" and not entry.last_error
    status, message = mail_health.mail()
    assert status == health.WARNING and "letters wait" in message


def test_the_panel_says_whether_letters_can_be_sent(portal, use_server, server):
    form = LetterSettingsForm(portal, portal.REQUEST)
    assert form.description == "No mail server or no sender's address is set: letters wait."
    use_server(server)
    assert form.description.startswith("Letters are sent.")


def test_health_asks_for_the_portals_address(file, mailbox):
    assert mail_health.mail()[0] == health.OK
    api.portal.set_registry_record("egov.portal.mail.public_address", "")
    assert mail_health.mail()[0] == health.WARNING
    file()
    outbox.work()
    assert "http" not in parts(mailbox.letters[0])[0]


def test_a_dossier_that_is_gone_needs_no_letter(file, mailbox):
    register.delete(file())
    assert outbox.work() == (1, 0, 0)
    assert mailbox.letters == []


def test_letters_that_were_lost_are_asked_for_again(file, mailbox):
    told, lost, silent = file(), file(), file(email="")
    outbox.work()
    assert len(mailbox.letters) == 2
    change(lost, "refused")
    change(silent, "refused")
    found = outbox.get_outbox()
    for entry in found.living():
        found.remove(entry)
    del lost.deliveries["0-new"]
    cursor, asked = ask_again(None, 1)
    while cursor is not None:
        cursor, more = ask_again(cursor, 1)
        asked += more
    assert asked == 2
    assert ask_again(None, 10) == (None, 0), "what is asked for is not asked for again"
    outbox.work()
    assert len(mailbox.letters) == 4
    assert set(lost.deliveries) == {"0-new", "1-refused"}
    assert set(told.deliveries) == {"0-new"}


def test_dead_letters_are_left_to_the_administrator(file, mailbox):
    file()
    mailbox.rcpt = ["550 no"]
    outbox.work()
    assert ask_again(None, 10) == (None, 0)
    assert outbox.get_outbox().count_dead() == 1


def test_the_procedure_that_was_chosen_is_told_with_its_date(file, mailbox):
    birth = {
        "procedure": {"code": "1.001193", "title": "Đăng ký khai sinh"},
        "fees": (),
        "times": ((3, "WORKING_DAY"),),
    }
    dossier = file(language="en", candidates=(birth, {**birth, "procedure": {"code": "1.2"}}))
    outbox.work()
    assert "Result expected by" not in parts(mailbox.letters[0])[0]
    choose(dossier, "1.001193")
    assert outbox.work() == (1, 0, 0)
    plain, _html = parts(mailbox.letters[-1])
    assert "Procedure: 1.001193 Đăng ký khai sinh" in plain
    assert f"Result expected by: {moment(dossier.due_at, 'en')}" in plain
