"""Was this page useful: who may answer, how often, what is kept, who sees it."""

from egov.portal.shared.limiting import counting
from egov.portal.site import usefulness
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
import pytest
import transaction


HERE = {"Origin": "http://nohost", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def client(functional_app):
    return Browser(functional_app).testapp


@pytest.fixture
def send(client, procedure):
    def sender(status=303, path="", headers=HERE, **fields):
        counting.forget()
        answer = client.post(
            procedure.absolute_url() + "/@@useful" + path,
            fields,
            headers=headers,
            expect_errors=True,
        )
        assert answer.status_int == status, answer.text[-1500:]
        transaction.begin()
        return answer

    return sender


def counts(procedure):
    return usefulness.answers_to(procedure)[:2]


def test_an_answer_is_counted_and_thanked_for(procedure, send, client):
    answer = send(answer="yes")
    assert (
        "Thank you"
        in client.get(answer.headers["Location"], headers={"Cookie": "I18N_LANGUAGE=en"}).text
    )
    send(answer="no", reason="Thiếu\nphí\x00")
    assert counts(procedure) == (1, 1)
    assert usefulness.answers_to(procedure)[2] == [("no", "Thiếu phí")]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://nohost"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_other_sites_cannot_answer(procedure, send, headers):
    send(403, headers=headers, answer="yes")
    assert counts(procedure) == (0, 0)


def test_an_origin_alone_is_enough_where_a_browser_says_no_more(procedure, send, client):
    send(headers={"Origin": procedure.absolute_url().partition("/plone")[0]}, answer="yes")
    assert counts(procedure) == (1, 0)


def test_one_sender_counts_once_a_day_for_a_page(procedure, client):
    for _time in range(2):
        client.post(
            procedure.absolute_url() + "/@@useful", {"answer": "yes"}, headers=HERE, status=303
        )
    transaction.begin()
    assert counts(procedure) == (1, 0)


def test_too_many_answers_are_refused(procedure, client, monkeypatch):
    from egov.portal.shared.limiting.settings import ILimitSettings

    monkeypatch.setattr(ILimitSettings["useful"], "default", "1/minute")
    api.portal.set_registry_record("egov.portal.limits.useful", "1/minute")
    transaction.commit()
    address = procedure.absolute_url() + "/@@useful"
    client.post(address, {"answer": "yes"}, headers=HERE, status=303)
    refused = client.post(address, {"answer": "no"}, headers=HERE, status=429)
    assert refused.headers["Retry-After"]


def test_programs_that_fill_in_everything_are_not_counted(procedure, send):
    send(answer="yes", website="http://spam.example")
    assert counts(procedure) == (0, 0)


@pytest.mark.parametrize("value", ["", "maybe", "reasons"])
def test_other_answers_are_a_bad_request(procedure, send, value):
    send(400, answer=value)


def test_reasons_are_cut_escaped_and_bounded(procedure, monkeypatch):
    answers = usefulness.Answers()
    monkeypatch.setattr(usefulness, "MOST_REASONS", 3)
    for number in range(5):
        answers.add("no", f"lý do {number}")
    assert len(answers.reasons) == 3 and answers.no() == 5


def test_drafts_and_other_content_cannot_be_answered_about(procedure, client, functional_portal):
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(procedure, "withdraw")
    transaction.commit()
    address = procedure.absolute_url() + "/@@useful"
    assert client.post(address, {"answer": "yes"}, headers=HERE).status_int == 302
    client.post(
        functional_portal["thong-bao"].absolute_url() + "/@@useful", headers=HERE, status=404
    )


def test_reading_writes_nothing(procedure, client):
    client.get(procedure.absolute_url() + "/@@useful?answer=yes")
    transaction.begin()
    assert counts(procedure) == (0, 0)


def test_editors_see_the_answers_and_strangers_do_not(procedure, send, client, functional_portal):
    send(answer="no", reason="<b>mập mờ</b>")
    listed = functional_portal.absolute_url() + "/@@usefulness"
    assert client.get(listed).status_int == 302
    assert "mập mờ" not in client.get(procedure.absolute_url()).text
    client.authorization = ("Basic", (SITE_OWNER_NAME, SITE_OWNER_PASSWORD))
    for address in (listed, procedure.absolute_url()):
        text = client.get(address).text
        assert "&lt;b&gt;mập mờ&lt;/b&gt;" in text


def test_the_page_asks_without_a_token_so_that_caches_may_keep_it(procedure, client):
    text = client.get(procedure.absolute_url()).text
    assert "/@@useful" in text and "_authenticator" not in text
