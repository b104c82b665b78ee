"""Maintenance: a file tells everybody to come back later."""

from egov.portal.channels.maintenance import filter_maintenance
from egov.portal.channels.maintenance import static_page
from importlib.metadata import entry_points
from pathlib import Path
import pytest
from webtest import TestApp


@pytest.fixture
def switch(tmp_path, monkeypatch):
    path = tmp_path / "maintenance"
    monkeypatch.setenv("EGOV_MAINTENANCE_FILE", str(path))
    return path


@pytest.fixture
def client(switch):
    def zope(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"zope"]

    return TestApp(filter_maintenance(zope))


def test_the_portal_is_served_while_there_is_no_such_file(client):
    assert client.get("/portal").text == "zope"


@pytest.mark.parametrize("text,seconds", [("", "600"), ("90\n", "90"), ("soon", "600")])
def test_the_file_tells_everybody_when_to_come_back(client, switch, text, seconds):
    switch.write_text(text)
    answer = client.get("/portal", headers={"Accept-Language": "en"}, status=503)
    assert answer.headers["Retry-After"] == seconds
    assert answer.headers["Cache-Control"] == "no-store"
    assert "The portal is being maintained" in answer.text and 'lang="vi"' in answer.text
    switch.unlink()
    assert client.get("/portal").text == "zope"


@pytest.mark.parametrize(
    ("cookie", "first"),
    [
        ('I18N_LANGUAGE="vi"', "vi"),
        ("a=b; I18N_LANGUAGE=vi", "vi"),
        ("I18N_LANGUAGE=xx", "en"),
        ("", "en"),
    ],
)
def test_the_language_a_visitor_chose_comes_first(client, switch, cookie, first):
    switch.touch()
    headers = {"Accept-Language": "en", "Cookie": cookie}
    answer = client.get("/portal", headers=headers, status=503)
    assert f'<html lang="{first}">' in answer.text


def test_programs_are_told_in_json(client, switch):
    switch.touch()
    answer = client.post("/portal/++api++/dich-vu/x/@submissions", status=503)
    assert answer.json["type"] == "ServiceUnavailable"


def test_nobody_is_sent_away_where_no_file_is_named(monkeypatch):
    monkeypatch.delenv("EGOV_MAINTENANCE_FILE", raising=False)
    application = filter_maintenance(lambda environ, start_response: ["served"])
    assert application({"PATH_INFO": "/"}, None) == ["served"]


def test_the_filter_is_found_by_its_name():
    (found,) = entry_points(group="paste.filter_app_factory", name="maintenance")
    assert found.load() is filter_maintenance


def test_the_file_for_the_server_in_front_says_the_same(functional_portal):
    written = Path(__file__).parents[2] / "instance" / "maintenance.html"
    assert written.read_text(encoding="utf-8") == static_page()
