"""The documented Varnish in front of a real portal: what it keeps, and that it is always right."""

import base64
import json
import os
import pytest
import re
from running import free_port
from running import ROOT
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request


VCL = ROOT / "instance" / "varnish" / "portal.vcl"
PUBLIC = "https://dichvucong.example.vn"
# No other test edits it: a lock would keep the change out.
PAGE = "/thu-tuc/2.000635"
SERVICE = "/dich-vu/cap-ban-sao-trich-luc-ho-tich"


class Front:
    """A Varnish before a portal."""

    def __init__(self, portal, folder):
        self.portal, self.folder, self.port = portal, folder, free_port()
        text = VCL.read_text().replace('"8080"', f'"{portal.port}"')
        (folder / "portal.vcl").write_text(text)
        # Varnish's own processes give up root, and have to reach their folder.
        folder.chmod(0o755)
        self.output = (folder / "varnish.log").open("wb")
        self.process = subprocess.Popen(
            ["varnishd", "-F", "-a", f"127.0.0.1:{self.port}", "-f", folder / "portal.vcl"]
            + ["-n", folder / "work", "-s", "malloc,32m", "-T", "none", "-j", "none"],
            stdout=self.output,
            stderr=self.output,
            env=dict(os.environ, PATH=f"{os.environ['PATH']}:/usr/sbin"),
        )

    def wait(self, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.1)
        raise AssertionError((self.folder / "varnish.log").read_text())

    def get(self, path, method="GET", **headers):
        """(status, headers, text) as a visitor gets it; headers with _ for -."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {"Accept": "text/html", **headers}
        url = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(url, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return response.status, response.headers, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def asked(self, path):
        """Statuses the portal has answered for an address, in the order of time."""
        log = (self.portal.var / "log" / "instance-access.log").read_text()
        there = re.compile(rf'/VirtualHostRoot{re.escape(path)} HTTP/1.1" (\d+)')
        time.sleep(0.1)  # the line is written after the answer
        return [int(status) for status in there.findall(log)]

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.output.close()


@pytest.fixture(scope="module")
def front(made_portal, tmp_path_factory):
    if not shutil.which("varnishd", path=f"{os.environ['PATH']}:/usr/sbin"):
        pytest.skip("varnishd is not installed")
    front = Front(made_portal, tmp_path_factory.mktemp("varnish"))
    try:
        yield front.wait()
    finally:
        front.stop()


@pytest.fixture(scope="module")
def admin(made_portal):
    password = (made_portal.var / "admin-password").read_text().strip()
    return "Basic " + base64.b64encode(f"admin:{password}".encode()).decode()


@pytest.fixture
def titled(made_portal, admin):
    """The page gets its title back: other tests use this portal, too."""
    request = urllib.request.Request(f"{made_portal.url}/++api++{PAGE}")
    request.add_header("Accept", "application/json")
    with urllib.request.urlopen(request, timeout=60) as response:
        title = json.load(response)["title"]
    yield title
    change(made_portal, admin, title)


def change(portal, admin, title):
    """Over REST, not through Varnish."""
    request = urllib.request.Request(
        f"{portal.url}/++api++{PAGE}",
        json.dumps({"title": title}).encode(),
        {"Accept": "application/json", "Content-Type": "application/json", "Authorization": admin},
        method="PATCH",
    )
    urllib.request.urlopen(request, timeout=60).close()


def test_what_is_kept_is_asked_after_and_a_change_is_seen_by_the_next_request(
    front, made_portal, admin, titled
):
    for number in range(3):
        before = len(front.asked(PAGE))
        assert front.get(PAGE)[0] == 200
        title = f"Tên đã đổi, lần {number}"
        _status, _headers, page = front.get(PAGE)
        assert title not in page
        assert front.asked(PAGE)[-1] == 304, front.asked(PAGE)[before:]
        change(made_portal, admin, title)
        assert title in front.get(PAGE)[2]
        assert front.asked(PAGE)[-1] == 200


def test_addresses_are_the_publics_whatever_host_a_request_names(front):
    for headers in ({"Host": "evil.example"}, {"X_Forwarded_Host": "evil.example"}):
        _status, _headers, page = front.get(PAGE, **headers)
        assert f"{PUBLIC}{PAGE}" in page
        assert "evil.example" not in page
    assert front.get("/VirtualHostBase/http/evil.example:80/portal/VirtualHostRoot/")[0] == 404


def test_a_page_for_somebody_signed_in_is_no_strangers(front, admin):
    front.get(PAGE)
    assert "edit-bar" in front.get(PAGE, Authorization=admin)[2]
    assert "edit-bar" not in front.get(PAGE)[2]
    before = len(front.asked(PAGE))
    front.get(PAGE, Cookie="__ac=abc")
    assert front.asked(PAGE)[before:] == [200]


def test_each_language_has_its_own_page(front):
    for cookie, language in (("I18N_LANGUAGE=en", "en"), ("", "vi"), ("I18N_LANGUAGE=en", "en")):
        page = front.get(PAGE, **({"Cookie": cookie} if cookie else {}))[2]
        assert f'lang="{language}"' in page[:400]


@pytest.mark.parametrize("path", [f"{SERVICE}/to-khai", "/tra-cuu", "/login"])
def test_forms_and_tracking_are_never_kept(front, path):
    before = len(front.asked(path))
    for _time in range(2):
        status, headers, _page = front.get(path)
        assert status == 200
        assert headers.get("Age", "0") == "0"
        assert "public" not in headers.get("Cache-Control", "")
    assert front.asked(path)[before:] == [200, 200]


def test_a_file_with_a_stamp_is_given_without_asking(front):
    style = re.search(rf'href="{PUBLIC}(/\+\+[^"]+\.css[^"]*)"', front.get("/")[2])[1]
    for _time in range(2):
        status, headers, _text = front.get(style)
        assert status == 200
    assert "immutable" in headers["Cache-Control"]
    # Two numbers: of this request, and of the one that Varnish has it from.
    assert len(headers["X-Varnish"].split()) == 2
