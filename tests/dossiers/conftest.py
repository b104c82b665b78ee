"""A dossier of one agency, and everybody who may try to see it."""

from datetime import timedelta
from egov.portal import dossiers
from egov.portal.dossiers import receiving
from filing import found_clean
from filing import make_agency
from filing import make_submission
from filing import make_user
from filing import PASSWORD
import itertools
import json
from plone.testing.zope import Browser
import pytest
import transaction


@pytest.fixture
def people(functional_portal):
    """{name of a kind of user: user id}; anonymous is None. Two agencies, one dossier's and not."""
    ours = make_agency()
    other = make_agency("Sở Xây dựng", "H15.51")
    for what in ("officers", "heads", "editors", "reviewers"):
        make_user(f"our-{what}", ours, what)
        make_user(f"other-{what}", other, what)
    make_user("applicant", roles=["Citizen"])
    make_user("stranger", roles=["Citizen"])
    make_user("portal-editor", roles=["Editor"])
    make_user("portal-reviewer", roles=["Reviewer"])
    make_user("site-admin", roles=["Site Administrator"])
    make_user("manager", roles=["Manager"])
    receipt = dossiers.receive(make_submission(ours, applicant="applicant"))
    found_clean(receipt.dossier)
    transaction.commit()
    return {"agency": ours, "dossier": receipt.dossier, "receipt": receipt}


@pytest.fixture
def one_a_minute(monkeypatch):
    """What is received comes a minute after the one before, however busy the machine is."""
    began, minutes = receiving.now(), itertools.count(1)
    monkeypatch.setattr(receiving, "now", lambda: began + timedelta(minutes=next(minutes)))


@pytest.fixture
def browse(functional_app):
    """browse(url, user=None, json=False, post=None) -> (status, body, headers).

    A body that is no text is bytes.
    """

    def get(url, user=None, json=False, post=None):
        browser = Browser(functional_app)
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.followRedirects = False
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        if json:
            browser.addHeader("Accept", "application/json")
        browser.open(url, post) if post is not None else browser.open(url)
        body = browser.contents
        if isinstance(body, bytes) and browser.headers["Content-Type"] != "application/pdf":
            body = body.decode()
        return int(browser.headers["status"].split()[0]), body, browser.headers

    return get


@pytest.fixture
def visitor(functional_app, functional_portal):
    """visitor(user=None, language="en") -> a test browser."""

    def new(user=None, language="en"):
        browser = Browser(functional_app)
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.addHeader("Accept-Language", language)
        browser.addHeader("Cookie", f"I18N_LANGUAGE={language}")
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        return browser

    return new


@pytest.fixture
def ask(functional_app, functional_portal):
    """ask(code, secret, **headers) -> the answer of POST @track; `raw` sends other bytes."""

    def post(code=None, secret=None, raw=None, method="POST", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        data = {"code": code, "secret": secret}
        return Browser(functional_app).testapp.request(
            f"{functional_portal.absolute_url()}/++api++/@track",
            method=method,
            body=json.dumps(data).encode() if raw is None else raw,
            headers={"Accept": "application/json", "Content-Type": "application/json", **headers},
            expect_errors=True,
        )

    return post
