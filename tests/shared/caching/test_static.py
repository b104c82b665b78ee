"""Files whose address changes with them are kept for a year, others for an hour."""

from egov.portal.site.stylesheet import public_stylesheet
import gzip
import pytest
import re


YEAR = "public, max-age=31536000, immutable"


def test_a_stamped_file_is_kept_for_a_year(client):
    answer = client.get(f"/{public_stylesheet()}")
    assert answer.status == 200
    assert answer.headers["cache-control"] == YEAR
    assert "expires" not in answer.headers


def test_every_file_of_a_page_has_a_stamp_and_a_year(client):
    html = client.get("/thu-tuc/1.001193").text
    found = re.findall(r'(?:href|src)="http://nohost/plone(/\+\+[^"]+\.(?:css|js))"', html)
    assert found
    for address in found:
        assert client.get(address).headers["cache-control"] == YEAR, address


def test_another_version_of_a_file_is_not_taken_for_the_one_asked_for(client):
    path = re.sub(r"\+\+[0-9a-f]{16}/", "++0123456789abcdef/", "/" + public_stylesheet())
    assert client.get(path).headers["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", ["/++theme++egov/crest.svg", "/++theme++egov/css/egov.css"])
def test_files_without_a_stamp_are_kept_for_an_hour(client, path):
    answer = client.get(path)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=3600"


def test_a_missing_file_is_not_kept(client):
    assert "max-age" not in client.get("/++theme++egov/none.css").headers.get("cache-control", "")


def test_files_are_packed_once_and_given_from_memory(client):
    path = f"/{public_stylesheet()}"
    plain = client.get(path)
    packed = client.get(path, HTTP_ACCEPT_ENCODING="gzip")
    assert packed.hit
    assert packed.headers["cache-control"] == YEAR
    assert gzip.decompress(packed.body) == plain.body
    tag = packed.headers["etag"]
    assert client.get(path, HTTP_IF_NONE_MATCH=tag).status == 304
