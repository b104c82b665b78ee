"""Rate limits: who is counted as whom, what is counted, and that memory has its bounds."""

from egov.portal.shared import limiting
from egov.portal.shared.limiting import counting
from egov.portal.shared.limiting.health import check_limits
from egov.portal.shared.limiting.memory import BoundedMemory
from egov.portal.shared.limiting.senders import network_of
from egov.portal.shared.limiting.senders import sender_of
from egov.portal.shared.limiting.settings import parsed
from egov.portal.shared.limiting.settings import valid_address
from egov.portal.shared.limiting.settings import valid_rates
from io import BytesIO
from limits.strategies import MovingWindowRateLimiter
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
import pytest
from zope.interface import Invalid
from ZPublisher import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


def request_from(address, forwarded=None):
    environ = {
        "REQUEST_METHOD": "POST",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": address,
    }
    if forwarded:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    return HTTPRequest.HTTPRequest(BytesIO(), environ, HTTPResponse())


def limit(name, rates):
    api.portal.set_registry_record(f"egov.portal.limits.{name}", rates)


@pytest.fixture
def stranger(portal):
    logout()
    limit("submit", "2/minute; 3/hour")
    return request_from("203.0.113.7")


def test_one_more_than_the_limit_is_refused_and_told_when_to_try_again(stranger):
    limiting.hit("submit", stranger)
    limiting.hit("submit", stranger)
    with pytest.raises(limiting.TooOften) as refused:
        limiting.hit("submit", stranger)
    assert 55 <= refused.value.retry_after <= 60
    assert "seconds" in refused.value.message


def test_room_comes_back_when_the_window_has_moved_on(stranger, monkeypatch):
    import time

    now = time.time()
    limiting.hit("submit", stranger)
    limiting.hit("submit", stranger)
    monkeypatch.setattr("time.time", lambda: now + 61)
    limiting.hit("submit", stranger)
    with pytest.raises(limiting.TooOften) as refused:  # the limit of the hour
        limiting.hit("submit", stranger)
    assert 3500 < refused.value.retry_after <= 3600
    assert "minutes" in refused.value.message


def test_what_is_refused_is_not_counted(stranger):
    limit("submit", "1/minute; 2/hour")
    limiting.hit("submit", stranger)
    for _again in range(5):
        with pytest.raises(limiting.TooOften):
            limiting.hit("submit", stranger)
    (rate,) = parsed("2/hour")
    key = counting.digest("address 203.0.113.7")
    assert counting.limiter().get_window_stats(rate, "submit", key).remaining == 1


def test_another_address_and_another_name_have_limits_of_their_own(stranger):
    limit("submit", "1/minute")
    limiting.hit("submit", stranger)
    limiting.hit("submit", request_from("203.0.113.8"))
    limiting.hit("track", stranger)


def test_without_rates_nothing_is_refused(stranger):
    limit("submit", "")
    for _time in range(200):
        limiting.hit("submit", stranger)


def test_switch_in_the_environment_lifts_all_limits(stranger, monkeypatch):
    monkeypatch.setenv("EGOV_RATE_LIMITS", "off")
    for _time in range(10):
        limiting.hit("submit", stranger)


def test_request_tried_again_after_a_conflict_counts_once(stranger):
    limit("submit", "1/minute")
    limiting.hit("submit", stranger)
    again = stranger.retry()
    limiting.hit("submit", again)


def test_limits_are_generous_for_a_school_behind_one_address(portal):
    logout()
    request = request_from("203.0.113.7")
    for name in ("draft", "submit"):  # a form with steps begins a draft for each application
        for _pupil in range(60):
            limiting.hit(name, request)


def test_subscriber_of_ipv6_has_one_limit_for_the_whole_network():
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:ffff:1:2:3")
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:203.0.113.7") == network_of("203.0.113.7:4711") == "203.0.113.7"
    assert network_of("no address") == network_of("") == "unknown"


def test_stranger_cannot_pass_as_others_with_a_header(portal):
    logout()
    sent = [request_from("203.0.113.7", f"198.51.100.{last}") for last in range(3)]
    assert {sender_of(request) for request in sent} == {"address 203.0.113.7"}


def test_trusted_proxy_tells_the_address_and_nothing_before_its_own_word_counts(
    portal, monkeypatch
):
    logout()
    monkeypatch.setattr(HTTPRequest, "trusted_proxies", ("127.0.0.1", "10.0.0.5"))
    request = request_from("127.0.0.1", "1.2.3.4, 198.51.100.9, 10.0.0.5")
    assert sender_of(request) == "address 198.51.100.9"
    assert sender_of(request_from("192.0.2.1", "1.2.3.4")) == "address 192.0.2.1"


def test_unnamed_proxy_before_all_visitors_is_told_in_the_log(stranger, caplog):
    limiting.warn_of_proxy.cache_clear()
    limiting.hit("submit", request_from("113.160.1.1", "198.51.100.9"))
    assert "EGOV_TRUSTED_PROXIES" not in caplog.text
    limiting.hit("submit", request_from("127.0.0.1", "198.51.100.9"))
    assert "EGOV_TRUSTED_PROXIES" in caplog.text


def test_signed_in_users_behind_one_address_have_limits_of_their_own(portal):
    limit("submit", "1/minute")
    request = request_from("203.0.113.7")
    for name in ("hoa", "minh"):
        api.user.create(f"{name}@example.vn", name, "Mot-mat-khau-1")
        login(portal, name)
        limiting.hit("submit", request)
    with pytest.raises(limiting.TooOften):
        limiting.hit("submit", request)


def test_people_of_agencies_and_kiosks_may_do_more(portal, agencies):
    limit("submit", "1/minute")
    limit("factor", 3)
    limit("addresses", ["203.0.113.0/24", "2001:db8::/32"])
    logout()
    for address in ("203.0.113.7", "2001:db8:9::1"):
        for _time in range(3):
            limiting.hit("submit", request_from(address))
        with pytest.raises(limiting.TooOften):
            limiting.hit("submit", request_from(address))
    login(portal, "officer")
    for _time in range(3):
        limiting.hit("submit", request_from("198.51.100.1"))


def test_wrong_secrets_are_counted_for_the_code(stranger):
    limit("track_failed", "2/hour")
    limiting.refuse_if_spent("track_failed", "H15")
    limiting.count("track_failed", "H15", stranger)
    limiting.count("track_failed", "H15", request_from("198.51.100.1"))
    with pytest.raises(limiting.TooOften):
        limiting.refuse_if_spent("track_failed", "H15")
    limiting.refuse_if_spent("track_failed", "H16")


def test_log_names_a_refused_sender_once_a_minute(stranger, caplog):
    limit("submit", "1/hour")
    limiting.hit("submit", stranger)
    for _time in range(20):
        with pytest.raises(limiting.TooOften):
            limiting.hit("submit", stranger)
    assert caplog.text.count("203.0.113.7") == 1


def test_a_million_addresses_do_not_fill_the_memory():
    memory = BoundedMemory(most_keys=1000, most_times=5000)
    limiter = MovingWindowRateLimiter(memory)
    (rate,) = parsed("60/minute")
    for number in range(20_000):
        assert limiter.hit(rate, "submit", str(number))
    assert len(memory.times) == 1000
    assert memory.number == 1000


def test_many_hits_of_few_senders_do_not_fill_the_memory_either():
    memory = BoundedMemory(most_keys=1000, most_times=500)
    limiter = MovingWindowRateLimiter(memory)
    (rate,) = parsed("100000/hour")
    for number in range(5000):
        limiter.hit(rate, "submit", str(number % 20))
    assert memory.number == sum(map(len, memory.times.values())) <= 500


def test_sender_who_comes_often_is_not_forgotten_for_others():
    memory = BoundedMemory(most_keys=100)
    limiter = MovingWindowRateLimiter(memory)
    (rate,) = parsed("60/minute")
    passed = 0
    for number in range(2000):
        limiter.hit(rate, "submit", f"other {number}")
        passed += limiter.hit(rate, "submit", "eager")
    assert passed < 200


def test_storage_that_does_not_answer_refuses_nobody(stranger, monkeypatch, caplog):
    class Gone(BoundedMemory):
        base_exceptions = OSError

        def get_moving_window(self, *arguments):
            raise OSError("connection refused")

    gone = Gone()
    gone.wrap_exceptions = True
    monkeypatch.setattr(counting, "told", None)
    monkeypatch.setattr(counting, "limiter", lambda: MovingWindowRateLimiter(gone))
    for _time in range(5):
        limiting.hit("submit", stranger)
    assert caplog.text.count("cannot be counted") == 1


@pytest.mark.parametrize("address", ["redis://localhost", "nothing://", "redis"])
def test_storage_that_cannot_be_is_told_and_the_process_counts_for_itself(
    stranger, monkeypatch, caplog, address
):
    monkeypatch.setenv(counting.STORAGE, address)
    counting.limiter.cache_clear()
    try:
        limiting.hit("submit", stranger)
        limiting.hit("submit", stranger)
        with pytest.raises(limiting.TooOften):
            limiting.hit("submit", stranger)
        assert check_limits()[0] == "warning"
    finally:
        counting.limiter.cache_clear()
    assert caplog.text.count("cannot be used") == 1


def test_health_tells_when_limits_are_lifted_or_a_proxy_is_not_named(portal, monkeypatch):
    limiting.warn_of_proxy.cache_clear()
    assert check_limits()[0] == "ok"
    limiting.hit("submit", request_from("127.0.0.1", "198.51.100.9"))
    assert check_limits()[0] == "warning"
    limiting.warn_of_proxy.cache_clear()
    monkeypatch.setenv("EGOV_RATE_LIMITS", "off")
    assert check_limits()[0] == "warning"


@pytest.mark.parametrize("text", ["60/minute", "60/minute; 600/hour", "1 per 10 minutes", "", None])
def test_rates_as_people_write_them(text):
    assert valid_rates(text)


@pytest.mark.parametrize("text", ["60", "fast", "-1/minute", "0/minute", "60/minute; x", "1" * 9])
def test_rates_that_mean_nothing_are_refused(text):
    with pytest.raises(Invalid):
        valid_rates(text)


@pytest.mark.parametrize("text", ["203.0.113.7", "203.0.113.9/24", "2001:db8::/32", " 10.0.0.1 "])
def test_addresses_and_networks_of_kiosks(text):
    assert valid_address(text)


@pytest.mark.parametrize("text", ["kiosk", "203.0.113", "203.0.113.0/33", ""])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(Invalid):
        valid_address(text)
