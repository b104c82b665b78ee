"""How often one sender may submit: over both ways in, before anything is read."""

from filing import body
from filing import fill
from plone import api
import pytest
import transaction


@pytest.fixture
def url(service, functional_portal):
    base = functional_portal.absolute_url()
    return service.absolute_url().replace(base, f"{base}/++api++")


@pytest.fixture
def once(service):
    api.portal.set_registry_record("egov.portal.limits.submit", "1/minute")
    transaction.commit()


def key(number):
    return f"a-key-of-16-chars-{number}"


def test_too_often_is_429_with_the_time_to_wait(url, rest, once, dossiers):
    assert rest.post(f"{url}/@submissions", body(), key=key(1)).status_int == 201
    refused = rest.post(f"{url}/@submissions", body(), key=key(2), Accept_Language="en")
    assert refused.status_int == 429
    assert refused.json["type"] == "TooManyRequests"
    assert "Try again in" in refused.json["message"]
    assert 50 <= int(refused.headers["Retry-After"]) <= 60
    assert len(dossiers()) == 1


def test_answer_given_already_is_given_again_whatever_the_limit(url, rest, once):
    first = rest.post(f"{url}/@submissions", body(), key=key(1))
    assert rest.post(f"{url}/@submissions", body(), key=key(2)).status_int == 429
    for _again in range(3):
        again = rest.post(f"{url}/@submissions", body(), key=key(1))
        assert again.status_int == 200
        assert again.json == first.json


def test_known_key_is_no_way_around_the_limit(url, rest, once):
    rest.post(f"{url}/@submissions", body(), key=key(1))
    assert rest.post(f"{url}/@submissions", body(ho_ten="Khác"), key=key(1)).status_int == 429


def test_refused_before_the_body_is_looked_at(url, rest, once):
    rest.post(f"{url}/@submissions", body(), key=key(1))
    assert rest.post(f"{url}/@submissions", b"{no json", key=key(2)).status_int == 429


def test_wrong_bodies_count_too(url, rest, once):
    assert rest.post(f"{url}/@submissions", b"{no json", key=key(1)).status_int == 400
    assert rest.post(f"{url}/@submissions", body(), key=key(2)).status_int == 429


def test_lifted_limits_refuse_nothing(url, rest, once, monkeypatch):
    monkeypatch.setenv("EGOV_RATE_LIMITS", "off")
    for number in range(3):
        assert rest.post(f"{url}/@submissions", body(), key=key(number)).status_int == 201


def test_page_says_when_to_try_again_and_keeps_the_answers(
    service, url, rest, once, visitor, dossiers, monkeypatch
):
    page = visitor()
    page.addHeader("Cookie", "I18N_LANGUAGE=en")
    page.open(service["to-khai"].absolute_url())
    fill(page, ho_ten="Trần Văn Minh")
    rest.post(f"{url}/@submissions", body(), key=key(1))
    page.getControl(name="form.buttons.submit").click()
    assert page.headers["status"].startswith("429")
    assert 50 <= int(page.headers["Retry-After"]) <= 60
    assert "Try again in" in page.contents
    assert page.getControl(name="form.widgets.ho_ten").value == "Trần Văn Minh"
    assert len(dossiers()) == 1
    monkeypatch.setenv("EGOV_RATE_LIMITS", "off")
    fill(page, ho_ten="Trần Văn Minh")
    page.getControl(name="form.buttons.submit").click()
    assert "receipt-code" in page.contents
    assert len(dossiers()) == 2


def test_same_form_sent_again_shows_its_receipt_whatever_the_limit(service, once, visitor):
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    fill(page)
    send = page.getControl(name="form.buttons.submit")
    send.click()
    first = page.contents
    page.goBack()
    fill(page)
    page.getControl(name="form.buttons.submit").click()
    assert page.headers["status"].startswith("200")
    assert first.count("receipt-code") == page.contents.count("receipt-code") == 1
