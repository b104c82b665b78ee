"""HEAD: as GET, without a body, for folders and the site's root too."""

from egov.portal.channels.heads import filter_heads
from importlib.metadata import entry_points
from plone.testing.zope import Browser
import pytest
from webtest import TestApp


@pytest.fixture
def client(functional_app, functional_portal):
    return TestApp(filter_heads(Browser(functional_app).testapp.app))


@pytest.mark.parametrize(
    "path", ["", "/thu-tuc", "/co-quan", "/thong-bao/atom.xml", "/@@search?SearchableText=x"]
)
def test_head_answers_as_get_does_without_a_body(client, functional_portal, path):
    address = functional_portal.absolute_url() + path
    got, headed = client.get(address), client.head(address)
    assert headed.status_int == got.status_int == 200
    assert headed.body == b""
    assert headed.headers["Content-Type"] == got.headers["Content-Type"]
    assert headed.headers.get("ETag") == got.headers.get("ETag")


def test_what_is_not_there_is_404_for_head_too(client, functional_portal):
    client.head(functional_portal.absolute_url() + "/khong-co", status=404)


def test_what_the_application_opened_is_closed_and_the_method_is_put_back():
    closed = []

    class Body(list):
        def close(self):
            closed.append(True)

    def application(environ, start_response):
        assert environ["REQUEST_METHOD"] == "GET"
        start_response("200 OK", [("Content-Length", "3")])
        return Body([b"abc"])

    environ = {"REQUEST_METHOD": "HEAD"}
    assert filter_heads(application)(environ, lambda *answer: None) == []
    assert closed and environ["REQUEST_METHOD"] == "HEAD"


def test_the_filter_is_found_by_its_name():
    (found,) = entry_points(group="paste.filter_app_factory", name="heads")
    assert found.load() is filter_heads
