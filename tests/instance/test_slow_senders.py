"""Whoever opens many connections and sends little on them keeps nobody else out."""

from contextlib import ExitStack
import pytest
import socket


BEGUN = {
    "nothing": b"",
    "half a header": b"GET /portal HTTP/1.1\r\nHost: x\r\nX-A: ",
    "half a body": (
        b"POST /portal/++api++/@track HTTP/1.1\r\nHost: x\r\n"
        b"Content-Type: application/json\r\nContent-Length: 3000\r\n\r\n{"
    ),
}


@pytest.mark.parametrize("begun", BEGUN.values(), ids=list(BEGUN))
def test_two_hundred_slow_senders_keep_nobody_waiting(made_portal, begun):
    with ExitStack() as opened:
        for _sender in range(200):
            sender = socket.create_connection(("127.0.0.1", made_portal.port), 10)
            opened.enter_context(sender)
            sender.sendall(begun)
        status, _body = made_portal.get("/++api++/@suggest?q=khai", timeout=15)
        assert status == 200
