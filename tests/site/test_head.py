"""What a page's head says, and the headers it comes with."""

from egov.portal.site.headers import STAFF_POLICY
from egov.portal.site.headers import STRICT_POLICY
import gzip
import json
from lxml import html
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
import pytest
import transaction


HOSTILE = 'Cấp "sổ" </script><script>alert(1)</script> & <b>đậm</b>'


@pytest.fixture
def procedure(functional_portal):
    with api.env.adopt_roles(["Manager"]):
        procedure = api.content.create(
            functional_portal["thu-tuc"],
            "Procedure",
            id="1.000001",
            code="1.000001",
            title=HOSTILE,
            title_en="Registering a birth",
            description="Việc đầu tiên " + "của một đời người " * 30,
        )
        api.content.transition(procedure, "publish")
    transaction.commit()
    return procedure


@pytest.fixture
def client(functional_app):
    return Browser(functional_app).testapp


def look(client, address, language="vi"):
    return client.get(address, headers={"Cookie": f"I18N_LANGUAGE={language}"}, expect_errors=True)


def head_of(answer):
    return html.fromstring(answer.body).find("head")


def content(head, name):
    return head.xpath(f"meta[@name='{name}' or @property='{name}']/@content")


def test_a_page_has_one_description_that_is_not_too_long(client, procedure):
    (description,) = content(head_of(look(client, procedure.absolute_url())), "description")
    assert description.startswith("Việc đầu tiên")
    assert len(description) <= 201


@pytest.mark.parametrize(
    "path", ["", "/thu-tuc", "/@@search?SearchableText=x", "/sitemap", "/tra-cuu"]
)
def test_every_page_has_a_title_of_its_own_and_a_description(client, functional_portal, path):
    head = head_of(look(client, functional_portal.absolute_url() + path))
    site = api.portal.get_registry_record("plone.site_title")
    assert (head.findtext("title") == site) == (path == "")
    assert len(content(head, "description")) == 1
    assert len(head.xpath("meta[@charset or @http-equiv]")) == 1


def test_the_title_is_in_the_language_of_the_page(client, procedure):
    head = head_of(look(client, procedure.absolute_url(), "en"))
    assert head.findtext("title").startswith("Registering a birth")
    assert content(head, "og:locale") == ["en_US"]


def test_a_title_is_escaped_once(client, procedure):
    assert content(head_of(look(client, procedure.absolute_url())), "og:title") == [HOSTILE]


def test_both_languages_have_their_address(client, procedure):
    head = head_of(look(client, procedure.absolute_url()))
    alternates = head.xpath("link[@rel='alternate'][@hreflang]")
    assert {link.get("hreflang") for link in alternates} == {"vi", "en"}
    (canonical,) = head.xpath("link[@rel='canonical']/@href")
    assert canonical.replace(":80/", "/") == procedure.absolute_url()


def test_no_text_ends_the_data_for_search_engines(client, procedure):
    answer = look(client, procedure.absolute_url())
    assert "<script>alert" not in answer.text
    scripts = html.fromstring(answer.body).xpath("//script[@type='application/ld+json']/text()")
    items = {item["@type"]: item for item in map(json.loads, scripts)}
    assert items["GovernmentService"]["name"] == HOSTILE
    assert items["GovernmentService"]["identifier"] == "1.000001"
    last = items["BreadcrumbList"]["itemListElement"][-1]["item"]
    assert last.replace(":80/", "/") == procedure.absolute_url()


def test_a_page_that_is_not_there_is_not_for_search_engines(client, functional_portal):
    answer = client.get(
        functional_portal.absolute_url() + "/khong-co",
        headers={"Accept": "text/html"},
        expect_errors=True,
    )
    assert answer.status_int == 404
    head = head_of(answer)
    assert content(head, "robots") == ["noindex"]
    assert head.xpath("link[@rel='canonical']") == []
    assert answer.headers["Content-Security-Policy"] == STRICT_POLICY


@pytest.mark.parametrize("path", ["", "/thu-tuc", "/tra-cuu", "/login", "/++api++/"])
def test_pages_for_everybody_may_run_nothing_from_elsewhere(client, functional_portal, path):
    answer = look(client, functional_portal.absolute_url() + path)
    assert answer.headers["Content-Security-Policy"] == STRICT_POLICY
    assert "unsafe" not in STRICT_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Referrer-Policy"]


@pytest.mark.parametrize("path", ["", "/thu-tuc", "/dich-vu", "/tra-cuu", "/sitemap", "/login"])
def test_pages_for_everybody_have_nothing_that_the_policy_refuses(client, functional_portal, path):
    page = html.fromstring(look(client, functional_portal.absolute_url() + path).body)
    assert page.xpath("//script[not(@src)][not(@type='application/ld+json')]") == []
    assert page.xpath("//style") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []


def test_the_map_for_search_engines_has_what_is_published(client, functional_portal, procedure):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(functional_portal["thu-tuc"], "Procedure", id="draft", title="Mật")
    transaction.commit()
    answer = client.get(functional_portal.absolute_url() + "/sitemap.xml.gz?page=1")
    addresses = gzip.decompress(answer.body).decode()
    assert "/thu-tuc/1.000001<" in addresses
    assert "/thu-tuc/draft" not in addresses
    assert "/ho-so" not in addresses


def test_the_editors_screens_may_run_their_own_scripts(functional_app, functional_portal):
    browser = Browser(functional_app)
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    browser.open(functional_portal.absolute_url())
    assert browser.headers["Content-Security-Policy"] == STAFF_POLICY


@pytest.mark.parametrize("cookie, size", (("", None), ("2", "125%"), ("9", None), ("}x", None)))
def test_the_style_sheet_for_the_size_of_text_is_one_readers_own(
    client, functional_portal, cookie, size
):
    headers = {"Cookie": f"egov_text_size={cookie}"} if cookie else {}
    address = functional_portal.absolute_url() + "/@@text-size.css"
    answer = client.get(address, headers=headers)
    assert answer.content_type == "text/css"
    assert answer.headers["Cache-Control"].startswith("private, max-age=31536000")
    assert (f"font-size:{size}" in answer.text) if size else ("font-size" not in answer.text)
    assert cookie == "2" or answer.text == "html{--eg-kept-size:0}\n"
