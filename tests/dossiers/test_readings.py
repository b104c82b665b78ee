"""Every reading of personal data by those who work on a dossier is written down, or not had."""

from concurrent.futures import ThreadPoolExecutor
from egov.portal import dossiers
from egov.portal.dossiers import readings
from egov.portal.dossiers.content import Dossier
from filing import make_submission
from filing import PASSWORD
import json
from plone import api
from plone.testing.zope import Browser
import pytest
from threading import Barrier
import transaction
import ZODB
from ZODB.POSException import ReadOnlyError


def read_by(dossier):
    transaction.begin()
    return [(each.who, each.what) for each in dossier.readings]


@pytest.fixture
def send(functional_app):
    """send(method, url, user, **headers) -> the answer."""

    def sending(method, url, user, **headers):
        testapp = Browser(functional_app).testapp
        testapp.authorization = ("Basic", (user, PASSWORD))
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return testapp.request(url, method=method, headers=headers, expect_errors=True)

    return sending


@pytest.mark.parametrize("user", ["our-officers", "our-heads"])
def test_page_rest_and_file_are_each_written_down(people, browse, user):
    dossier = people["dossier"]
    url = dossier.absolute_url()
    assert browse(url, user)[0] == 200
    assert browse(url, user, json=True)[0] == 200
    assert browse(f"{url}/@@file/1", user)[0] == 200
    assert read_by(dossier) == [(user, "file 1"), (user, "rest"), (user, "page")]


def test_every_way_to_the_data_is_written_down(people, browse):
    dossier = people["dossier"]
    url = dossier.absolute_url()
    rest = url.replace("/ho-so", "/++api++/ho-so")
    ways = [
        (url, False),
        (f"{url}/view", False),
        (f"{url}/@@view", False),
        (url, True),
        (rest, False),
        (f"{url}/@@file/1", True),
        (f"{rest}/@@file/1", False),
    ]
    for count, (address, as_json) in enumerate(ways, start=1):
        status, body, _headers = browse(address, "our-officers", as_json)
        assert status == 200, address
        assert len(read_by(dossier)) == count, address


@pytest.mark.parametrize("suffix", ["", "/@@view", "/@@file/1"])
@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": "*"},
        {"If_Modified_Since": "Sat, 21 Nov 2099 00:00:00 GMT"},
        {"Range": "bytes=0-3"},
        {"Accept": "application/json"},
    ],
)
def test_conditional_requests_are_no_way_round(people, send, suffix, headers):
    answer = send("GET", people["dossier"].absolute_url() + suffix, "our-officers", **headers)
    assert answer.status_int == 200
    assert len(read_by(people["dossier"])) == 1


@pytest.mark.parametrize("suffix", ["", "/@@view", "/view", "/@@file/1"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_head_is_told_nothing(people, send, suffix, accept):
    url = people["dossier"].absolute_url() + suffix
    answer = send("HEAD", url, "our-officers", Accept=accept)
    assert answer.status_int == 404
    assert "Content-Disposition" not in answer.headers
    assert "Nguyễn" not in answer.text


def test_the_applicants_own_reading_is_not(people, browse):
    url = people["dossier"].absolute_url()
    for suffix in ("", "/@@file/1"):
        assert browse(url + suffix, "applicant")[0] == 200
    assert read_by(people["dossier"]) == []


def test_what_is_refused_or_not_there_is_not(people, browse):
    url = people["dossier"].absolute_url()
    browse(url, "other-officers")
    browse(f"{url}/@@file/9", "our-officers")
    assert read_by(people["dossier"]) == []


def test_lists_show_no_personal_data(people, browse):
    register = people["dossier"].register().absolute_url()
    for as_json in (False, True):
        body = browse(register, "our-officers", json=as_json)[1]
        assert people["receipt"].code in body
        for private in ("Nguyễn", "applicant", "đơn xin"):
            assert private not in body


@pytest.mark.parametrize("suffix", ["", "/@@file/1"])
@pytest.mark.parametrize("as_json", [False, True])
def test_what_cannot_be_written_down_is_not_shown(people, browse, monkeypatch, suffix, as_json):
    """As with a database that takes no writes."""

    def refuse(self, *args, **kw):
        raise ReadOnlyError()

    url = people["dossier"].absolute_url()
    monkeypatch.setattr(ZODB.Connection.Connection, "tpc_begin", refuse)
    status, body, _headers = browse(url + suffix, "our-officers", json=as_json)
    assert status >= 500
    body = body if isinstance(body, str) else body.decode("latin-1")
    for private in ("Nguyễn", "%PDF", "đơn xin"):
        assert private not in body


def test_reading_writes_nothing_else(people, browse):
    """Not even the dossier: a reading never stands in the way of a change."""
    dossier = people["dossier"]
    browse(dossier.absolute_url(), "our-officers")
    transaction.begin()
    before = dossier._p_serial, dossier.log._p_serial, dossier.register()._p_serial
    browse(dossier.absolute_url(), "our-officers")
    transaction.begin()
    dossier.readings._p_activate(), dossier.log._p_activate()
    assert (dossier._p_serial, dossier.log._p_serial, dossier.register()._p_serial) == before
    assert len(read_by(dossier)) == 2


def test_readings_at_the_same_moment_are_all_kept(people, monkeypatch):
    """Also where a full part is put aside meanwhile, and a change of state is going on."""
    monkeypatch.setattr(readings, "FULL", 7)
    dossier = people["dossier"]
    database, oid = dossier._p_jar.db(), dossier._p_oid
    together = Barrier(8)

    def read(reader):
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        try:
            for number in range(10):
                together.wait(30)
                readings.write(connection.get(oid), f"officer {reader}", f"file {number}")
        finally:
            manager.abort()
            connection.close()

    with api.env.adopt_user("our-officers"):
        dossier.portal_workflow.doActionFor(dossier, "accept")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(8)))
    transaction.commit()
    found = read_by(dossier)
    assert len(found) == len(set(found)) == 80
    assert dossier.state() == "accepted"


def test_newest_comes_first_over_parts_put_aside(monkeypatch):
    monkeypatch.setattr(readings, "FULL", 3)
    kept = readings.Readings()
    for number in range(10):
        kept.add("an-officer", f"file {number}")
    assert [each.what for each in kept] == [f"file {number}" for number in reversed(range(10))]


def test_dossiers_from_before_there_was_a_log_get_one(people, browse):
    del people["dossier"].readings
    assert Dossier.readings is None
    transaction.commit()
    assert browse(people["dossier"].absolute_url(), "our-officers")[0] == 200
    assert read_by(people["dossier"]) == [("our-officers", "page")]


def test_head_sees_names_and_applicant_sees_none(people, browse):
    url = people["dossier"].absolute_url()
    browse(f"{url}/@@file/1", "our-officers")
    _status, body, _headers = browse(f"{url}/@@readings", "our-heads")
    assert "our-officers" in body
    assert "đơn xin.pdf" in body
    _status, body, _headers = browse(f"{url}/@@readings", "applicant")
    assert "our-officers" not in body
    assert "đơn xin.pdf" in body


def test_nobody_else_sees_who_read(people, browse):
    url = people["dossier"].absolute_url()
    for user in ("our-officers", "other-heads", "stranger", "manager", None):
        for as_json, name in ((False, "@@readings"), (True, "@readings")):
            assert browse(f"{url}/{name}", user, json=as_json)[0] in (302, 401, 403), (user, name)
    assert browse(f"{url}/@readings", "applicant", json=True)[0] == 401


def test_head_gets_them_over_rest(people, browse):
    url = people["dossier"].absolute_url()
    browse(url, "our-officers", json=True)
    said = json.loads(browse(f"{url}/@readings", "our-heads", json=True)[1])
    assert said["items_total"] == 1
    assert said["items"][0]["who"] == "our-officers"
    assert said["items"][0]["what"] == "rest"


def test_a_dossier_not_stored_yet_keeps_its_readings_with_itself(portal):
    dossier = dossiers.receive(make_submission()).dossier
    readings.note(dossier, "page")
    assert [each.what for each in dossier.readings] == ["page"]
