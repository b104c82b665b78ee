"""Addresses that are no text: answered before Zope, which cannot read them."""

from egov.portal.channels.addresses import filter_addresses
from importlib.metadata import entry_points
import pytest
from webtest import TestApp


@pytest.fixture
def client():
    def zope(environ, start_response):
        environ["PATH_INFO"].encode("latin-1").decode("utf-8")
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"zope"]

    return TestApp(filter_addresses(zope))


@pytest.mark.parametrize("path", ["/portal", "/portal/h%E1%BB%93", "/portal/%00"])
def test_what_is_text_goes_on_to_zope(client, path):
    assert client.get(path).text == "zope"


def ask(client, path, **headers):
    return client.request("/", environ={"PATH_INFO": path}, headers=headers, status=404)


def test_what_is_no_text_leads_nowhere(client):
    answer = ask(client, "/portal/\xff\xfe")
    assert answer.content_type == "text/html"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.text


@pytest.mark.parametrize(
    "path,headers",
    [("/portal/++api++/\xff", {}), ("/portal/\xff", {"Accept": "application/json"})],
)
def test_programs_are_told_so_in_json(client, path, headers):
    answer = ask(client, path, **{"Accept-Language": "en", **headers})
    assert answer.json == {"type": "NotFound", "message": "There is nothing at this address."}


@pytest.mark.parametrize("method", ["PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK", "TRACE", "FOO"])
@pytest.mark.parametrize("path", ["/portal", "/portal/++api++"])
def test_methods_that_nobody_uses_are_refused(client, method, path):
    answer = client.request(path, method=method, status=405)
    assert "PROPFIND" not in answer.headers["Allow"]
    assert (answer.content_type == "application/json") == ("++api++" in path)


@pytest.mark.parametrize("name", ["manage_FTPget", "manage_DAVget"])
def test_content_has_no_views_for_webdav(client, name):
    client.get(f"/portal/thu-tuc/1.001193/{name}", status=404)


def test_the_filter_is_found_by_its_name():
    (found,) = entry_points(group="paste.filter_app_factory", name="addresses")
    assert found.load() is filter_addresses


@pytest.mark.parametrize("path", ["/portal/../acl_users", "/portal/.", "/../x"])
def test_nothing_is_above_the_portal(client, path):
    ask(client, path)


@pytest.mark.parametrize(
    "path,shorter",
    [("/portal/++api++", "/portal"), ("/portal/a/++api++/", "/portal/a"), ("/++api++", "/")],
)
def test_a_change_of_what_the_mark_of_rest_follows_reaches_it(path, shorter):
    seen = []

    def zope(environ, start_response):
        seen.append((environ["PATH_INFO"], environ.get("HTTP_ACCEPT")))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b""]

    client = TestApp(filter_addresses(zope))
    client.request(path, method="PATCH")
    client.request(path, method="GET")
    assert seen == [(shorter, "application/json"), (path, None)]
