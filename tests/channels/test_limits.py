"""Bodies too large to be of use: refused before Zope reads them."""

from egov.portal.channels.limits import filter_limits
from importlib.metadata import entry_points
from io import BytesIO
import pytest


MEGABYTE = 1_000_000


class Unread:
    """A body that must not be read."""

    def read(self, *size):
        raise AssertionError("It was read")


def send(application, path, size, body=None, **environ):
    given = {"CONTENT_LENGTH": str(size), "wsgi.input": body or Unread(), **environ}
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "x",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        **given,
    }
    got = {}

    def start_response(status, headers):
        got["status"], got["headers"] = int(status.split()[0]), dict(headers)

    text = b"".join(application(environ, start_response)).decode()
    return got["status"], got["headers"], text


@pytest.fixture
def zope():
    return filter_limits(read_all)


def read_all(environ, start_response):
    size = len(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{size} of {environ['CONTENT_LENGTH']}".encode()]


@pytest.mark.parametrize("path", ["/portal", "/portal/@@contact-info", "/portal/++api++/@login"])
def test_a_stranger_may_send_little_where_no_files_are_asked_for(zope, path):
    assert send(zope, path, 3, BytesIO(b"abc"))[::2] == (200, "3 of 3")
    assert send(zope, path, MEGABYTE + 1)[0] == 413


@pytest.mark.parametrize(
    "path",
    [
        "/portal/dich-vu/khai-sinh/to-khai/@@view",
        "/VirtualHostBase/https/x:443/portal/VirtualHostRoot/dich-vu/khai-sinh/@submissions",
        "/portal/++api++/dich-vu/khai-sinh/@submissions",
        "/portal/@@bo-sung-ho-so",
    ],
)
def test_forms_take_files_up_to_the_hard_limit(zope, path):
    assert send(zope, path, 2 * MEGABYTE, BytesIO(b"x" * 2 * MEGABYTE))[0] == 200
    assert send(zope, path, 100 * MEGABYTE + 1)[0] == 413


def test_the_hard_limit_is_set_in_the_environment(monkeypatch):
    monkeypatch.setenv("EGOV_LARGEST_UPLOAD", "3")

    zope = filter_limits(read_all)
    assert send(zope, "/portal/dich-vu/x", 3 * MEGABYTE + 1)[0] == 413


@pytest.mark.parametrize(
    "credentials",
    [{"HTTP_AUTHORIZATION": "Basic x"}, {"HTTP_COOKIE": "a=b; __ac=x"}],
)
def test_whoever_signs_in_may_send_more(zope, credentials):
    body = BytesIO(b"x" * 2 * MEGABYTE)
    assert send(zope, "/portal/@@edit", 2 * MEGABYTE, body, **credentials)[0] == 200
    assert send(zope, "/portal/@@edit", 100 * MEGABYTE + 1, **credentials)[0] == 413


@pytest.mark.parametrize("cookie", ["a=__ac=", "x__ac=1", "__ac="])
def test_other_cookies_are_no_credentials(zope, cookie):
    assert send(zope, "/portal", MEGABYTE + 1, HTTP_COOKIE=cookie)[0] == 413


class Endless:
    """A body without an announced size and without an end."""

    def __init__(self):
        self.given = 0

    def read(self, size):
        self.given += size
        return b"x" * size


def test_a_body_of_unknown_size_is_read_no_further_than_allowed(zope):
    body = Endless()
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked"}
    assert send(zope, "/portal", "", body, **chunked)[0] == 413
    assert body.given < 1.2 * MEGABYTE
    assert send(zope, "/portal", "", BytesIO(b"abc"), **chunked)[::2] == (200, "3 of 3")


def test_programs_are_told_in_json_and_people_on_a_page_in_their_language(zope):
    status, headers, text = send(
        zope, "/portal/++api++/@x", 2 * MEGABYTE, HTTP_ACCEPT_LANGUAGE="en"
    )
    assert (status, headers["Content-Type"]) == (413, "application/json")
    assert text == '{"type": "RequestEntityTooLarge", "message": "What you sent is too large."}'
    status, headers, text = send(zope, "/portal", 2 * MEGABYTE, HTTP_ACCEPT_LANGUAGE="en")
    assert headers["Content-Type"].startswith("text/html")
    assert "<h1>Too large</h1><p>What you sent is too large.</p>" in text
    assert '<html lang="vi">' in send(zope, "/portal", 2 * MEGABYTE)[2]


def test_the_filter_is_found_by_its_name_and_used():
    (found,) = entry_points(group="paste.filter_app_factory", name="limits")
    assert found.load() is filter_limits
