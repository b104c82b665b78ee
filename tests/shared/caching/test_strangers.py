"""One visitor's page is never another's."""

import gzip
from plone import api
from Products.SiteAccess.VirtualHostMonster import VirtualHostMonster
import pytest


ONE = "/thu-tuc/1.001193"
DRAFT = "/thu-tuc/9.999999"


def test_the_page_of_somebody_signed_in_is_not_kept(client, manager):
    for _time in range(3):
        answer = client.get(ONE, user=manager)
        assert "edit-bar" in answer.text
        assert not answer.hit
    assert "edit-bar" not in client.get(ONE).text


def test_the_page_of_a_stranger_is_not_for_those_who_signed_in(client, manager):
    client.warm(ONE)
    answer = client.get(ONE, user=manager)
    assert not answer.hit
    assert "edit-bar" in answer.text


@pytest.mark.parametrize(
    "cookie",
    [
        "__ac=abc",
        'auth_token="abc"',
        "statusmessages=abc",
        "_ZopeId=abc",
        "draft=1.abc",
        "I18N_LANGUAGE=vi; __ac=abc",
        "I18N_LANGUAGE=fr",
        "broken[]=1; __ac=abc",
        "=; __ac=x",
    ],
)
def test_who_brings_a_cookie_is_no_stranger(client, cookie):
    client.warm(ONE)
    assert not client.get(ONE, HTTP_COOKIE=cookie).hit


def test_cookies_that_count_visitors_make_no_difference(client):
    client.warm(ONE)
    assert client.get(ONE, HTTP_COOKIE="_ga=GA1.2.3; _pk_id.1.abc=1").hit


def test_a_draft_is_never_kept(client, manager, front):
    for _time in range(3):
        assert client.get(DRAFT, user=manager).status == 200
        assert client.get(DRAFT).status in (302, 401, 404)
    assert not front.memory.answers


def test_each_language_has_its_own_page(client):
    english = {"HTTP_COOKIE": "I18N_LANGUAGE=en"}
    client.warm(ONE).warm(ONE, **english)
    assert 'lang="vi"' in client.get(ONE).text[:300]
    assert 'lang="en"' in client.get(ONE, **english).text[:300]


def test_html_and_json_of_one_address_are_two(client):
    client.warm(ONE)
    answer = client.get(ONE, HTTP_ACCEPT="application/json")
    assert answer.json["code"] == "1.001193"
    assert "<html" in client.get(ONE).text
    assert not client.get(ONE, HTTP_ACCEPT="application/json, text/html").hit


@pytest.mark.parametrize(
    "given",
    [
        {"HTTP_HOST": "evil.example"},
        {"wsgi.url_scheme": "https"},
        {"SCRIPT_NAME": "/evil"},
    ],
)
def test_another_host_gets_a_page_of_its_own(client, given):
    client.warm(ONE)
    assert not client.get(ONE, **given).hit
    assert client.get(ONE).hit
    assert "evil" not in client.get(ONE).text


@pytest.mark.parametrize(
    "name",
    [
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_FORWARDED",
        "HTTP_X_ORIGINAL_URL",
        "HTTP_X_REWRITE_URL",
        "HTTP_X_THEME_ENABLED",
        "HTTP_REFERER",
        "HTTP_USER_AGENT",
        "HTTP_ANYTHING",
    ],
)
def test_no_other_header_comes_into_a_page_that_is_kept(client, name):
    plain = client.get(ONE).text
    poisoned = "/hoi-dap"
    client.get(poisoned, **{name: "evil.example"})
    client.get(poisoned, **{name: "evil.example"})
    answer = client.get(poisoned)
    assert answer.hit
    assert "evil" not in answer.text
    assert "evil" not in str(answer.headers)
    assert plain


def test_the_virtual_host_of_a_proxy_has_its_own_addresses(client, functional_portal):
    root = functional_portal.__parent__
    if "virtual_hosting" not in root.objectIds():
        root._setObject("virtual_hosting", VirtualHostMonster())
    path = "/VirtualHostBase/https/cong.example.vn:443/plone/VirtualHostRoot/thu-tuc"
    client.root = ""
    client.get(path)
    answer = client.get(path)
    if not answer.hit:
        answer = client.get(path)
    assert answer.hit
    assert "https://cong.example.vn/thu-tuc/1.001193" in answer.text
    client.root = "/plone"
    assert "cong.example.vn" not in client.get("/thu-tuc").text


def test_other_origins_may_read_rest_and_others_are_told_nothing(client):
    client.rest(ONE, HTTP_ORIGIN="https://a.example")
    answer = client.rest(ONE, HTTP_ORIGIN="https://b.example")
    if not answer.hit:
        answer = client.rest(ONE, HTTP_ORIGIN="https://c.example")
    assert answer.hit
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "a.example" not in str(answer.headers)
    assert "access-control-allow-origin" not in client.rest(ONE).headers


@pytest.mark.parametrize("query", ["x=1", "set_language=en", "q=a&utm_source=b", "status=x"])
def test_unknown_parameters_are_not_kept(client, front, query):
    for _time in range(2):
        assert not client.get("/thu-tuc", query).hit
    assert not front.memory.answers or all(not key.query for key in front.memory.answers)


def test_a_filtered_list_is_kept_by_its_whole_query(client):
    client.warm("/thu-tuc", "level=commune")
    assert not client.get("/thu-tuc", "level=province").hit
    assert client.get("/thu-tuc", "level=commune").hit


def test_who_has_the_page_is_told_so(client):
    client.warm(ONE)
    first = client.get(ONE)
    answer = client.get(ONE, HTTP_IF_NONE_MATCH=first.headers["etag"])
    assert (answer.status, answer.body) == (304, b"")
    for name in ("content-security-policy", "etag", "vary", "cache-control"):
        assert answer.headers[name] == first.headers[name]
    assert client.get(ONE, HTTP_IF_NONE_MATCH='"another"').status == 200


def test_a_changed_page_has_another_tag(client, functional_portal, change):
    client.warm(ONE)
    before = client.get(ONE).headers["etag"]
    procedure = functional_portal["thu-tuc"]["1.001193"]

    def retitle():
        procedure.title = "Khác hẳn"
        procedure.reindexObject()

    change(retitle)
    assert client.get(ONE, HTTP_IF_NONE_MATCH=before).status == 200
    assert client.get(ONE).headers["etag"] != before


def test_pages_are_packed_for_who_understands(client):
    client.warm(ONE)
    plain = client.get(ONE)
    packed = client.get(ONE, HTTP_ACCEPT_ENCODING="br, gzip;q=0.8")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert len(packed.body) == int(packed.headers["content-length"]) < len(plain.body) / 2
    assert "content-encoding" not in client.get(ONE, HTTP_ACCEPT_ENCODING="gzip;q=0").headers


@pytest.mark.parametrize("path", ["", "/thu-tuc", ONE])
def test_head_says_what_get_does_without_the_page(client, path):
    client.warm(path)
    warm = client.get(path, method="HEAD")
    assert warm.hit
    assert warm.body == b""
    assert warm.headers["content-length"] == str(len(client.get(path).body))


def test_a_part_of_a_page_is_the_whole_page(client):
    client.warm(ONE)
    answer = client.get(ONE, HTTP_RANGE="bytes=0-9")
    assert answer.status == 200
    assert len(answer.body) > 1000


def test_what_is_sent_is_never_answered_from_memory(client):
    client.warm("/thu-tuc")
    assert not client.get("/thu-tuc", method="POST").hit


def test_an_administrator_can_switch_it_off(client, change, front):
    client.warm(ONE)
    change(api.portal.set_registry_record, "egov.portal.caching.enabled", False)
    assert not client.get(ONE).hit
    assert not client.get(ONE).hit
    assert not front.memory.answers


def test_a_proxy_may_wait_only_if_an_administrator_says_so(client, change):
    assert "no-cache" in client.warm(ONE).get(ONE).headers["cache-control"]
    change(api.portal.set_registry_record, "egov.portal.caching.proxy_seconds", 30)
    assert "s-maxage=30" in client.warm(ONE).get(ONE).headers["cache-control"]


def test_what_asks_for_a_page_of_its_own_gets_one(client, front):
    for path in ("/login", "/@@health", "/tra-cuu", "/ho-so"):
        client.get(path)
        assert not client.get(path).hit, path
    assert not front.memory.answers
