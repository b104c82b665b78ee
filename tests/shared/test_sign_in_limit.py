"""Guessing passwords: counted for address and name; right and wrong have one answer."""

from egov.portal.shared.limiting.sign_in import ensure_sign_in_limit
from egov.portal.shared.limiting.sign_in import ID
from filing import make_user
from filing import PASSWORD
import json
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
import pytest
import transaction


@pytest.fixture
def url(functional_portal):
    make_user("hoa", roles=["Citizen"])
    make_user("minh", roles=["Citizen"])
    transaction.commit()
    return functional_portal.absolute_url()


@pytest.fixture
def limit(url):
    def to(**rates):
        for name, rate in {
            "sign_in": "",
            "sign_in_name": "",
            "sign_in_anywhere": "",
            **rates,
        }.items():
            api.portal.set_registry_record(f"egov.portal.limits.{name}", rate)
        transaction.commit()

    return to


@pytest.fixture
def basic(functional_app, url):
    """basic(name, password, address) -> whether the user is let in to their own page."""

    def enter(name, password, address=None):
        browser = Browser(functional_app)
        if address:
            browser.testapp.extra_environ["REMOTE_ADDR"] = address
        browser.raiseHttpErrors = False
        browser.followRedirects = False  # each would try the password again
        browser.addHeader("Authorization", f"Basic {name}:{password}")
        browser.open(f"{url}/@@personal-information")
        return browser.headers["status"].startswith("200")

    return enter


@pytest.fixture
def sign_in(functional_app, url):
    """sign_in(name, password) -> the browser after the form of signing in."""

    def enter(name, password):
        browser = Browser(functional_app)
        browser.raiseHttpErrors = False
        browser.addHeader("Cookie", "I18N_LANGUAGE=en")
        browser.open(f"{url}/login")
        browser.getControl(name="__ac_name").value = name
        browser.getControl(name="__ac_password").value = password
        browser.getControl(name="buttons.login").click()
        return browser

    return enter


def test_right_password_is_not_counted(limit, basic):
    limit(sign_in="1/hour", sign_in_name="1/hour")
    assert all(basic("hoa", PASSWORD) for _time in range(4))


def test_wrong_passwords_use_up_the_limit_of_an_address(limit, basic):
    limit(sign_in="2/hour")
    assert not basic("hoa", "wrong-1")
    assert basic("hoa", PASSWORD)
    assert not basic("minh", "wrong-2")
    assert not basic("hoa", PASSWORD)


def test_wrong_passwords_use_up_the_limit_of_a_name_only(limit, basic):
    limit(sign_in_name="2/hour")
    basic("hoa", "wrong-1")
    basic("Hoa", "wrong-2")
    assert not basic("hoa", PASSWORD)
    assert basic("minh", PASSWORD)


def test_wrong_passwords_from_elsewhere_do_not_lock_an_owner_out(limit, basic):
    limit(sign_in="20/hour", sign_in_name="2/hour", sign_in_anywhere="50/hour")
    for number in range(3):
        basic("hoa", f"wrong-{number}", "198.51.100.1")
    assert not basic("hoa", PASSWORD, "198.51.100.1")
    assert basic("hoa", PASSWORD)


def test_one_name_is_not_tried_without_end_from_many_addresses(limit, basic):
    limit(sign_in_name="1/hour", sign_in_anywhere="3/hour")
    for number in range(3):
        basic("hoa", f"wrong-{number}", f"198.51.100.{number}")
    assert not basic("hoa", PASSWORD)
    assert basic("minh", PASSWORD)


def test_form_says_when_to_try_again_whether_the_password_is_right_or_wrong(limit, sign_in):
    limit(sign_in="1/hour")
    assert "Try again in" not in sign_in("hoa", "wrong-1").contents
    for password in (PASSWORD, "wrong-2"):
        page = sign_in("hoa", password)
        assert "Try again in" in page.contents
        assert "__ac" not in str(page.cookies.keys())
        assert "@@personal-information" not in page.contents
    assert int(page.headers["Retry-After"]) > 3000


def test_signing_in_over_rest_is_counted(limit, functional_app, url, basic):
    def token(password):
        return Browser(functional_app).testapp.post(
            f"{url}/++api++/@login",
            json.dumps({"login": "hoa", "password": password}).encode(),
            headers={"Accept": "application/json", "Content-Type": "application/json"},
            expect_errors=True,
        )

    limit(sign_in="2/hour")
    assert token(PASSWORD).status_int == 200
    assert token("wrong-1").status_int == 401
    assert token("wrong-2").status_int == 401
    assert token(PASSWORD).status_int in (401, 429)
    assert not basic("hoa", PASSWORD)


def test_administrator_of_the_root_is_counted_alike(limit, basic):
    limit(sign_in="1/hour")
    for _time in range(3):
        assert basic(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    assert not basic(SITE_OWNER_NAME, "wrong")
    assert not basic(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)


def test_lifted_limits_count_no_passwords(limit, basic, monkeypatch):
    monkeypatch.setenv("EGOV_RATE_LIMITS", "off")
    limit(sign_in="1/hour")
    for number in range(3):
        basic("hoa", f"wrong-{number}")
    assert basic("hoa", PASSWORD)


def test_plugin_stands_before_all_that_know_passwords(portal):
    plugins = portal.acl_users.plugins
    assert plugins.listPluginIds(IAuthenticationPlugin)[0] == ID
    plugins.movePluginsDown(IAuthenticationPlugin, [ID])
    ensure_sign_in_limit(portal)
    ensure_sign_in_limit(portal)
    assert list(plugins.listPluginIds(IAuthenticationPlugin)).index(ID) == 0
