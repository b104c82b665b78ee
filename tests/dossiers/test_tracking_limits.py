"""How often applications may be looked up: by one sender, and with wrong secrets."""

from egov.portal.dossiers import keys
import math
from plone import api
from plone.testing.zope import Browser
import pytest
import transaction


WRONG = "0000-0000-0000-0000"


def limit(**rates):
    for name, rate in rates.items():
        api.portal.set_registry_record(f"egov.portal.limits.{name}", rate)
    transaction.commit()


@pytest.fixture
def follow(functional_app, functional_portal):
    def following(code, secret):
        browser = Browser(functional_app)
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.addHeader("Cookie", "I18N_LANGUAGE=en")
        browser.open(functional_portal.absolute_url() + "/tra-cuu")
        browser.getControl(name="code").value = code
        browser.getControl(name="secret").value = secret
        browser.getForm(action=browser.url).submit()
        return browser

    return following


def test_too_many_look_ups_over_rest_are_429(ask, people):
    limit(track="1/minute")
    receipt = people["receipt"]
    assert ask(receipt.code, receipt.secret).status_int == 200
    refused = ask(receipt.code, receipt.secret)
    assert refused.status_int == 429
    assert refused.json["type"] == "TooManyRequests"
    assert 50 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Cache-Control"] == "private, no-store"


def test_page_and_rest_count_together(ask, follow, people):
    limit(track="1/minute")
    ask("H15.50-200101-9999", WRONG)
    page = follow(people["receipt"].code, people["receipt"].secret)
    assert page.headers["status"].startswith("429")
    assert "Try again in" in page.contents
    assert page.getControl(name="code").value == people["receipt"].code


@pytest.mark.parametrize("exists", [True, False])
def test_secrets_cannot_be_tried_without_end(ask, people, exists):
    limit(track="", track_failed="2/hour")
    code = people["receipt"].code if exists else "H15.50-200101-9999"
    for asked in (code, code.replace("-", "").lower()):
        assert ask(asked, WRONG).status_int == 404
    assert ask(code, WRONG).status_int == 429


def test_guessing_locks_nobody_out_who_has_the_secret(ask, follow, people):
    limit(track_failed="1/hour")
    code, secret = people["receipt"].code, people["receipt"].secret
    ask(code, WRONG)
    assert ask(code, WRONG).status_int == 429
    assert ask(code, secret).status_int == 200
    assert "tracking-state" in follow(code, secret).contents


def test_a_secret_has_more_bits_than_anybody_tries():
    """What stands for there being no lock of a code, whatever is sent for it."""
    secret = keys.secret_of(keys.new_server_key(), "service", "key")
    letters = secret.replace("-", "")
    assert len(letters) * math.log2(len(keys.ALPHABET)) >= 80
    assert set(letters) <= set(keys.ALPHABET)


@pytest.mark.parametrize("user", ["site-admin", "our-officers", None])
def test_limits_are_for_administrators_to_set(browse, functional_portal, people, user):
    status, page, _headers = browse(
        f"{functional_portal.absolute_url()}/@@limits-controlpanel", user
    )
    assert (status == 200 and "form.widgets.track_failed" in page) == (user == "site-admin")
