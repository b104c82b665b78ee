"""Letters about forgotten passwords: nothing of a stranger's request is in them, nor too many."""

from filing import make_user
from mail_servers import PUBLIC
from mail_servers import taking_letters
from plone import api
from plone.testing.zope import Browser
import pytest
import transaction


# A host the tests' own client lets through.
EVIL = {
    "Host": "evil.example.com",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-For": "evil",
}
ENGLISH = {"Cookie": "I18N_LANGUAGE=en"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def server(functional_portal):
    make_user("hoa", roles=["Citizen"])
    with taking_letters(sender="lien-he@songlam.example.vn") as taken:
        yield taken


class Visitor:
    def __init__(self, app, portal):
        self.testapp = Browser(app).testapp
        self.path = portal.absolute_url_path()
        self.site = portal.absolute_url()

    def ask(self, name="hoa", headers=ENGLISH, **fields):
        """The answer to the page that sends a letter."""
        fields = fields or {"form.widgets.reset_password": name, "form.buttons.reset": "x"}
        return self.testapp.post(
            f"{self.site}/login-help", fields, headers=headers, expect_errors=True
        )

    def ask_over_rest(self, name="hoa", **data):
        url = f"{self.site}/++api++/@users/{name}/reset-password"
        return self.testapp.post_json(url, data, headers=JSON, expect_errors=True)


@pytest.fixture
def visitor(functional_app, functional_portal, server):
    return Visitor(functional_app, functional_portal)


def test_the_link_is_the_portals_own_whatever_host_a_request_names(server, visitor):
    visitor.ask(headers={**ENGLISH, **EVIL})
    (letter,) = server.letters
    text = letter.get_content()
    assert f"{PUBLIC}/passwordreset/" in text
    assert "evil" not in letter.as_string() + text
    assert letter["To"] == "hoa@example.vn"
    assert letter["Subject"] == "Set a new password"
    assert "Cổng dịch vụ công tỉnh" in letter["From"]


def test_the_letter_is_in_the_readers_language(server, visitor):
    visitor.ask(headers={"Cookie": "I18N_LANGUAGE=vi"})
    (letter,) = server.letters
    assert letter["Subject"] == "Đặt lại mật khẩu"
    asked, page, link, otherwise = filter(None, letter.get_content().splitlines())
    assert asked.startswith("Có người yêu cầu đặt lại mật khẩu cho tài khoản hoa ")
    assert page.startswith("Ông/bà hãy đặt mật khẩu mới")
    assert link.startswith(f"{PUBLIC}/passwordreset/")
    assert otherwise.startswith("Nếu ông/bà không yêu cầu")


def test_the_link_works(server, visitor):
    visitor.ask()
    token = server.letters[0].get_content().partition("/passwordreset/")[2].split()[0]
    page = visitor.testapp.get(f"{visitor.site}/passwordreset/{token}", headers=ENGLISH)
    page = page.maybe_follow()
    assert 'name="password"' in page.text


def test_without_an_address_of_the_portal_strangers_get_no_letter(server, visitor):
    api.portal.set_registry_record("egov.portal.mail.public_address", "")
    transaction.commit()
    assert visitor.ask(headers={**ENGLISH, **EVIL}).status_int == 200
    assert server.letters == []


def test_a_user_name_is_mailed_without_the_host_of_the_request(server, visitor):
    fields = {"form.widgets.recover_username": "hoa@example.vn", "form.buttons.get_username": "x"}
    visitor.ask(headers={**ENGLISH, **EVIL}, **fields)
    (letter,) = server.letters
    assert letter.get_content().strip().endswith("is: hoa")
    assert "evil" not in letter.as_string()


def test_letters_are_asked_for_no_faster_than_the_limit(server, visitor):
    api.portal.set_registry_record("egov.portal.limits.forgotten", "2/hour")
    transaction.commit()
    answers = [visitor.ask().status_int for _time in range(4)]
    assert answers == [200, 200, 429, 429]
    assert len(server.letters) == 2
    assert visitor.ask_over_rest().status_int == 429


def test_one_name_gets_no_more_letters_from_many_addresses(server, visitor):
    api.portal.set_registry_record("egov.portal.limits.forgotten", "2/hour")
    transaction.commit()
    for number in range(5):
        visitor.testapp.extra_environ["REMOTE_ADDR"] = f"203.0.113.{number}"
        visitor.ask()
    assert len(server.letters) == 2


@pytest.mark.parametrize("name", ["hoa", "nobody", "admin"])
def test_nobody_is_told_whether_there_is_an_account(server, visitor, name):
    page = visitor.ask(name)
    assert page.status_int == 200
    assert "An email has been sent" in page.text
    answer = visitor.ask_over_rest(name)
    assert (answer.status_int, answer.body) == (204, b"")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"x": "1"}, 400),
        ({"reset_token": "x"}, 400),
        ({"reset_token": "x", "new_password": "s"}, 400),
        ({"reset_token": "x", "new_password": "a-long-enough-secret"}, 403),
        ({"old_password": "x", "new_password": "a-long-enough-secret"}, 403),
    ],
)
def test_a_wrong_token_does_not_tell_it_either(visitor, data, status):
    there, nobody = (visitor.ask_over_rest(name, **data) for name in ("hoa", "nobody"))
    assert (there.status_int, nobody.status_int) == (status, status)
    assert there.json == nobody.json


def test_a_link_sends_no_letter(server, visitor):
    query = "form.widgets.reset_password=hoa&form.buttons.reset=x"
    assert visitor.testapp.get(f"{visitor.site}/login-help?{query}").status_int == 200
    assert server.letters == []


@pytest.mark.parametrize(
    "address",
    [
        "portal_registration/mailPassword?login=hoa",
        "portal_registration?mailPassword:method=x&login=hoa",
        "portal_password_reset",
        "portal_membership/isAnonymousUser",
        "thu-tuc/portal_membership/isAnonymousUser",
        "portal_url",
        "MailHost",
    ],
)
def test_tools_have_no_addresses_for_strangers(server, visitor, address):
    answer = visitor.testapp.get(f"{visitor.site}/{address}", expect_errors=True)
    assert answer.status_int == 404
    assert server.letters == []


@pytest.mark.parametrize(
    "view", ["mail_password_template", "registered_notify_template", "mail_password_response"]
)
def test_what_letters_are_made_of_has_no_address(visitor, view):
    answer = visitor.testapp.get(f"{visitor.site}/{view}", expect_errors=True)
    assert "require_login" in answer.headers["Location"]


@pytest.mark.parametrize("view", ["mail_password?userid=hoa", "mail_password_form"])
def test_older_pages_for_it_lead_to_the_one_there_is(server, visitor, view):
    answer = visitor.testapp.get(f"{visitor.site}/{view}")
    assert answer.headers["Location"].endswith(f"{visitor.path}/login-help")
    assert server.letters == []


def test_a_message_over_rest_is_kept_and_limited_as_by_the_form(server, visitor):
    api.portal.set_registry_record("egov.portal.limits.contact", "1/hour")
    transaction.commit()
    message = {"from": "hoa@example.vn", "name": "Hoa\r\nBcc: x@evil.example", "message": "Chào"}
    url = f"{visitor.site}/++api++/@email-notification"
    for body, status in (({**message, "from": "hoa"}, 400), (message, 204), (message, 429)):
        answer = visitor.testapp.post_json(url, body, headers=JSON, expect_errors=True)
        assert answer.status_int == status
