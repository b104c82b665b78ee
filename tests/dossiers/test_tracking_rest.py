"""POST @track: states and dates for the holder of code and secret, nothing for anybody else."""

from Acquisition import aq_base
import datetime
from egov.portal import dossiers
from egov.portal.dossiers import keys
from egov.portal.dossiers import tracking
from filing import make_submission
import json
from plone import api
from plone.testing.zope import Browser
import pytest
import time
import transaction


WRONG = "0000-0000-0000-0000"


@pytest.fixture
def code(people):
    return people["receipt"].code


@pytest.fixture
def secret(people):
    return people["receipt"].secret


def move(dossier, *transitions):
    with api.env.adopt_user("our-officers"):
        for name in transitions:
            dossier.portal_workflow.doActionFor(
                dossier, name, comment="Thiếu giấy khai sinh của bà Hoa"
            )
    transaction.commit()


def test_code_and_secret_give_state_and_dates(ask, people, code, secret):
    answer = ask(code, secret, Accept_Language="en")
    assert answer.status_int == 200
    assert answer.content_type == "application/json"
    said = answer.json
    received = people["receipt"].received_at.isoformat()
    assert said == {
        "code": code,
        "state": "new",
        "state_title": "Newly registered",
        "received_at": received,
        "due_at": None,
        "updated_at": received,
        "log": [{"at": received, "state": "new", "state_title": "Newly registered"}],
    }
    assert datetime.datetime.fromisoformat(received).utcoffset() is not None


def test_course_is_told_without_names_and_reasons(ask, people, code, secret):
    move(people["dossier"], "accept", "process", "request_supplement")
    answer = ask(code, secret)
    assert answer.json["state"] == "supplement_requested"
    assert [entry["state"] for entry in answer.json["log"]] == [
        "new",
        "accepted",
        "processing",
        "supplement_requested",
    ]
    assert answer.json["updated_at"] == answer.json["log"][-1]["at"]
    assert all(set(entry) == {"at", "state", "state_title"} for entry in answer.json["log"])
    for private in ("our-officers", "applicant", "Nguyễn", "Hoa", "khai sinh", "đơn xin", secret):
        assert private not in answer.text


def test_reading_by_an_officer_is_no_part_of_the_course(ask, people, code, secret):
    people["dossier"].log.add("read", who="our-officers")
    transaction.commit()
    assert len(ask(code, secret).json["log"]) == 1


def test_it_is_forgiving_about_how_both_are_written(ask, code, secret):
    typed = ask(code.lower().replace("-", " "), secret.lower().replace("-", ""))
    assert typed.json["code"] == code


def test_wrong_code_and_wrong_secret_get_the_same_answer(ask, code, secret):
    answers = [
        ask(code, WRONG),
        ask("H15.50-200101-9999", secret),
        ask("H15.50-200101-9999", WRONG),
        ask(code + "0", secret),
        ask("\ud800", "\ud800"),
        ask("../../acl_users", "x"),
    ]
    assert {answer.status_int for answer in answers} == {404}
    assert len({answer.body for answer in answers}) == 1
    assert set(answers[0].json) == {"type", "message"}
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_secret_of_another_dossier_opens_nothing(ask, people, code):
    other = dossiers.receive(make_submission(people["agency"]))
    transaction.commit()
    assert ask(code, other.secret).status_int == 404
    assert ask(other.code, other.secret).status_int == 200


def test_wrong_code_and_wrong_secret_take_the_same_way(people, code, monkeypatch):
    """A dossier is woken and a stored hash compared, whether the code is known or not."""
    steps = []
    register = people["dossier"].register()
    kind = type(aq_base(register))
    traverse, fits = kind.unrestrictedTraverse, keys.secret_fits

    def traversing(self, path, *args):
        steps.append("traverse")
        return traverse(self, path, *args)

    def comparing(server_key, stored, given):
        steps.append(("compare", len(stored)))
        return fits(server_key, stored, given)

    monkeypatch.setattr(kind, "unrestrictedTraverse", traversing)
    monkeypatch.setattr(keys, "secret_fits", comparing)
    ways = []
    for asked in (code, "H15.50-200101-9999"):
        assert tracking.track(asked, WRONG) is None
        ways.append([*steps])
        steps.clear()
    assert ways[0] == ways[1] == ["traverse", ("compare", 32)]


def test_stand_in_never_answers_for_an_unknown_code(people):
    """The only dossier stands in for every unknown code: its own secret does not open it there."""
    assert tracking.track("H15.50-200101-9999", people["receipt"].secret) is None


def test_stand_ins_are_taken_from_all_dossiers_and_stay_the_same(people, one_a_minute):
    for _each in range(30):
        dossiers.receive(make_submission(people["agency"]))
    catalog = people["dossier"].register()._catalog
    numbers = [i * (2**64 - 1) // 199 for i in range(200)]
    rows = [catalog.any_row(number) for number in numbers]
    assert len({row.code for row in rows}) > 10
    assert rows == [catalog.any_row(number) for number in numbers]


def test_empty_register_finds_nothing(ask, functional_portal):
    assert ask("H15.50-261121-0001", WRONG).status_int == 404


def test_wrong_code_and_wrong_secret_take_the_same_time(people, code):
    """Medians of many, taken in turns; a way left out would be far more than the tolerance."""
    times = {code: [], "H15.50-200101-9999": []}
    for _each in range(300):
        for asked, taken in times.items():
            begin = time.process_time()
            tracking.track(asked, WRONG)
            taken.append(time.process_time() - begin)
    known, unknown = (sorted(taken)[150] for taken in times.values())
    assert 0.6 < known / unknown < 1.6


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"{}",
        b"\xff\xfe",
        b"[" * 2000,
        b'{"code": "H15.50-261121-0001"}',
        b'{"secret": "x"}',
        b'{"code": 1, "secret": "x"}',
        b'{"code": ["a"], "secret": {"b": 1}}',
        b'{"code": "", "secret": " "}',
        json.dumps({"code": "a" * 101, "secret": "b"}).encode(),
    ],
)
def test_malformed_body_is_a_bad_request(ask, people, raw):
    answer = ask(raw=raw)
    assert answer.status_int == 400
    assert answer.json["type"] == "BadRequest"
    assert answer.json["message"]


def test_errors_name_their_fields(ask, people):
    errors = ask(raw=b'{"code": "", "secret": null}').json["errors"]
    assert [error["field"] for error in errors] == ["code", "secret"]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "text/plain",
        "x/json",
    ],
)
def test_other_content_types_are_refused(ask, code, secret, content_type):
    answer = ask(code, secret, Content_Type=content_type)
    assert answer.status_int == 415
    assert answer.json["type"] == "UnsupportedMediaType"


def test_form_data_is_refused(ask, people):
    raw = b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\na\r\n--x--\r\n'
    assert ask(raw=raw, Content_Type="multipart/form-data; boundary=x").status_int == 415


def test_large_body_is_refused(ask, people):
    assert ask(raw=b" " * 5000).status_int == 413


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_only_post_is_allowed(ask, code, secret, method):
    answer = ask(code, secret, method=method)
    assert answer.status_int == 405
    assert answer.headers["Allow"] == "POST"
    assert answer.json["type"] == "MethodNotAllowed"


def test_address_with_code_and_secret_is_not_answered(functional_app, people, code, secret):
    address = people["dossier"].portal_url.getPortalObject().absolute_url()
    answer = Browser(functional_app).testapp.get(
        f"{address}/++api++/@track?code={code}&secret={secret}", expect_errors=True
    )
    assert answer.status_int == 405
    assert secret not in answer.text


def test_answers_are_in_the_language_asked_for(ask, code, secret):
    english = ask(code, secret, Accept_Language="en-GB,en;q=0.9,vi;q=0.5")
    assert english.json["state_title"] == "Newly registered"
    assert english.headers["Content-Language"] == "en"
    assert ask(code, WRONG, Accept_Language="en").json["message"] == tracking.NOT_FOUND
    for languages in ("vi", "vi-VN,en;q=0.4", "fr", ""):
        answer = ask(code, WRONG, Accept_Language=languages)
        assert answer.headers["Content-Language"] == "vi", languages
    assert ask(raw=b"{", Accept_Language="en").json["message"] == "The body is not valid JSON."


def test_answers_are_kept_nowhere(ask, code, secret):
    for answer in (ask(code, secret), ask(code, WRONG), ask(raw=b"{"), ask(method="GET", raw=b"")):
        assert "no-store" in answer.headers["Cache-Control"]


def test_asking_writes_nothing(ask, functional_portal, code, secret):
    database = functional_portal._p_jar.db()
    before = database.lastTransaction()
    for given in (secret, WRONG):
        ask(code, given)
    assert database.lastTransaction() == before
