"""Of a service with several procedures an officer says which one an application is for."""

from egov.portal import dossiers
from egov.portal.dossiers import choosing
from egov.portal.dossiers.changes import ProcedureMissing
from egov.portal.dossiers.letters.reconciling import missing
from egov.portal.dossiers.register import find
from egov.portal.dossiers.register import get_register
from egov.portal.dossiers.tracking import course
from egov.portal.shared import outbox
from egov.portal.shared.deadlines import due
from filing import make_submission
from filing import PASSWORD
import json
from plone import api
from plone.testing.zope import Browser
import pytest
import transaction


FEE = {"way": None, "kind": "FEE", "amount": 8000.0, "currency": "VND", "description": ""}
BIRTH = {
    "procedure": {"code": "1.001193", "title": "Đăng ký khai sinh", "modified": "2026-01-01"},
    "fees": (FEE,),
    "times": ((3, "WORKING_DAY"), (1, "DAY")),
}
DEATH = {
    "procedure": {"code": "1.000656", "title": "Đăng ký khai tử", "modified": "2026-01-02"},
    "fees": (),
    "times": (),
}


@pytest.fixture
def dossier(people):
    contact = {"name": "Hoa", "email": "hoa@example.vn", "phone": ""}
    submission = make_submission(
        people["agency"], candidates=(BIRTH, DEATH), applicant="applicant", contact=contact
    )
    receipt = dossiers.receive(submission)
    outbox.work()
    transaction.commit()
    return receipt.dossier


@pytest.fixture
def opened(functional_app, dossier):
    """opened(user): the dossier's page."""

    def browse(user):
        browser = Browser(functional_app)
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        # Not as a header, which would hide the cookie with the page's messages.
        browser.open(api.portal.get().absolute_url())
        browser.cookies.create("I18N_LANGUAGE", "en", path="/")
        browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        browser.open(dossier.absolute_url())
        return browser

    return browse


@pytest.fixture
def post(functional_app, functional_portal, dossier):
    """post(user, data, ...) -> the answer of POST @procedure."""

    def sent(user, data, kind="application/json"):
        testapp = Browser(functional_app).testapp
        if user:
            testapp.authorization = ("Basic", (user, PASSWORD))
        base = functional_portal.absolute_url()
        url = dossier.absolute_url().replace(base, f"{base}/++api++") + "/@procedure"
        return testapp.post(
            url,
            json.dumps(data).encode(),
            headers={"Accept": "application/json", "Content-Type": kind},
            expect_errors=True,
        )

    return sent


def fresh(dossier):
    transaction.begin()
    return find(dossier.code)


def test_an_officer_chooses_among_the_candidates_and_it_is_due_from_the_receipt(opened, dossier):
    assert "One of these; the form did not ask which" in opened("applicant").contents
    browser = opened("our-officers")
    browser.getControl(name="procedure").value = ["1.001193"]
    browser.getControl("Choose this procedure").click()
    assert "The procedure was chosen." in browser.contents
    assert "One of these; the form did not ask which" not in opened("applicant").contents
    chosen = fresh(dossier)
    assert chosen.procedure == BIRTH["procedure"]
    assert chosen.fees == (FEE,)
    assert chosen.due_at == due(chosen.received_at, 3, "WORKING_DAY")
    entry = list(chosen.log)[-1]
    assert (entry.what, entry.who) == ("procedure", "our-officers")
    assert entry.why == "1.001193 Đăng ký khai sinh" and entry.after == ""
    assert "Procedure chosen" in browser.contents
    assert get_register()._catalog.by_code(chosen.code).procedure == "1.001193"


def test_choosing_over_rest_answers_with_the_date(post, dossier):
    answer = post("our-officers", {"code": "1.001193"})
    assert answer.status_int == 200
    assert answer.json["due_at"] == fresh(dossier).due_at.isoformat()
    assert answer.json["code"] == "1.001193"


@pytest.mark.parametrize("code", ["9.999999", "", None, 7, ["1.001193"]])
def test_only_a_candidate_can_be_chosen(post, dossier, code):
    assert post("our-officers", {"code": code}).status_int == 400
    assert fresh(dossier).procedure == {}


def test_a_choice_is_not_sent_from_another_site(post, browse, dossier):
    assert post("our-officers", {"code": "1.001193"}, "text/plain").status_int == 415
    url = f"{dossier.absolute_url()}/@@choose-procedure"
    assert browse(url, "our-officers", post="procedure=1.001193")[0] == 403
    assert browse(f"{url}?procedure=1.001193", "our-officers")[0] == 400
    assert fresh(dossier).procedure == {}


@pytest.mark.parametrize(
    "user", [None, "applicant", "stranger", "other-officers", "our-editors", "manager"]
)
def test_nobody_but_the_agencys_officers_chooses(post, opened, dossier, user):
    assert post(user, {"code": "1.001193"}).status_int == 401
    if user:
        assert "Choose this procedure" not in opened(user).contents
    assert fresh(dossier).procedure == {}


def test_nothing_is_accepted_before_the_procedure_is_chosen(opened, dossier):
    browser = opened("our-officers")
    browser.getControl("Accept", index=0).click()
    assert "Choose the procedure first." in browser.contents
    with api.env.adopt_user("our-officers"), pytest.raises(ProcedureMissing):
        api.portal.get_tool("portal_workflow").doActionFor(fresh(dossier), "accept")
    assert fresh(dossier).state() == "new"


def test_a_choice_is_mended_until_acceptance_and_then_stays(post, dossier):
    assert post("our-officers", {"code": "1.000656"}).status_int == 200
    assert fresh(dossier).due_at is None
    assert post("our-heads", {"code": "1.001193"}).status_int == 200
    chosen = fresh(dossier)
    assert chosen.due_at is not None
    assert [entry.before for entry in chosen.log][-1] == "1.000656"
    with api.env.adopt_user("our-officers"):
        api.portal.get_tool("portal_workflow").doActionFor(chosen, "accept")
    transaction.commit()
    assert post("our-officers", {"code": "1.000656"}).status_int == 409
    # The same again changes nothing, and is no mistake.
    entries = len(fresh(dossier).log)
    assert post("our-officers", {"code": "1.001193"}).status_int == 200
    assert len(fresh(dossier).log) == entries


def test_a_dossier_accepted_before_there_was_a_choice_gets_its_date(post, dossier):
    """As version 0.2.0 left them: accepted without a procedure, candidates without times."""
    old = {name: BIRTH[name] for name in ("procedure", "fees")}
    old["procedure"] = {**old["procedure"], "uid": "gone"}
    dossier.candidates = ()
    with api.env.adopt_user("our-officers"):
        api.portal.get_tool("portal_workflow").doActionFor(dossier, "accept")
    dossier.candidates = (old,)
    transaction.commit()
    assert post("our-officers", {"code": "1.001193"}).status_int == 200
    assert fresh(dossier).due_at is None


def test_a_dossier_with_its_procedure_has_nothing_to_choose(people):
    dossier = people["dossier"]
    with api.env.adopt_user("our-officers"):
        assert not choosing.may_choose(dossier)
        with pytest.raises(choosing.NotToChoose):
            choosing.choose(dossier, "1.001193")


def test_the_applicant_is_told_the_date_by_one_letter(post, dossier):
    assert post("our-officers", {"code": "1.000656"}).status_int == 200
    assert post("our-officers", {"code": "1.001193"}).status_int == 200
    chosen = fresh(dossier)
    owed = missing(chosen)
    living = [entry.payload["letter"] for entry in outbox.get_outbox().living()]
    # The second choice's letter; the first one's, if it still waits, says nothing any more.
    assert "2-procedure" in living and owed == []


def test_the_date_is_told_to_whoever_follows_it(post, dossier, ask, people):
    post("our-officers", {"code": "1.001193"})
    secret_of_other = people["receipt"].secret
    assert ask(dossier.code, secret_of_other).status_int == 404
    told = course(fresh(dossier))
    assert told.due_at == fresh(dossier).due_at
    # No state: the course is not longer for it.
    assert [state for _at, state in told.log] == ["new"]
