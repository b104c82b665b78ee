"""The client of clamd, against a real one."""

import datetime
from egov.portal.shared.scanning import health
from egov.portal.shared.scanning.clamd import Clamd
from egov.portal.shared.scanning.clamd import NoAnswer
from egov.portal.shared.scanning.clamd import parsed
from egov.portal.shared.scanning.clamd import Unreachable
from egov.portal.shared.scanning.clamd import Verdict
from egov.portal.shared.scanning.clamd import verdict
from io import BytesIO
import os
import pytest
from running import free_port
from scanner import EICAR
from scanner import needs_clamd
from scanner import OUR_OWN
from scanner import RunningClamd
from scanner import STREAM_LIMIT
import socket
import threading


pytestmark = needs_clamd


@pytest.fixture(scope="module")
def running():
    with RunningClamd() as running:
        yield running


@pytest.fixture(params=["socket", "address"])
def clamd(running, request):
    return Clamd(getattr(running, request.param), 20)


def test_what_has_no_signature_is_clean(clamd):
    assert clamd.scan(BytesIO(b"%PDF-1.4 a letter")) == Verdict("clean")
    assert clamd.scan(BytesIO(b"")) == Verdict("clean")
    assert clamd.scan(BytesIO(os.urandom(STREAM_LIMIT - 1000))) == Verdict("clean")


def test_a_virus_is_named(clamd):
    found = clamd.scan(BytesIO(b"%PDF-1.4 " + EICAR))
    assert found.state == "infected"
    assert found.reason.startswith("Eicar-Test-Signature")


def test_a_virus_at_the_end_of_many_pieces_is_found(clamd):
    content = os.urandom(STREAM_LIMIT - 1000) + OUR_OWN
    assert clamd.scan(BytesIO(content)).state == "infected"


@pytest.mark.parametrize("size", [STREAM_LIMIT + 1, 1_000_000, 20_000_000])
def test_what_is_longer_than_clamd_takes_is_never_clean(clamd, size):
    found = clamd.scan(BytesIO(b"x" * size))
    assert found.state == "unscannable"
    assert "StreamMaxLength" in found.reason


def test_it_says_its_version(clamd):
    assert clamd.version().startswith("ClamAV ")


def test_nobody_there_is_unreachable():
    for address in (f"127.0.0.1:{free_port()}", "unix:/nowhere/clamd.ctl"):
        with pytest.raises(Unreachable):
            Clamd(address, 2).scan(BytesIO(b"x"))


def test_a_frozen_clamd_is_waited_for_no_longer_than_set(running):
    running.freeze()
    try:
        for address in (running.socket, running.address):
            with pytest.raises((NoAnswer, Unreachable)):
                Clamd(address, 1).scan(BytesIO(b"x" * 200_000))
    finally:
        running.stop()
        running.start()


@pytest.fixture
def impostor():
    """impostor(answer) -> address of somebody who reads little, answers this and hangs up."""
    opened = []

    def listen(answer):
        server = socket.create_server(("127.0.0.1", 0))
        opened.append(server)

        def serve():
            connection, _peer = server.accept()
            with connection:
                connection.recv(10)
                connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        return f"127.0.0.1:{server.getsockname()[1]}"

    yield listen
    for server in opened:
        server.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00",
        b"stream: OK",
        b"OK\x00",
        b"stream: not OK\x00",
        b"stream: FOUND\x00",
        b"stream: x ERROR\x00",
        b"UNKNOWN COMMAND\x00",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"x" * 10_000,
    ],
)
def test_clean_is_only_what_says_so_whole(impostor, answer):
    with pytest.raises(NoAnswer):
        Clamd(impostor(answer), 2).scan(BytesIO(b"x"))


@pytest.mark.parametrize(
    "answer",
    [
        "stream: Heuristics.Encrypted.PDF FOUND",
        "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND",
    ],
)
def test_what_was_not_looked_into_is_unscannable_and_not_infected(answer):
    assert verdict(answer).state == "unscannable"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "clamd",
        "127.0.0.1",
        ":3310",
        "host:0",
        "host:70000",
        "host:3310/x",
        "unix:clamd",
        "http://h:1",
    ],
)
def test_an_address_is_a_socket_or_a_host_with_a_port(address):
    with pytest.raises(ValueError):
        parsed(address)


def test_health_tells_of_no_scanner_and_of_one_that_does_not_answer(running, monkeypatch):
    assert health.state_of("", 5)[0] == "warning"
    assert health.state_of(f"127.0.0.1:{free_port()}", 5)[0] == "error"
    # Signatures of one's own have no date.
    assert health.state_of(running.address, 5)[0] == "warning"


def test_health_looks_at_the_age_of_the_signatures(impostor):
    now = datetime.datetime.now().astimezone()
    for days, status in ((1, "ok"), (8, "warning")):
        moment = (now - datetime.timedelta(days=days)).strftime("%a %b %d %H:%M:%S %Y")
        address = impostor(f"ClamAV 1.4.3/27461/{moment}\x00".encode())
        assert health.state_of(address, 5)[0] == status
