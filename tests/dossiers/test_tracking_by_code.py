"""The state for the code alone: off at first; where it is on, nothing but the state."""

from egov.portal.dossiers.settings import settings
from egov.portal.shared.limiting import counting
from plone import api
from plone.testing.zope import Browser
import pytest
import re
import transaction


@pytest.fixture
def allowed(people):
    settings().track_by_code = True
    transaction.commit()


@pytest.fixture
def shown_for(functional_app, functional_portal):
    """shown_for(code) -> the page after sending the code and no secret."""

    def sending(code):
        browser = Browser(functional_app)
        browser.raiseHttpErrors = False
        browser.addHeader("Cookie", "I18N_LANGUAGE=en")
        browser.open(f"{functional_portal.absolute_url()}/tra-cuu", f"code={code}&secret=")
        return browser.contents

    return sending


def test_it_is_off_at_first(people, ask, shown_for):
    code = people["receipt"].code
    assert settings().track_by_code is False
    assert ask(code, "").status_int == 400
    assert ask(raw=b'{"code": "%s"}' % code.encode()).status_int == 400
    assert "tracking-result" not in shown_for(code)
    assert "Enter the secret." in shown_for(code)


def test_the_code_alone_tells_the_state_and_nothing_else(people, allowed, ask, shown_for):
    code = people["receipt"].code
    answer = ask(raw=b'{"code": "%s"}' % code.lower().encode(), Accept_Language="en")
    assert answer.json == {"code": code, "state": "new", "state_title": "Newly registered"}
    shown = shown_for(code)
    assert re.search(r'id="tracking-state"\s*>Newly registered<', shown)
    for more in (
        "Received at",
        people["receipt"].received_at.strftime("%H:%M"),
        "/rut-ho-so",
        'name="token"',
        "The course so far",
        "Nguyễn",
    ):
        assert more not in shown


def test_unknown_codes_get_the_same_answer_as_a_wrong_secret(people, allowed, ask, shown_for):
    unknown = ask(raw=b'{"code": "H15.50-200101-9999"}')
    wrong = ask(people["receipt"].code, "0000-0000-0000-0000")
    assert (unknown.status_int, unknown.body) == (wrong.status_int, wrong.body)
    assert unknown.status_int == 404
    assert "tracking-result" not in shown_for("H15.50-200101-9999")


def test_a_wrong_secret_is_not_taken_for_none(people, allowed, ask):
    assert ask(people["receipt"].code, "x").status_int == 404


def test_it_has_a_rate_limit_of_its_own(people, allowed, ask, shown_for):
    api.portal.set_registry_record("egov.portal.limits.track_code", "2/minute")
    counting.forget()
    transaction.commit()
    try:
        got = [ask(raw=b'{"code": "H15.50-200101-9999"}').status_int for _each in range(3)]
        assert got == [404, 404, 429]
        assert "Too many requests" in shown_for(people["receipt"].code)
        assert ask(people["receipt"].code, people["receipt"].secret).status_int == 200
    finally:
        counting.forget()
