"""Messages to the portal: who may send them, and that they reach the mail server once."""

from egov.portal.shared import outbox
from egov.portal.site import contact
from mail_servers import taking_letters
from plone import api
from plone.testing.zope import Browser
import pytest
import re
import transaction
from zope.annotation.interfaces import IAnnotations


HERE = {"Sec-Fetch-Site": "same-origin", "Cookie": "I18N_LANGUAGE=en"}
FIELDS = {
    "name": "Nguyễn Hoa\r\nBcc: x@evil.example",
    "email": "hoa@example.vn",
    "subject": "Góp ý\r\nTo: y@evil.example",
    "text": "Dòng một\nDòng hai <b>",
}


@pytest.fixture
def server(functional_portal):
    with taking_letters(sender="lien-he@songlam.example.vn") as taken:
        yield taken


@pytest.fixture
def post(functional_app, functional_portal):
    client = Browser(functional_app).testapp

    def sender(status, headers=HERE, **changes):
        answer = client.post(
            functional_portal.absolute_url() + "/contact-info",
            {**FIELDS, **changes},
            headers=headers,
            expect_errors=True,
        )
        assert answer.status_int == status, answer.text[-1500:]
        transaction.begin()
        return answer

    return sender


def waiting():
    return IAnnotations(api.portal.get()).get(contact.KEY) or {}


def test_a_message_is_mailed_once_and_then_forgotten(server, post):
    post(303)
    assert len(waiting()) == 1
    assert outbox.work().done == 1
    (letter,) = server.letters
    assert letter["To"].addresses[0].addr_spec == "lien-he@songlam.example.vn"
    assert letter["Reply-To"].addresses[0].addr_spec == "hoa@example.vn"
    assert letter["Bcc"] is None and "To: y" in letter["Subject"]
    assert "Dòng hai <b>" in letter.get_content()
    assert len(waiting()) == 0 and outbox.work().done == 0
    assert server.recipients == [["lien-he@songlam.example.vn"]]


def test_a_message_waits_while_the_server_refuses(server, post):
    server.data = ["451 Later"]
    post(303)
    assert outbox.work().done == 0
    assert len(waiting()) == 1


@pytest.mark.parametrize(
    "changes",
    [{"email": "x"}, {"email": "a@b.vn\r\nBcc: c@d.vn"}, {"text": " "}, {"subject": ""}],
)
def test_what_cannot_be_answered_is_told_at_its_field(server, post, changes):
    text = post(400, **changes).text
    assert 'role="alert"' in text and "Dòng" in text or not changes.get("text", "x").strip()
    (name,) = changes
    label = {"email": "Your mail address", "text": "Message", "subject": "Subject"}[name]
    (link,) = re.findall(rf'href="#eg-contact-{name}"[^>]*>([^<]+)<', text)
    assert link.startswith(f"{label}:")
    assert f'aria-describedby="eg-contact-{name}-error"' in text
    assert f'id="eg-contact-{name}-error"' in text
    assert len(waiting()) == 0


def test_other_sites_cannot_send(server, post):
    post(403, headers={"Origin": "https://evil.example"})
    assert len(waiting()) == 0


def test_programs_that_fill_in_everything_send_nothing(server, post):
    post(303, website="http://spam.example")
    assert len(waiting()) == 0


def test_too_many_messages_are_refused(server, post):
    for _time in range(5):
        post(303)
    assert post(429).headers["Retry-After"]
    assert len(waiting()) == 5


def test_a_full_box_takes_no_more(server, post, monkeypatch):
    monkeypatch.setattr(contact, "MOST_WAITING", 0)
    post(503)


def test_without_a_mail_address_there_is_no_form(functional_app, functional_portal, post):
    client = Browser(functional_app).testapp
    text = client.get(functional_portal.absolute_url() + "/contact-info").text
    assert "eg-contact-text" not in text and "/co-quan" in text
    post(403)


def test_what_is_wrong_is_listed_in_the_order_of_the_form(server, post):
    page = post(400, name="", email="nobody", subject="", text="").text
    links = re.findall(r'href="#eg-contact-(\w+)"', page)
    assert links == ["name", "email", "subject", "text"]
    assert re.search(r"<title>Error: Contact ", page)
    assert 'data-instead="' in page
