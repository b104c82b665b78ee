"""Whoever sends or reads slowly on many connections keeps nobody else out."""

import base64
from contextlib import ExitStack
import pytest
import socket
from urllib.parse import urlsplit


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


@pytest.fixture
def large_file(made_portal):
    """The path of a public file of 30 MB, larger than a server usually keeps of an answer."""
    password = (made_portal.var / "admin-password").read_text().strip()
    data = base64.b64encode(bytes(30_000_000)).decode()
    file = {"data": data, "encoding": "base64", "filename": "quy-hoach.pdf"}
    made = made_portal.ask(
        "/++api++/", {"@type": "File", "title": "Quy hoạch", "file": file}, "POST", password
    )
    path = urlsplit(made["@id"]).path.replace("/++api++", "")
    yield path
    made_portal.ask(path.replace("/portal/", "/++api++/", 1), None, "DELETE", password)


def test_slow_readers_of_a_large_file_keep_nobody_waiting(made_portal, large_file):
    with ExitStack() as opened:
        for _reader in range(4):
            reader = opened.enter_context(socket.socket())
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.connect(("127.0.0.1", made_portal.port))
            asked = f"GET {large_file}/@@download/file HTTP/1.1\r\nHost: x\r\n\r\n"
            reader.sendall(asked.encode())
            assert reader.recv(12) == b"HTTP/1.1 200"
        status, _body = made_portal.get("/++api++/@suggest?q=khai", timeout=15)
        assert status == 200
