"""Everybody tries everything with a dossier in each of its states: see `access_table`."""

from access_table import ALL
from access_table import EXPECTED
from access_table import table
from access_table import WHO
from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
import base64
from egov.portal import dossiers
from egov.portal.dossiers import holder
from egov.portal.dossiers import states
from egov.portal.dossiers import supplementing
from egov.portal.dossiers import withdrawing
from filing import make_submission
from filing import PASSWORD
import json
from pathlib import Path
from plone import api
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.protect import createToken
from plone.testing.zope import Browser
import pytest
import transaction


DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "access.md"
WAY_TO = {
    "new": [],
    "accepted": ["accept"],
    "refused": ["refuse"],
    "processing": ["accept", "process"],
    "supplement_requested": ["request_supplement"],
    "payment_requested": ["accept", "request_payment"],
    "withdrawn": [withdrawing.withdraw],
    "stopped": ["accept", "stop"],
    "finished": ["accept", "process", "finish"],
    "returned": ["accept", "process", "finish", "return_result"],
}


class World:
    """A dossier in each state, and calls by everybody."""

    def __init__(self, app, portal, people):
        self.testapp = Browser(app).testapp
        self.site = portal.absolute_url()
        self.agency = people["agency"]
        self.receipts = {state: self.make(state) for state in ALL}

    def make(self, state):
        receipt = dossiers.receive(make_submission(self.agency, applicant="applicant"))
        with api.env.adopt_user("our-heads"):
            for step in WAY_TO[state]:
                if callable(step):
                    step(receipt.dossier)
                else:
                    tool = receipt.dossier.portal_workflow
                    tool.doActionFor(receipt.dossier, step, comment="Vì lý do này")
        for stored in receipt.dossier.files.values():
            stored.scan = "clean"
        transaction.commit()
        return receipt

    def call(self, method, url, who, body=b"", rest=False, **headers):
        user = WHO[who]
        if user:
            password = SITE_OWNER_PASSWORD if user == "admin" else PASSWORD
            encoded = base64.b64encode(f"{user}:{password}".encode()).decode()
            headers["Authorization"] = f"Basic {encoded}"
        if rest:
            headers |= {"Accept": "application/json", "Content-Type": "application/json"}
            body = json.dumps(body or {}).encode()
        elif body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self.testapp.request(
            url, method=method, body=body, headers=headers, expect_errors=True
        )

    def state(self, receipt):
        transaction.begin()
        return receipt.dossier.state()

    def authenticator(self, who):
        """plone.protect's token, as the pages of this person have it."""
        before = getSecurityManager()
        try:
            if WHO[who] is None:
                logout()
            else:
                users = api.portal.get().acl_users
                user = users.getUserById(WHO[who]) or users.aq_parent.aq_parent.acl_users.getUser(
                    WHO[who]
                )
                newSecurityManager(None, user)
            return createToken()
        finally:
            setSecurityManager(before)


@pytest.fixture
def world(functional_app, functional_portal, people):
    return World(functional_app, functional_portal, people)


def check(found, *actions):
    """Compare {(action, who): [states]} with the table, for some of its actions."""
    expected = {
        (action, who): set(EXPECTED[action].get(who, ())) for action in actions for who in WHO
    }
    got = {(action, who): set(found.get((action, who), ())) for action in actions for who in WHO}
    wrong = {key: (got[key], expected[key]) for key in expected if got[key] != expected[key]}
    assert wrong == {}, "(got, expected) of each action and person"


def test_reading(world):
    ways = {
        "see its page": ("", False),
        "read it over REST": ("", True),
        "download a file": ("/@@file/1", False),
        "see who read it": ("/@@readings", False),
        "read over REST who read it": ("/@readings", True),
    }
    found = {}
    for state, receipt in world.receipts.items():
        url = receipt.dossier.absolute_url()
        for who in WHO:
            for action, (suffix, rest) in ways.items():
                answer = world.call("GET", url + suffix, who, rest=rest)
                if answer.status_int == 200:
                    found.setdefault((action, who), []).append(state)
                else:
                    assert answer.status_int in (302, 401), (action, who, state)
                    assert "Nguyễn" not in answer.text
    check(found, *ways)


def test_following(world):
    found = {}
    for state, receipt in world.receipts.items():
        for who in WHO:
            secret = receipt.secret if who == "holder of the secret" else "0000-0000-0000-0000"
            body = {"code": receipt.code, "secret": secret}
            answer = world.call("POST", f"{world.site}/@track", who, body, rest=True)
            if answer.status_int == 200:
                found.setdefault(("follow it with code and secret", who), []).append(state)
    check(found, "follow it with code and secret")


def test_moving_on_over_rest(world):
    """A step taken is taken by a dossier of its own."""
    found = {}
    for state, receipt in world.receipts.items():
        for who in WHO:
            for step in states.ACTIONS:
                may = state in EXPECTED[step].get(who, ()) and WHO[who] is not None
                tried = world.make(state) if may else receipt
                url = f"{tried.dossier.absolute_url()}/@workflow/{step}"
                world.call("POST", url, who, {"comment": "Vì lý do này"}, rest=True)
                if world.state(tried) != state:
                    found.setdefault((step, who), []).append(state)
                    assert tried is not receipt, (step, who, state)
    # Whoever only has the secret does not withdraw over REST, but on the page: see below.
    found["withdraw", "holder of the secret"] = states.BEFORE_A_RESULT
    check(found, *states.ACTIONS)


def test_moving_on_by_the_page(world):
    """As over REST; an applicant withdraws by the page that asks whether it is meant."""
    found = {}
    for who in ("applicant", "officer", "head", "officer elsewhere", "manager", "visitor"):
        token = world.authenticator(who)
        for state, receipt in world.receipts.items():
            for step in states.ACTIONS:
                may = state in EXPECTED[step].get(who, ())
                tried = world.make(state) if may else receipt
                url = f"{tried.dossier.absolute_url()}/@@change-state"
                body = f"transition={step}&comment=x&_authenticator={token}".encode()
                world.call("POST", url, who, body)
                if world.state(tried) != state:
                    found.setdefault((step, who), set()).add(state)
                    assert tried is not receipt, (step, who, state)
    expected = {
        (step, who): set(EXPECTED[step][who])
        for step in states.ACTIONS
        for who in ("applicant", "officer", "head")
        if EXPECTED[step].get(who)
    }
    assert found == expected


def test_choosing_the_procedure(world):
    """In each state nobody has said yet which of two procedures it is."""
    one, two = (
        {"procedure": {"code": code, "title": code}, "times": ()} for code in ("1.1", "1.2")
    )
    candidates = tuple({**each, "fees": ()} for each in (one, two))
    found = {"rest": {}, "page": {}}
    for receipt in world.receipts.values():
        receipt.dossier.candidates = candidates
    transaction.commit()
    for who in WHO:
        form = f"procedure=1.1&_authenticator={world.authenticator(who)}".encode()
        for state, receipt in world.receipts.items():
            url = receipt.dossier.absolute_url()
            for way in found:
                if way == "rest":
                    world.call("POST", f"{url}/@procedure", who, {"code": "1.1"}, rest=True)
                else:
                    world.call("POST", f"{url}/@@choose-procedure", who, form)
                transaction.begin()
                if receipt.dossier.procedure:
                    found[way].setdefault(("choose its procedure", who), []).append(state)
                    receipt.dossier.procedure = {}
                    transaction.commit()
    check(found["rest"], "choose its procedure")
    check(found["page"], "choose its procedure")


def test_acting_with_the_secret_or_signed_in_as_the_applicant(world):
    """Both have a token; nobody else is given one, and without it the pages do nothing."""
    pages = {
        "withdraw": ("rut-ho-so", "", lambda dossier: dossier.state() == "withdrawn"),
        "send papers": ("bo-sung-ho-so", "&text=T%C3%B4i+g%E1%BB%ADi", supplemented),
        "rate": ("danh-gia-ho-so", "&level=satisfied", lambda dossier: bool(dossier.rating)),
    }
    found = {}
    for action, (page, fields, done) in pages.items():
        for who in WHO:
            authenticator = world.authenticator(who)
            for state, receipt in world.receipts.items():
                may = state in EXPECTED[action].get(who, ())
                tried = world.make(state) if may else receipt
                if done(tried.dossier):
                    continue
                token = "x"
                if who in ("applicant", "holder of the secret"):
                    token = holder.token(tried.code)
                body = f"token={token}&confirmed=1&_authenticator={authenticator}{fields}"
                world.call("POST", f"{world.site}/{page}", who, body.encode())
                transaction.begin()
                if done(tried.dossier):
                    found.setdefault((action, who), []).append(state)
                    assert tried is not receipt, (action, who, state)
    check(found, *pages)


def supplemented(dossier):
    return bool(dossier.supplements)


def test_pages_give_a_token_to_the_applicant_only(world):
    url = world.receipts["new"].dossier.absolute_url()
    got = {who for who in WHO if 'name="token"' in world.call("GET", url, who).text}
    assert got == {"applicant"}


def test_changing_and_deleting_by_hand(world):
    found = {}
    for state, receipt in world.receipts.items():
        url = receipt.dossier.absolute_url()
        for who in WHO:
            before = receipt.dossier._p_serial
            for action, method in (
                ("change it by hand", "PATCH"),
                ("change it by hand", "PUT"),
                ("delete it", "DELETE"),
            ):
                body = {"title": "Khác", "code": "X", "answers": [], "agency": "other"}
                answer = world.call(method, url, who, body, rest=True)
                transaction.begin()
                if answer.status_int < 400 or receipt.dossier._p_serial != before:
                    found.setdefault((action, who), []).append(state)
            folder = receipt.dossier.aq_parent.absolute_url()
            answer = world.call("DELETE", folder, who, rest=True)
            assert answer.status_int >= 400
    assert supplementing.ASKED in world.receipts
    check(found, "change it by hand", "delete it")


def test_nothing_lists_a_dossier(world):
    """Its code, its title and what was answered are found by nobody, whatever lists content."""
    receipt = world.receipts["new"]
    dossier = receipt.dossier
    path = "/".join(dossier.getPhysicalPath()[2:])
    day = path.rpartition("/")[0]
    uid = getattr(dossier, "_plone.uuid")
    pages = [
        f"@@search?SearchableText={receipt.code}",
        "sitemap",
        "sitemap.xml.gz",
        f"resolveuid/{uid}",
        f"@@livesearch?q={receipt.code}",
        f"@@ajax-search?SearchableText={receipt.code}",
        "@@getVocabulary?name=plone.app.vocabularies.Catalog",
        "folder_contents",
        "ho-so/folder_contents",
        "ho-so/@@fc-contextInfo",
        "ho-so/folder_listing",
        "ho-so/@@listing_view",
        "ho-so/RSS",
        "ho-so/atom.xml",
        "ho-so/manage_main",
        "ho-so/manage_workspace",
        "ho-so/manage_access",
        "ho-so/objectIds",
        "ho-so/objectValues",
        "ho-so/contentIds",
        "ho-so/keys",
        "ho-so/@@export-content",
        f"{day}/folder_contents",
        f"{day}/manage_main",
        f"{day}/objectIds",
        "@@usergroup-userprefs",
        "@@dashboard",
    ]
    services = [
        f"@search?SearchableText={receipt.code}",
        "@search?portal_type=Dossier",
        "@search?path=/plone/ho-so",
        f"@search?UID={uid}",
        "@navigation?expand.navigation.depth=6",
        "@contextnavigation?expand.contextnavigation.includeTop=1",
        "@navigation",
        "@breadcrumbs",
        "@relations",
        f"@relations?source={uid}",
        "@vocabularies/plone.app.vocabularies.Catalog",
        f"@linkintegrity?uids={uid}",
        "@types/Dossier",
        "@querystring-search?query=%7B%22query%22%3A%5B%5D%7D",
        "@aliases",
        "@database",
        "ho-so/@search",
        "ho-so/@navigation",
        "ho-so/@types",
        "ho-so/@history",
        "ho-so/@sharing",
        "ho-so/@addons",
        f"{day}",
        f"{day}/@search",
        f"{day}/@breadcrumbs",
    ]
    for who in sorted(WHO.keys() - {"holder of the secret", "applicant", "head", "editor"}):
        for names, rest in ((pages, False), (services, True)):
            for name in names:
                answer = world.call("GET", f"{world.site}/{name}", who, rest=rest)
                text = answer.body.decode("utf-8", "replace")
                # What was asked for may be said back; then its address must not be.
                hidden = path if receipt.code in name else receipt.code
                assert hidden not in text, (who, name)
                assert "Nguyễn Thị" not in text, (who, name)


@pytest.mark.parametrize("method", ["@copy", "@move"])
def test_nobody_copies_or_moves_a_dossier(world, method):
    receipt = world.receipts["new"]
    uid = getattr(receipt.dossier, "_plone.uuid")
    path = receipt.dossier.absolute_url()
    for who in WHO:
        for source in (uid, path, path.removeprefix(world.site)):
            for target in ("", "/dich-vu", "/ho-so"):
                url = f"{world.site}{target}/{method}"
                answer = world.call("POST", url, who, {"source": source}, rest=True)
                assert answer.status_int >= 400 or answer.body in (b"[]", b"[]\n"), (who, source)
    transaction.begin()
    assert receipt.dossier.absolute_url() == path


def test_permissions_end_at_the_dossier_in_every_state(world):
    """Asked without a page, for all of a dossier's permissions: no state gives more."""
    nobody = (
        "Modify portal content",
        "Delete objects",
        "Copy or Move",
        "Manage properties",
    )
    for state, receipt in world.receipts.items():
        for permission in nobody:
            roles = receipt.dossier.rolesOfPermission(permission)
            assert [role["name"] for role in roles if role["selected"]] == [], (state, permission)
        for permission in ("View", "Access contents information"):
            roles = receipt.dossier.rolesOfPermission(permission)
            selected = {role["name"] for role in roles if role["selected"]}
            assert selected == {"Officer", "AgencyHead", "Owner"}, (state, permission)


def test_the_table_in_the_documents_is_this_one():
    assert table() in DOCUMENT.read_text(), table()
