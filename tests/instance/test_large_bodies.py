"""A real process that is sent far too much: it says so, and its memory stays as it was."""

import json
from pathlib import Path
import pytest
import re
import socket


MEGABYTE = 1_000_000
# What a process may grow by while it refuses bodies of 90 MB.
ROOM = 60 * MEGABYTE
JSON = ("Accept: application/json", "Idempotency-Key: 0123456789abcdef")
FORM = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="don"; filename="a.pdf"\r\n\r\n%PDF-1.4 '
TOKEN = b'--b\r\nContent-Disposition: form-data; name="_authenticator"\r\n\r\n%s\r\n'
SERVICE = "/dich-vu/cap-ban-sao-trich-luc-ho-tich"


def zope_process(portal):
    """The process id of Zope, the child of the one that was started."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if int(parent) == portal.process.pid:
                return folder.name
    raise AssertionError("No process")


def memory(process, what="VmRSS"):
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))


def send(portal, path, size, content_type, headers=(), start=b"", fill=b"x" * 65_536):
    """(status, body) for a body of so many bytes, sent in pieces."""
    lines = [
        f"POST /portal{path} HTTP/1.1",
        f"Host: 127.0.0.1:{portal.port}",
        f"Content-Type: {content_type}",
        f"Content-Length: {size}",
        "Connection: close",
        *headers,
    ]
    with socket.create_connection(("127.0.0.1", portal.port), 120) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + start)
        end = b"\r\n--b--\r\n" if content_type == FORM else b""
        left = size - len(start) - len(end)
        try:
            while left > 0:
                connection.sendall(fill[:left])
                left -= len(fill[:left])
            connection.sendall(end)
        except OSError:
            pass  # refused before all was sent
        answer = b""
        try:
            while piece := connection.recv(65_536):
                answer += piece
        except OSError:
            pass
    head, _blank, body = answer.partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head else None), body.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("path", "content_type", "headers", "start"),
    [
        ("/@@contact-info", "application/x-www-form-urlencoded", (), b"a="),
        ("/++api++/@login", "application/json", JSON, b'{"login": "'),
        (f"/++api++{SERVICE}/@submissions", "application/json", JSON, b'{"fields": {"a": "'),
        (f"/++api++{SERVICE}/@submissions", FORM, JSON, PART),
        (f"{SERVICE}/to-khai/@@view", FORM, (), PART),
        # Whoever only says that they are signed in.
        ("/++api++/@users", "application/json", (*JSON, "Cookie: __ac=x"), b'{"a": "'),
        ("/++api++/@users", "application/json", (*JSON, "Authorization: Bearer x"), b'{"a": "'),
    ],
    ids=["page", "login", "json", "multipart", "form", "cookie", "token"],
)
def test_too_much_is_refused_and_fills_no_memory(made_portal, path, content_type, headers, start):
    if path.endswith("@@view"):
        page = made_portal.get(f"{SERVICE}/to-khai")[1]
        token = re.search(r'name="_authenticator"[^>]* value="(\w+)"', page)[1]
        start = TOKEN % token.encode() + start
    process = zope_process(made_portal)
    Path(f"/proc/{process}/clear_refs").write_text("5")  # begin to measure the peak anew
    before = memory(process)
    status, body = send(made_portal, path, 90 * MEGABYTE, content_type, headers, start)
    assert status == 413
    assert body.startswith("{") == ("Accept: application/json" in headers)
    assert memory(process, "VmHWM") - before < ROOM


def test_more_than_the_server_takes_is_refused_before_it_is_sent(made_portal):
    path = f"/++api++{SERVICE}/@submissions"
    assert send(made_portal, path, 3_000 * MEGABYTE, "application/json", JSON)[0] == 413


def test_more_than_a_request_may_have_is_answered_by_the_portal(made_portal):
    """In JSON to programs, in Vietnamese to people, not by the web server's own words."""
    path = f"/++api++{SERVICE}/@submissions"
    status, body = send(made_portal, path, 130 * MEGABYTE, "application/json", JSON)
    assert status == 413
    assert json.loads(body)["type"] == "RequestEntityTooLarge"
    status, body = send(made_portal, f"{SERVICE}/to-khai/@@view", 130 * MEGABYTE, FORM)
    assert status == 413
    assert '<html lang="vi"' in body


def test_a_body_of_a_hundred_thousand_parts_is_refused(made_portal):
    part = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'
    for path in (f"/++api++{SERVICE}/@submissions", f"{SERVICE}/to-khai/@@view"):
        status, body = send(made_portal, path, 100_000 * len(part), FORM, JSON, fill=part * 1000)
        assert status == 400
        assert "Traceback" not in body


def test_json_of_a_hundred_thousand_fields_or_levels_is_refused(made_portal):
    path = f"/++api++{SERVICE}/@submissions"
    many = json.dumps({"fields": {f"f{number}": 1 for number in range(100_000)}})
    deep = '{"fields": ' + '{"a":' * 100_000
    for text, refused in ((many, 413), (deep, 400)):
        body = text.encode()
        status, answer = send(made_portal, path, len(body), "application/json", JSON, start=body)
        assert status == refused
        assert len(answer) < 1000
