"""Errors over REST: JSON, the right status, in the caller's language, never a traceback."""

from egov.portal.channels.rest.language import language_of
import pytest


CASES = [
    ("GET", "/nothing", 404, "NotFound"),
    ("GET", "/thu-tuc/9.999999", 401, "Unauthorized"),
    ("GET", "/thu-tuc/0.000000", 404, "NotFound"),
    ("GET", "/@procedures?b_size=x", 400, "BadRequest"),
    ("GET", "/@search?b_size=x", 400, "BadRequest"),
    ("GET", "/@users", 401, "Unauthorized"),
    ("PATCH", "/thu-tuc/1.001193", 401, "Unauthorized"),
    ("GET", "/@search?path.depth=deep", 400, "BadRequest"),
    ("GET", "/@search?created.query=x&created.range=min", 400, "BadRequest"),
    ("POST", "/@procedures", 405, "MethodNotAllowed"),
    ("PUT", "/@search", 405, "MethodNotAllowed"),
    ("GET", "/@vocabularies/nothing", 404, "NotFound"),
    ("GET", "/@vocabularies/plone.app.vocabularies.Users", 401, "Unauthorized"),
    ("GET", "/@sharing", 403, "Forbidden"),
    ("POST", "/@login", 400, "BadRequest"),
]


@pytest.mark.parametrize("method,address,status,kind", CASES)
def test_error_has_type_and_message_and_no_more(reader, method, address, status, kind):
    response = reader.request(method, address, json={} if method != "GET" else None)
    assert response.status_code == status
    assert response.headers["Content-Type"].startswith("application/json")
    error = response.json()
    assert error["type"] == kind
    assert error["message"]
    assert set(error) <= {"type", "message", "errors"}


def test_manager_gets_no_traceback_either(manager):
    assert set(manager.get("/nothing").json()) == {"type", "message"}


@pytest.mark.parametrize("kind", [RuntimeError, KeyError])
def test_our_fault_is_a_500_that_tells_nothing(reader, monkeypatch, kind):
    def broken(*args, **kwargs):
        raise kind("/secret/path")

    monkeypatch.setattr("egov.portal.search.procedures", broken)
    response = reader.get("/@procedures")
    assert response.status_code == 500
    assert response.json()["type"] == "InternalServerError"
    assert "secret" not in response.text


def test_broken_json_is_a_400(manager):
    response = manager.patch(
        "/thu-tuc/1.001193", data="{", headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 400
    assert "Traceback" not in response.text


def test_message_is_in_the_language_asked_for(reader):
    english = reader.get("/nothing", headers={"Accept-Language": "en-GB,vi;q=0.5"}).json()
    assert english["message"] == "There is nothing at this address."


@pytest.mark.parametrize(
    "header,language",
    [
        ("en", "en"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("fr, en;q=0.3, vi;q=0.2", "en"),
        ("fr", "vi"),
        ("", "vi"),
        (";;;,q=,en;q=x", "vi"),
        ("," * 10_000, "vi"),
    ],
)
def test_language_is_what_the_header_prefers(header, language):
    class Request(dict):
        def getHeader(self, name):
            return header

    assert language_of(Request()) == language


def test_other_sites_may_read_without_credentials(reader):
    response = reader.get("/@procedures", headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    ask = {"Origin": "https://example.org", "Access-Control-Request-Method": "PATCH"}
    response = reader.options("/thu-tuc/1.001193", headers=ask)
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "address",
    [
        "/@users",
        "/@users/admin",
        "/@groups",
        "/@registry",
        "/@registry/plone.smtp_host",
        "/@controlpanels",
        "/@controlpanels/mail",
        "/@addons",
        "/@database",
        "/@system",
        "/@roles",
        "/@principals?search=a",
        "/@aliases",
        "/@upgrade",
        "/@rules",
        "/thu-tuc/1.001193/@sharing",
        "/thu-tuc/1.001193/@history",
        "/thu-tuc/1.001193/@linkintegrity",
        "/ho-so",
    ],
)
def test_strangers_learn_nothing_of_how_the_site_is_kept(reader, address):
    response = reader.get(address)
    assert response.status_code in (401, 403, 404), response.text
    assert "admin@" not in response.text


def test_a_method_that_is_not_allowed_names_those_that_are(reader):
    assert reader.request("DELETE", "/@suggest").headers["Allow"] == "GET"


@pytest.mark.parametrize(
    "content_type,body",
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"rubbish"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a:int"\r\n\r\nx\r\n--x--\r\n',
        ),
    ],
)
def test_a_body_that_cannot_be_read_is_a_400_that_tells_no_more(reader, content_type, body):
    response = reader.post("/@login", data=body, headers={"Content-Type": content_type})
    assert response.status_code == 400
    assert response.json()["type"] == "BadRequest"
    assert set(response.json()) == {"type", "message"}
