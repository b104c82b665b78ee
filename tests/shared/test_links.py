"""Links of content: which they are, which lead nowhere; no inner address is ever asked."""

from AccessControl import Unauthorized
import contextlib
from egov.portal.shared import outbox
from egov.portal.shared.links import keeping
from egov.portal.shared.links.asking import Answer
from egov.portal.shared.links.asking import ask
from egov.portal.shared.links.asking import is_public
from egov.portal.shared.links.checking import ask_for_due
from egov.portal.shared.links.checking import key
from egov.portal.shared.links.checking import LinkCheck
from egov.portal.shared.links.finding import links_of
from egov.portal.shared.links.report import broken_among
from egov.portal.shared.links.report import broken_links
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from people import as_person
from plone import api
from plone.app.textfield.value import RichTextValue
from Products.CMFCore.indexing import processQueue
import pytest
import socket
import threading
import time


ANY_PORT = {"http": None, "https": None}


class Site(BaseHTTPRequestHandler):
    asked = []

    def do_HEAD(self):
        type(self).asked.append((self.command, self.path))
        status = {"/there": 200, "/gone": 404, "/no-head": 405 if self.command == "HEAD" else 200}
        if self.path == "/slow":
            time.sleep(3)
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
        else:
            self.send_response(status.get(self.path, 500))
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def elsewhere():
    """Address of a site of the tests' own, on an address that is not public."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def ask_there(url, **options):
    return ask(url, may_ask=lambda address: True, ports=ANY_PORT, **options)


@pytest.mark.parametrize(
    "path,ok,status",
    [("/there", True, 200), ("/gone", False, 404), ("/no-head", True, 200), ("/odd", False, 500)],
)
def test_an_address_is_asked_for_its_head(elsewhere, path, ok, status):
    answer = ask_there(elsewhere + path)
    assert (answer.ok, answer.status) == (ok, status)


def test_redirections_are_followed_a_few_times(elsewhere):
    assert ask_there(f"{elsewhere}/to?/there").ok
    assert ask_there(f"{elsewhere}/to?/to?/gone").status == 404
    assert "redirections" in ask_there(f"{elsewhere}/to?" + "/to?" * 9 + "/there").reason


def test_each_redirection_is_looked_at_anew(elsewhere):
    Site.asked.clear()
    asked = []

    def first_only(address):
        asked.append(address)
        return len(asked) == 1

    answer = ask(f"{elsewhere}/to?{elsewhere}/there", may_ask=first_only, ports=ANY_PORT)
    assert not answer.ok and "public" in answer.reason
    assert [path for _method, path in Site.asked] == [f"/to?{elsewhere}/there"]


def test_a_site_that_does_not_answer_is_left(elsewhere):
    began = time.monotonic()
    assert not ask_there(f"{elsewhere}/slow", seconds=0.5).ok
    assert time.monotonic() - began < 2.5


@pytest.fixture
def dripping():
    """Address of a server that answers a handshake of TLS with a letter at a time."""
    server = socket.create_server(("127.0.0.1", 0))
    closing = threading.Event()

    def drip():
        with contextlib.suppress(OSError), server.accept()[0] as caller:
            caller.sendall(b"\x16\x03\x03\x40\x00")  # of a record of 16 kB
            while not closing.wait(0.2):
                caller.sendall(b"\x02")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.getsockname()[1]}/"
    closing.set()
    server.close()
    thread.join(5)


def test_a_site_that_answers_a_letter_at_a_time_is_left_over_tls_too(dripping):
    began = time.monotonic()
    assert not ask_there(dripping, seconds=0.5).ok
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["103.1.210.10", "2405:4800::1"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0x7f000001/",
        "http://2130706433/", "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/",
        "http://user:word@127.0.0.1/",
    ],
)  # fmt: skip
def test_nothing_inner_is_asked(elsewhere, url):
    Site.asked.clear()
    answer = ask(url)
    assert not answer.ok and not Site.asked


def test_only_the_ports_of_the_web_are_asked(elsewhere):
    Site.asked.clear()
    assert not ask(f"{elsewhere}/there", may_ask=lambda address: True).ok
    assert not Site.asked


@pytest.fixture
def faq(portal, agencies):
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(portal["hoi-dap"], "FAQ", title="Nháp", agency=agencies[0])
        text = (
            f'<a href="https://example.gov.vn/a?b=1#c">x</a> <a href="../van-ban">y</a>'
            f'<a href="resolveuid/{other.UID()}">z</a> <a href="khong-co">w</a>'
            '<a href="mailto:a@b.vn">m</a> <a href="#d">d</a>'
        )
        return api.content.create(
            portal["hoi-dap"],
            "FAQ",
            "cau-hoi",
            title="Hỏi",
            agency=agencies[0],
            answer=RichTextValue(text, "text/html", "text/html"),
        )


def test_links_are_found_in_texts(faq):
    assert [link for link in links_of(faq) if not link.startswith("uid ")] == [
        "https://example.gov.vn/a?b=1",
        "path /hoi-dap/khong-co",
        "path /van-ban",
    ]


def test_links_within_the_portal_are_looked_up(faq):
    broken = {each.address for each in broken_among(links_of(faq))}
    assert broken == {"/hoi-dap/khong-co", "/hoi-dap/nhap"}


def test_a_failure_that_may_pass_counts_when_it_comes_again(faq):
    url = "https://example.gov.vn/a?b=1"
    keeping.note(url, Answer(False, 503), now=1.0)
    assert url not in {each.link for each in broken_links()}
    keeping.note(url, Answer(False, 503), now=2.0)
    assert [each.since for each in broken_links() if each.link == url] == [1.0]
    keeping.note(url, Answer(True, 200), now=3.0)
    assert url not in {each.link for each in broken_links()}


def test_what_is_gone_counts_at_once(faq):
    url = "https://example.gov.vn/a?b=1"
    keeping.note(url, Answer(False, 404, "Not Found", True))
    assert [each.reason for each in broken_links() if each.link == url] == ["404 Not Found"]


def test_other_sites_are_asked_only_where_that_is_switched_on(faq):
    assert ask_for_due(None, 100) == (None, 0)
    assert outbox.find(key("https://example.gov.vn/a?b=1")) is None
    assert LinkCheck().away()


def test_other_sites_are_asked_a_few_a_minute_and_again_after_days(portal, faq):
    api.portal.set_registry_record("egov.portal.links.active", True)
    api.portal.set_registry_record("egov.portal.links.per_minute", 1)
    with api.env.adopt_roles(["Manager"]):
        api.content.create(
            portal["hoi-dap"], "FAQ", title="Hai", description="Xem https://example.vn/hai."
        )
    assert not LinkCheck().away()
    processQueue()
    ask_for_due(None, 100)
    urls = ("https://example.gov.vn/a?b=1", "https://example.vn/hai")
    first, second = sorted(outbox.find(key(url)).next_at for url in urls)
    assert second - first == pytest.approx(60, abs=1)
    for url in urls:
        outbox.get_outbox().remove(outbox.find(key(url)))
        keeping.note(url, Answer(True, 200))
    ask_for_due(None, 100)
    assert all(outbox.find(key(url)) is None for url in urls)


@pytest.mark.parametrize("person", ["editor", "reviewer", "officer", "citizen", "anonymous"])
def test_only_administrators_switch_it_on(portal, agencies, person):
    with as_person(portal, person):
        assert not api.user.has_permission("egov.portal: Manage portal settings", obj=portal)
        with pytest.raises(Unauthorized):
            portal.restrictedTraverse("@@links-controlpanel")
