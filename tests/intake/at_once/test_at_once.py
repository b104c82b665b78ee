"""Submissions at the same moment: none lost, none doubled."""

from concurrent.futures import ThreadPoolExecutor
from filing import body
import requests


def send(url, key):
    headers = {"Idempotency-Key": key, "Accept": "application/json"}
    return requests.post(f"{url}/@submissions", json=body(), headers=headers, timeout=60)


def test_the_same_key_at_once_makes_one_dossier(url, catalog):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _n: send(url, "the-very-same-key"), range(16)))
    assert {answer.status_code for answer in answers} == {200, 201}
    assert len({(a.json()["code"], a.json()["secret"]) for a in answers}) == 1
    assert [answer.status_code for answer in answers].count(201) == 1
    assert catalog().count() == 1


def test_many_at_once_are_all_stored_under_their_own_numbers(url, catalog, monkeypatch):
    monkeypatch.setenv("EGOV_RATE_LIMITS", "off")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: send(url, f"key-number-{n:06}"), range(64)))
    assert {answer.status_code for answer in answers} == {201}
    codes = {answer.json()["code"] for answer in answers}
    assert len(codes) == 64
    assert {row.code for row in catalog().search(size=100)} == codes
