"""A province's own name, crest and colours, set in the control panel: nothing is built."""

import base64
from datetime import datetime
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
import pytest
import transaction


CREST = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
COLOURS = ":root{--eg-brand:#0b4a8f;--eg-brand-dark:#083766}"
LISTS = (
    "/thu-tuc",
    "/dich-vu",
    "/bieu-mau",
    "/thong-bao",
    "/thong-bao?archive=1",
    "/thong-bao?month=2020-01",
    "/van-ban",
    "/co-quan",
    "/hoi-dap",
    "/tin-tuc",
    "/@@search?SearchableText=zzqq",
)


@pytest.fixture
def get(functional_app, functional_portal):
    client = Browser(functional_app).testapp

    def getter(path=""):
        transaction.commit()
        return client.get(functional_portal.absolute_url() + path, expect_errors=True)

    return getter


def test_the_name_in_english_is_set_beside_the_other_and_seen_on_english_pages(
    get, functional_app, functional_portal
):
    def english(path=""):
        return get(f"{path}?set_language=en").text

    api.portal.set_registry_record("plone.site_title", "Cổng tỉnh Hoa Sen")
    assert '<strong lang="vi">Cổng tỉnh Hoa Sen</strong>' in english()
    browser = Browser(functional_app)
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    browser.open(f"{functional_portal.absolute_url()}/@@site-controlpanel")
    browser.getControl(name="form.widgets.site_title_en").value = "Hoa Sen <Province>"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    name = "Hoa Sen &lt;Province&gt;"
    page = english()
    assert f"<strong>{name}</strong>" in page and f"<h1>{name}</h1>" in page
    assert f"<title>{name}</title>" in page and "Cổng tỉnh Hoa Sen" not in page
    assert f"&mdash; {name}</title>" in english("/thu-tuc")
    assert name in english("/thong-bao/atom.xml")
    assert "Hoa Sen &lt;" not in get("?set_language=vi").text
    assert "<strong>Cổng tỉnh Hoa Sen</strong>" in get("?set_language=vi").text
    assert api.portal.get_registry_record("plone.site_title") == "Cổng tỉnh Hoa Sen"


def test_name_crest_and_colours_are_settings_and_seen_by_the_next_visitor(get):
    before = get().text
    assert "theme++egov/crest.svg" in before and "custom.css" not in before
    logo = b"filenameb64:" + base64.b64encode(b"crest.svg")
    logo += b";datab64:" + base64.b64encode(CREST)
    for name, value in {
        "plone.site_title": "Cổng dịch vụ công tỉnh Hoa Sen",
        "plone.site_logo": logo,
        "plone.app.theming.interfaces.IThemeSettings.custom_css": COLOURS,
        "plone.app.theming.interfaces.IThemeSettings.custom_css_timestamp": datetime(2026, 11, 22),
    }.items():
        api.portal.set_registry_record(name, value)
    after = get().text
    assert "<strong>Cổng dịch vụ công tỉnh Hoa Sen</strong>" in after
    assert (
        "@@site-logo/crest.svg" in after
        and "++theme++egov/crest.svg"
        not in (after[after.index("eg-brand") : after.index("eg-find")])
    )
    assert "/@@custom.css?t=20261122000000" in after
    assert COLOURS in get("/@@custom.css").text
    assert get("/@@site-logo/crest.svg").body == CREST


@pytest.mark.parametrize("path", LISTS)
def test_every_list_says_when_nothing_is_in_it(get, path):
    answer = get(path)
    assert answer.status_int == 200
    assert 'class="eg-empty"' in answer.text
