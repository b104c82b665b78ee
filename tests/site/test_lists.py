"""Lists: the months of announcements, documents in force, open agencies, questions by topic."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from egov.portal.catalogue.taxonomy import in_english
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared import clock
from egov.portal.shared.caching.recording import record
from egov.portal.site.views import agency as agency_view
from html import escape
from icalendar import Calendar
from plone import api
from plone.app.textfield import RichTextValue
from plone.testing.zope import Browser
import pytest
import transaction
from urllib.parse import quote
from zope.component import getUtility
from zope.interface import alsoProvides
from zope.schema.interfaces import IVocabularyFactory


@pytest.fixture
def visit(functional_app, functional_portal):
    client = Browser(functional_app).testapp

    def get(path="", language="en", status=200):
        transaction.commit()
        return client.get(
            functional_portal.absolute_url() + path,
            headers={"Cookie": f"I18N_LANGUAGE={language}", "Accept": "text/html"},
            status=status,
        )

    return get


@pytest.fixture
def notices(make):
    make(
        "thong-bao",
        "Announcement",
        title="Cũ từ lâu",
        published="2024/03/05 10:00:00 GMT+7",
        valid_until=date(2024, 4, 1),
    )
    make(
        "thong-bao",
        "Announcement",
        title="Tiếp công dân",
        kind="reception",
        published="2024/03/20 10:00:00 GMT+7",
        valid_from=date(2024, 5, 6),
    )
    make("thong-bao", "Announcement", title="Nháp", publish=False, valid_from=date(2024, 5, 7))


def test_a_month_shows_what_was_published_or_begins_in_it(notices, visit):
    march = visit("/thong-bao?month=2024-03").text
    assert "Cũ từ lâu" in march and "Tiếp công dân" in march and "No longer valid" in march
    may = visit("/thong-bao?month=2024-05").text
    assert "Tiếp công dân" in may and "Cũ từ lâu" not in may and "Nháp" not in may
    assert "day=06" in may and "day=07" not in may


def test_a_day_shows_its_own_only(notices, visit):
    text = visit("/thong-bao?month=2024-03&day=05").text
    assert "Cũ từ lâu" in text and "Tiếp công dân" not in text
    assert "Nothing was announced in this time" in visit("/thong-bao?month=2024-03&day=06").text


def test_the_archive_counts_publications_by_month(notices, visit):
    text = visit("/thong-bao").text
    assert "<summary>2024</summary>" in text and "month=2024-03" in text
    assert "(2)" in " ".join(text.split())


@pytest.mark.parametrize("month", ["2024-13", "9999-01", "x", "0000-00", "2024-3", "2199-12"])
def test_months_that_are_none_are_let_be(notices, visit, month):
    visit(f"/thong-bao?month={month}&day=99")


def test_a_kind_is_kept_from_month_to_month(notices, visit):
    text = visit("/thong-bao?month=2024-03&kind=reception").text
    assert "Tiếp công dân" in text and "Cũ từ lâu" not in text
    assert "kind=reception&amp;month=2024-02" in text


def test_announcements_with_days_go_into_peoples_calendars(make, visit):
    coming = clock.today() + timedelta(days=5)
    notice = make(
        "thong-bao",
        "Announcement",
        title="Tiếp, công dân; tháng này",
        title_en="Open day",
        valid_from=coming,
        valid_until=coming + timedelta(days=1),
    )
    make("thong-bao", "Announcement", title="Nháp", publish=False, valid_from=coming)
    for path in ("/thong-bao/lich.ics", f"/thong-bao/{notice.getId()}/lich.ics"):
        answer = visit(path, "vi")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        (event,) = Calendar.from_ical(answer.body).walk("VEVENT")
        assert event["summary"] == "Tiếp, công dân; tháng này"
        assert event["dtstart"].dt == coming and event["dtend"].dt == coming + timedelta(days=2)
    (event,) = Calendar.from_ical(visit(path).body).walk("VEVENT")
    assert event["summary"] == "Open day"


def test_an_announcement_without_days_is_no_event(make, visit):
    notice = make("thong-bao", "Announcement", title="Không ngày")
    visit(f"/thong-bao/{notice.getId()}/lich.ics", status=404)
    visit("/van-ban/lich.ics", status=404)


@pytest.mark.parametrize("number", ["²", "٢٠٢٦", "-1", "1e9", "9" * 30, "9" * 5000])
def test_what_is_no_number_in_an_address_breaks_no_list(visit, number):
    given = quote(number)
    visit(f"/van-ban?year={given}")
    visit(f"/thong-bao?month=2026-11&day={given}")
    for section in ("thu-tuc", "thong-bao", "van-ban", "dich-vu", "hoi-dap", "co-quan"):
        visit(f"/{section}?b_start={given}")


def test_documents_are_found_by_issuer_and_by_whether_they_are_in_force(make, visit):
    today = clock.today()
    common = {"document_type": "luat"}
    make("van-ban", "LegalDocument", title="Luật cũ", number="1", issuer="Quốc hội",
         expired_on=today, **common)  # fmt: skip
    make("van-ban", "LegalDocument", title="Luật nay", number="2", issuer="Quốc hội",
         effective_from=today, **common)  # fmt: skip
    make("van-ban", "LegalDocument", title="Luật mai", number="3", issuer="Chính phủ",
         effective_from=today + timedelta(days=1), **common)  # fmt: skip
    make("van-ban", "LegalDocument", title="Mật", number="4", issuer="Ban mật",
         publish=False, **common)  # fmt: skip

    def shown(query):
        text = visit(f"/van-ban?{query}").text
        return [title for title in ("Luật cũ", "Luật nay", "Luật mai", "Mật") if title in text]

    assert shown("force=current") == ["Luật nay"]
    assert shown("force=expired") == ["Luật cũ"]
    assert shown("force=coming") == ["Luật mai"]
    assert shown("issuer=Qu%E1%BB%91c+h%E1%BB%99i&force=current") == ["Luật nay"]
    assert shown("force=nonsense") == ["Luật cũ", "Luật nay", "Luật mai"]
    assert "Ban mật" not in visit("/van-ban").text


def test_documents_are_found_by_field(make, visit):
    first, second = list(getUtility(IVocabularyFactory, "egov.portal.Fields")(None))[:2]
    common = {"document_type": "luat"}
    fields = [first.value, second.value]
    shown = make("van-ban", "LegalDocument", title="Luật A", number="1", fields=fields, **common)
    make("van-ban", "LegalDocument", title="Luật B", number="2", fields=fields[1:], **common)
    make("van-ban", "LegalDocument", title="Luật C", number="3", **common)

    def found(field):
        text = visit(f"/van-ban?field={field}").text
        return [title for title in ("Luật A", "Luật B", "Luật C") if title in text]

    assert found(first.value) == ["Luật A"]
    assert found(second.value) == ["Luật A", "Luật B"]
    text = visit(f"/van-ban/{shown.getId()}").text
    english = in_english("fields")
    assert f"<span>{escape(english[first.value])}</span>; <span>" in " ".join(text.split())
    assert f"<span>{escape(english[second.value])}</span>" in text
    assert "data-share" in text


def test_fields_of_drafts_are_not_told(make, visit):
    field = next(iter(getUtility(IVocabularyFactory, "egov.portal.Fields")(None))).value
    make("van-ban", "LegalDocument", title="Nháp", number="1", document_type="luat",
         fields=[field], publish=False)  # fmt: skip
    assert 'name="field"' not in visit("/van-ban").text


def test_an_agency_says_whether_it_is_open_and_where_it_is(make, visit, monkeypatch):
    hours = [{"day": "mon", "opens": "07:30", "closes": "11:30"}]
    agency = make(
        "co-quan",
        "Agency",
        title="Sở Tư pháp",
        working_hours=hours,
        latitude=18.5,
        longitude=105.25,
    )
    make("co-quan", "Agency", title="Sở Nội vụ", working_hours=[])
    near = {"latitude": 18.509, "longitude": 105.25}
    make("co-quan", "Agency", title="Sở <b>Tài chính</b>", **near)
    make("co-quan", "Agency", title="Bản nháp", publish=False, **near)
    monday = datetime.fromisoformat("2026-11-23T08:00:00+07:00")
    monkeypatch.setattr(agency_view, "now", lambda: monday)
    path = f"/co-quan/{agency.getId()}"
    text = visit(path).text
    assert "Open now, until 11:30" in text
    assert 'href="geo:18.500000,105.250000"' in text
    assert "https://www.google.com/maps/dir/?api=1&amp;destination=18.50000%2C105.25000" in text
    # A sketch of what is near, drawn here: nothing is loaded from elsewhere.
    assert "Sở &lt;b&gt;Tài chính&lt;/b&gt;" in text and "1.0 km to the north" in text
    assert "<svg" in text and "Bản nháp" not in text
    assert "Agencies nearby" not in visit("/co-quan/so-noi-vu").text
    text = visit("/co-quan?open=1").text
    assert "Sở Tư pháp" in text and "Sở Nội vụ" not in text
    monkeypatch.setattr(agency_view, "now", lambda: monday + timedelta(hours=5))
    assert "Closed now, opens at 07:30 on Monday 30 November" in visit(path).text
    assert "closed at this moment" in visit("/co-quan?open=1").text
    assert "Nothing was found" in visit("/co-quan?open=1&q=zzqq").text


@pytest.mark.parametrize(
    "moment, changes",
    (
        ("2036-11-24T08:00:00+07:00", "2036-11-24T11:30:00+07:00"),
        ("2036-11-24T01:00:00+00:00", "2036-11-24T11:30:00+07:00"),
        ("2036-11-24T06:00:00+07:00", "2036-11-24T07:30:00+07:00"),
        ("2036-11-24T13:00:00+07:00", "2036-12-01T07:30:00+07:00"),
    ),
)
def test_what_says_that_an_agency_is_open_is_kept_until_that_changes(
    make, functional_portal, monkeypatch, moment, changes
):
    hours = [{"day": "mon", "opens": "07:30", "closes": "11:30"}]
    agency = make("co-quan", "Agency", title="Sở Tư pháp", working_hours=hours)
    monkeypatch.setattr(agency_view, "now", lambda: datetime.fromisoformat(moment))
    request = functional_portal.REQUEST
    alsoProvides(request, IEgovLayer)
    page = api.content.get_view("view", agency, request)
    with record() as shown:
        assert page.opening
    assert shown.ends == datetime.fromisoformat(changes).timestamp()


def test_questions_stand_by_topic_with_their_answers_and_anchors(make, visit):
    def answer(html):
        return RichTextValue(html, "text/html", "text/x-html-safe")

    asked = make("hoi-dap", "FAQ", title="Khai sinh ở đâu?", field="G15-TP07",
                 answer=answer("<p>Ở xã<script>x</script></p>"))  # fmt: skip
    make("hoi-dap", "FAQ", title="Giờ làm việc?", answer=answer("<p>Giờ hành chính</p>"))
    make("hoi-dap", "FAQ", title="Mật?", answer=answer("<p>mật</p>"), publish=False)
    text = visit("/hoi-dap", "vi").text
    assert f'id="q-{asked.getId()}"' in text and 'href="#topic-G15-TP07"' in text
    assert text.index("Khai sinh ở đâu?") < text.index("Giờ làm việc?")
    assert "Ở xã" in text and "<script>x" not in text and "Mật?" not in text
    assert '"FAQPage"' in text
