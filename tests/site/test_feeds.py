"""Feeds: valid, for everybody the same, bounded, and asked again cheaply."""

import base64
from DateTime import DateTime
from egov.portal.channels.feeds import entries
import feedparser
from lxml import etree
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
import pytest
import transaction


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def make(functional_portal):
    def maker(title, section="thong-bao", portal_type="Announcement", publish=True, **fields):
        with api.env.adopt_roles(["Manager"]):
            content = api.content.create(
                functional_portal[section], portal_type, title=title, **fields
            )
            if publish:
                api.content.transition(content, "publish")
        transaction.commit()
        return content

    return maker


@pytest.fixture
def get(functional_app, functional_portal):
    client = Browser(functional_app).testapp

    def getter(path="/thong-bao/atom.xml", **headers):
        transaction.commit()
        address = functional_portal.absolute_url() + path
        return client.get(address, headers=headers, expect_errors=True)

    return getter


def test_atom_names_what_the_standard_requires_with_absolute_addresses(make, get):
    notice = make("Lịch <tiếp> & công dân", description="Tháng 12\x0b", kind="reception")
    answer = get()
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.body)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None, name
    (own,) = feed.xpath("*[local-name()='link'][@rel='self']/@href")
    assert own.startswith("http://") and own.endswith("/thong-bao/atom.xml")
    (entry,) = feed.findall(ATOM + "entry")
    assert entry.findtext(ATOM + "id").startswith("urn:uuid:")
    assert entry.findtext(ATOM + "title") == "Lịch <tiếp> & công dân"
    assert entry.findtext(ATOM + "summary") == "Tháng 12"
    assert entry.find(ATOM + "category").get("term") == "reception"
    link = entry.find(ATOM + "link").get("href").replace(":80/", "/")
    assert link == notice.absolute_url()
    for name in ("published", "updated"):
        assert "T" in entry.findtext(ATOM + name)


def test_rss_says_the_same(make, get):
    make("Tạm dừng hệ thống")
    answer = get("/thong-bao/rss.xml")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    read = feedparser.parse(answer.body)
    assert not read.bozo and read.version == "rss20" and read.feed.language == "vi"
    (entry,) = read.entries
    assert entry.title == "Tạm dừng hệ thống" and entry.id.startswith("urn:uuid:")
    assert entry.link.startswith("http://") and entry.published_parsed


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_an_empty_feed_is_a_valid_one(get, name):
    answer = get(f"/thong-bao/{name}")
    assert answer.status_int == 200
    read = feedparser.parse(answer.body)
    assert not read.bozo and read.entries == [] and read.feed.title


def test_drafts_expired_and_future_entries_are_in_no_feed_not_even_an_editors(make, get):
    make("Bản nháp", publish=False)
    make("Hết hạn", expiration_date=DateTime() - 1)
    make("Chưa đến ngày", effective_date=DateTime() + 1)
    make("Đăng rồi")

    secret = base64.b64encode(f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}".encode()).decode()
    for headers in ({}, {"Authorization": f"Basic {secret}"}):
        read = feedparser.parse(get(**headers).body)
        assert [entry.title for entry in read.entries] == ["Đăng rồi"]


def test_a_feed_has_a_bounded_number_of_entries_the_newest_first(make, get, monkeypatch):
    monkeypatch.setattr(entries, "MOST", 3)
    for number in range(5):
        make(f"Số {number}", effective_date=DateTime() - 10 + number)
    read = feedparser.parse(get().body)
    assert [entry.title for entry in read.entries] == ["Số 4", "Số 3", "Số 2"]


def test_publication_dates_without_a_zone_are_told_with_one(make, get):
    notice = make("Ngày không múi giờ")
    notice.setEffectiveDate(DateTime("2026-01-02T03:04:05"))
    assert notice.effective().timezoneNaive()
    notice.reindexObject()
    for name in ("atom.xml", "rss.xml"):
        (entry,) = feedparser.parse(get(f"/thong-bao/{name}").body).entries
        assert "+07" in entry.published


def test_an_unchanged_feed_is_answered_with_304_and_a_change_is_seen_at_once(make, get):
    notice = make("Thông báo một")
    first = get()
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    again = get(**{"If-None-Match": f'"other", W/{tag}'})
    assert again.status_int == 304 and not again.body and again.headers["ETag"] == tag
    assert get(**{"If-Modified-Since": changed}).status_int == 304
    # The tag decides where both are given.
    assert get(**{"If-None-Match": '"x"', "If-Modified-Since": changed}).status_int == 200
    assert get(**{"If-Modified-Since": "rubbish"}).status_int == 200
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(notice, "withdraw")
    transaction.commit()
    answer = get(**{"If-None-Match": tag})
    assert answer.status_int == 200 and b"<entry" not in answer.body


def test_an_english_feed_has_english_titles_where_there_are_some(make, get):
    make("Chỉ tiếng Việt")
    make("Lịch nghỉ", title_en="Holidays")
    read = feedparser.parse(get("/thong-bao/atom.xml?set_language=en").body)
    assert {entry.title for entry in read.entries} == {"Chỉ tiếng Việt", "Holidays"}
    assert read.feed.language == "en" and read.feed.title.startswith("Announcements")


def test_legal_documents_have_feeds_and_procedures_have_none(make, get):
    make("Luật Hộ tịch", "van-ban", "LegalDocument", number="60/2014/QH13", document_type="luat")
    (entry,) = feedparser.parse(get("/van-ban/atom.xml").body).entries
    assert entry.title == "Luật Hộ tịch"
    assert get("/thu-tuc/atom.xml").status_int == 404


def test_pages_name_the_feeds_in_their_heads(get):
    text = get("").text
    assert text.count('type="application/atom+xml"') == 2
    assert "/thong-bao/atom.xml" in text and "/van-ban/atom.xml" in text
