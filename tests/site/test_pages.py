"""Public pages: what they show, what they escape, and what they never show to strangers."""

from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from egov.portal.dossiers import statistics
from egov.portal.dossiers.catalog import Row
from egov.portal.dossiers.register import get_register
from egov.portal.shared import clock
from egov.portal.shared.clock import now
from egov.portal.shared.dates import written_moment
from egov.portal.site import display
from egov.portal.site.frame import Urgent
from plone import api
from plone.app.textfield import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.testing.zope import Browser
import pytest
import re
from rest_calls import Rest
import transaction


HOSTILE = '"><script>alert("x")</script>&<b>'


@pytest.fixture
def visit(functional_app, functional_portal):
    """The HTML of an address below the site, as an anonymous visitor gets it."""
    testapp = Browser(functional_app).testapp

    def get(path="", language="vi", status=200):
        transaction.commit()
        answer = testapp.get(
            functional_portal.absolute_url() + path,
            headers={"Cookie": f"I18N_LANGUAGE={language}"},
            expect_errors=True,
        )
        assert answer.status_int == status, (path, answer.text[-2000:])
        return answer.text.replace("//nohost:80/", "//nohost/")

    return get


def pdf(filename="to-khai.pdf", octets=48_000):
    return NamedBlobFile(b"%PDF-1.4" + b" " * octets, "application/pdf", filename)


def rich(html):
    return RichTextValue(html, "text/html", "text/x-html-safe")


def procedure(make, code="1.001193", **fields):
    fields = {"title": "Đăng ký khai sinh", "code": code, **fields}
    return make("thu-tuc", "Procedure", **fields)


def test_procedure_shows_time_fee_and_papers(make, visit):
    make("bieu-mau", "FormTemplate", title="Tờ khai", code="TP-01", file=pdf())
    procedure(
        make,
        submission_ways=[
            {"channel": "DIRECT", "time": 5, "unit": "WORKING_DAY", "description": "Tại quầy"}
        ],
        fees=[{"way": 1, "kind": "FEE", "amount": 8000.0, "currency": "VND", "description": ""}],
        papers=[
            {"case": "Hồ sơ", "name": "Tờ khai khai sinh", "originals": 1, "template": "TP-01"}
        ],
    )
    html = visit("/thu-tuc/1.001193", language="en")
    assert "5 working days" in html
    assert "8,000 VND" in html
    assert "Tờ khai khai sinh" in html
    assert "/bieu-mau/TP-01/" in html
    assert "(PDF, 48 kB)" in html


def test_values_are_written_the_vietnamese_way():
    assert display.number(1250000) == "1.250.000"
    assert display.number(2.5) == "2,5"
    assert display.number(2.05) == "2,05"
    assert display.day(date(2026, 1, 9)) == "09/01/2026"
    assert display.size(1_340_000) == "1,3 MB"


def test_values_in_english_are_not_mistaken_for_others():
    """8.000 would be eight, and of 09/01/2026 half the world would read the month first."""
    assert display.number(1250000, "en") == "1,250,000"
    assert display.number(2.5, "en") == "2.5"
    assert display.day(date(2026, 1, 9), "en") == "9 January 2026"
    assert display.day(DateTime("2026/01/08 20:00:00 GMT+0"), "en") == "9 January 2026"
    assert display.size(1_340_000, "en") == "1.3 MB"
    moment = datetime(2026, 1, 8, 20, 5, tzinfo=UTC)
    assert written_moment(moment, "en") == "9 January 2026, 03:05"
    assert written_moment(moment, "vi") == "09/01/2026 03:05"
    assert written_moment(None) == ""


def test_everything_an_editor_types_is_escaped(make, visit):
    row = {"name": HOSTILE, "description": HOSTILE}
    make("van-ban", "LegalDocument", title=HOSTILE, number=HOSTILE, document_type="luat")
    make("co-quan", "Agency", title=HOSTILE, leaders=[{"name": HOSTILE, "position": HOSTILE}])
    make("thong-bao", "Announcement", title=HOSTILE, urgent_banner=True, number=HOSTILE)
    make("hoi-dap", "FAQ", title=HOSTILE, answer=rich(f"<p>Được</p>{HOSTILE}"))
    make("dich-vu", "Service", title=HOSTILE, partial_reason=HOSTILE, contact_name=HOSTILE)
    make("bieu-mau", "FormTemplate", title=HOSTILE, code="X1", file=pdf(f"{HOSTILE}.pdf"))
    procedure(
        make,
        title=HOSTILE,
        description=HOSTILE,
        steps=[row],
        submission_ways=[{"channel": HOSTILE, "description": HOSTILE}],
        fees=[{"way": None, "kind": HOSTILE, "description": HOSTILE}],
        papers=[{"case": HOSTILE, "name": HOSTILE, "template": "X1"}],
        results=[row],
        cases=[row],
        legal_basis=[{"number": HOSTILE, "abstract": HOSTILE, "issuer": HOSTILE}],
        requirements=HOSTILE,
        note=HOSTILE,
        receiving_addresses=HOSTILE,
        decision_number=HOSTILE,
        field=HOSTILE,
    )
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(path="/plone")
    paths = [brain.getPath().partition("/plone")[2] for brain in brains]
    sections = [path for path in paths if path.count("/") == 1 and path != "/ho-so"]
    items = [path for path in paths if path.count("/") == 2]
    assert len(items) == 7
    for path in ["", "/@@search?SearchableText=alert", "/sitemap", *sections, *items]:
        for language in ("vi", "en"):
            html = visit(path, language)
            assert "<script>alert" not in html, path


def test_filters_in_the_address_are_escaped_and_never_an_error(make, visit):
    procedure(make)
    for query in (
        "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "field=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "q:record=1&field:list=a&b_start=abc",
        "b_start=-5",
        "b_start=999999999999999999999",
        "q=%00%ff",
        "year=20x&type=",
        "q=((AND%20OR*",
    ):
        for section in ("thu-tuc", "van-ban", "dich-vu", "hoi-dap", "thong-bao", "@@search"):
            html = visit(f"/{section}?{query}&SearchableText=((%20AND")
            assert "<script>alert" not in html


def test_drafts_show_nowhere(make, visit):
    draft = "Bí mật chưa công bố"
    agency = make("co-quan", "Agency", title=draft, publish=False)
    make("bieu-mau", "FormTemplate", publish=False, title=draft, code="BM-9", file=pdf())
    make("van-ban", "LegalDocument", False, title=draft, number="1/QĐ", document_type="luat")
    make("hoi-dap", "FAQ", False, title=draft, answer=rich("<p>x</p>"), procedures=["1.001193"])
    make("dich-vu", "Service", False, title=draft, procedures=["1.001193"])
    make("thong-bao", "Announcement", False, title=draft, urgent_banner=True)
    procedure(make, "1.000002", title=draft, publish=False)
    procedure(
        make,
        agency=agency.UID(),
        executing_agencies=[agency.UID()],
        related_procedures=["1.000002"],
        papers=[{"case": "", "name": "Tờ khai", "template": "BM-9"}],
        legal_basis=[{"number": "1/QĐ", "abstract": "Trích yếu"}],
        legal_state="replaced",
        successor="1.000002",
    )
    sections = ("thu-tuc", "dich-vu", "bieu-mau", "thong-bao", "van-ban", "co-quan", "hoi-dap")
    shown = ["", "/sitemap", "/@@search?SearchableText=mat", "/thu-tuc/1.001193"]
    for path in [*shown, *(f"/{name}" for name in sections)]:
        assert draft not in visit(path), path


def test_a_draft_itself_asks_to_log_in(make, visit):
    procedure(make, publish=False)
    assert "Đăng ký khai sinh" not in visit("/thu-tuc/1.001193", status=302)


def test_start_button_leads_where_the_service_is_submitted(make, visit):
    here = make("dich-vu", "Service", title="Tại đây", submission_place="here", id="tai-day")
    with api.env.adopt_roles(["Manager"]):
        form = api.content.create(here, "EasyForm", id="to-khai", title="Tờ khai")
    make(
        "dich-vu",
        "Service",
        id="quoc-gia",
        title="Quốc gia",
        submission_place="national",
        national_url="https://dichvucong.gov.vn/x",
    )
    make(
        "dich-vu",
        "Service",
        id="xau",
        title="Xấu",
        submission_place="national",
        national_url="javascript:alert(1)",
    )
    make("dich-vu", "Service", id="quay", title="Quầy", submission_place="in_person")
    assert f'href="{form.absolute_url()}"' in visit("/dich-vu/tai-day")
    assert 'href="https://dichvucong.gov.vn/x"' in visit("/dich-vu/quoc-gia")
    assert "javascript:" not in visit("/dich-vu/xau")
    assert "is-main is-big" not in visit("/dich-vu/quay")


def test_procedure_offers_its_service(make, visit):
    service = make(
        "dich-vu",
        "Service",
        title="Khai sinh",
        submission_place="national",
        national_url="https://dichvucong.gov.vn/x",
        procedures=["1.001193"],
    )
    procedure(make)
    html = visit("/thu-tuc/1.001193")
    assert 'href="https://dichvucong.gov.vn/x"' in html
    assert service.absolute_url() in html


def test_replaced_procedure_leads_to_its_successor(make, visit):
    new = procedure(make, "1.000002", title="Thủ tục mới")
    procedure(make, legal_state="replaced", successor="1.000002")
    html = visit("/thu-tuc/1.001193", language="en")
    assert "This procedure has been replaced." in html
    assert f'href="{new.absolute_url()}"' in html


def test_legal_basis_links_only_where_the_number_is_certain(make, visit):
    certain = make("van-ban", "LegalDocument", title="A", number="1/2020", document_type="luat")
    make("van-ban", "LegalDocument", title="B", number="5/QĐ-UBND", document_type="quyet-dinh")
    make("van-ban", "LegalDocument", title="C", number="5/QĐ-UBND", document_type="quyet-dinh")
    procedure(make, legal_basis=[{"number": "1/2020"}, {"number": "5/QĐ-UBND"}])
    html = visit("/thu-tuc/1.001193")
    assert certain.absolute_url() in html
    assert "/van-ban/b" not in html and "/van-ban/c" not in html


def test_english_pages_fall_back_visibly(make, visit):
    procedure(make, title_en="Registration of birth")
    procedure(make, "1.000002", title="Chỉ có tiếng Việt")
    english = visit("/thu-tuc/1.001193", language="en")
    assert ' lang="en"' in english[:200]
    assert "Registration of birth" in english
    assert "not available in English" not in english
    fallen = visit("/thu-tuc/1.000002", language="en")
    assert "This page is not available in English yet" in fallen
    assert re.search(r'lang="vi"\s*>Chỉ có tiếng Việt</h1>', fallen)
    assert ' lang="vi"' in visit("/thu-tuc/1.000002")[:200]


def test_english_page_says_what_is_in_vietnamese(make, visit):
    procedure(make, title_en="Registration of birth", audience=["DT1", "DT4"])
    english = visit("/thu-tuc/1.001193", language="en")
    assert "What follows is in Vietnamese" in english
    assert "Vietnamese citizens, Foreigners" in english
    assert "What follows is in Vietnamese" not in visit("/thu-tuc/1.001193")
    assert "Công dân Việt Nam" in visit("/thu-tuc/1.001193")


def test_an_audience_renamed_here_keeps_its_new_name_in_english(make, visit):
    procedure(make, title_en="Registration of birth", audience=["DT1", "DT4"])
    audiences = {**api.portal.get_registry_record("egov.portal.audiences"), "DT1": "Mọi người"}
    api.portal.set_registry_record("egov.portal.audiences", audiences)
    assert "Mọi người, Foreigners" in visit("/thu-tuc/1.001193", language="en")


def test_fields_have_english_names_on_english_pages_and_others_say_their_language(make, visit):
    fields = {**api.portal.get_registry_record("egov.portal.fields"), "X1": "Lĩnh vực mới"}
    api.portal.set_registry_record("egov.portal.fields", fields)
    procedure(make, title_en="Registration of birth", field="G15-TP07", other_fields=["X1"])
    make("hoi-dap", "FAQ", title="Hỏi", title_en="Question", field="G15-TP07")
    make(
        "van-ban",
        "LegalDocument",
        title="Nghị định",
        number="1/NĐ-CP",
        document_type="nghi-dinh",
        fields=["G15-TP07"],
    )
    pages = ("/thu-tuc", "/thu-tuc/1.001193", "/hoi-dap", "/hoi-dap/hoi", "/van-ban", "/sitemap")
    for path in (*pages, "/van-ban/nghi-dinh", "/thu-tuc?field=G15-TP07"):
        english = visit(path, language="en")
        assert "Civil status" in english and "Hộ tịch" not in english, path
        assert "Hộ tịch" in visit(path), path
    english = visit("/thu-tuc/1.001193", language="en")
    assert re.search(r'lang="vi"[^>]*>Lĩnh vực mới</a>', english)
    assert re.search(r'lang="vi"[^>]*>Lĩnh vực mới<', visit("/thu-tuc", language="en"))
    names = {**api.portal.get_registry_record("egov.portal.fields_en"), "X1": "A new field"}
    api.portal.set_registry_record("egov.portal.fields_en", names)
    assert "A new field" in visit("/thu-tuc/1.001193", language="en")
    assert "Lĩnh vực mới" not in visit("/thu-tuc", language="en")


def test_a_legal_document_says_in_english_what_it_has_in_english(make, visit):
    document = make(
        "van-ban",
        "LegalDocument",
        title="Nghị định về hộ tịch",
        number="1/NĐ-CP",
        document_type="nghi-dinh",
        abstract="Trích yếu",
    )
    fallen = visit("/van-ban/nghi-dinh-ve-ho-tich", language="en")
    assert ">Decree</span>" in fallen and re.search(r'lang="vi"[^>]*>Trích yếu</p>', fallen)
    document.title_en, document.description_en = "Decree on civil status", "What it is about"
    document.text_en = rich("<p>Its words</p>")
    document.reindexObject()
    english = visit("/van-ban/nghi-dinh-ve-ho-tich", language="en")
    assert "What it is about" in english and "Trích yếu" not in english
    assert "<p>Its words</p>" in english and "not available in English" not in english
    vietnamese = visit("/van-ban/nghi-dinh-ve-ho-tich")
    assert "Trích yếu" in vietnamese and "Its words" not in vietnamese


@pytest.mark.parametrize(
    ("section", "portal_type", "more"),
    (
        ("co-quan", "Agency", {}),
        ("bieu-mau", "FormTemplate", {"code": "TK-1"}),
        ("dich-vu", "Service", {}),
    ),
)
def test_an_english_text_is_shown_wherever_editors_can_write_one(
    make, visit, section, portal_type, more
):
    text = rich("<p>For foreigners</p>")
    item = make(section, portal_type, title="Tên", title_en="Name", text_en=text, **more)
    path = f"/{section}/{item.getId()}"
    assert "<p>For foreigners</p>" in visit(path, language="en")
    assert "For foreigners" not in visit(path)


def test_what_is_vietnamese_in_an_english_list_says_so(make, visit):
    make("thong-bao", "Announcement", title="Tên", title_en="Name", description="Tóm tắt")
    assert re.search(r'lang="vi"\s*>Tóm tắt</p>', visit("/thong-bao", language="en"))
    assert not re.search(r'lang="vi"\s*>Tóm tắt</p>', visit("/thong-bao"))


def test_time_that_no_number_tells(make, visit):
    way = {"channel": "DIRECT", "time": 1, "unit": "OTHER", "description": ""}
    procedure(make, submission_ways=[way])
    assert "See the ways" not in visit("/thu-tuc/1.001193", language="en")
    told = {**way, "description": "Ngay trong ngày"}
    procedure(make, "1.000002", submission_ways=[told])
    assert "See the ways" in visit("/thu-tuc/1.000002", language="en")
    case = {"code": "1", "name": "Tại xã", "time": 3, "unit": "DAY"}
    procedure(make, "1.000003", submission_ways=[way], cases=[case])
    summary = visit("/thu-tuc/1.000003", language="en").partition("eg-facts")[2]
    assert "<strong>3 days</strong>" in summary.partition("</dl>")[0]


def test_language_switch_keeps_the_place(make, visit):
    procedure(make)
    html = visit("/thu-tuc?q=khai+sinh&b_start=0")
    assert "/thu-tuc?q=khai+sinh&amp;b_start=0&amp;set_language=en" in html


def test_expired_announcements_are_only_in_the_archive(make, visit):
    make("thong-bao", "Announcement", title="Còn hạn", valid_until=date(2999, 1, 1))
    make("thong-bao", "Announcement", title="Quá hạn", valid_until=date(2020, 1, 1))
    make("thong-bao", "Announcement", title="Không thời hạn")
    current = visit("/thong-bao")
    assert "Còn hạn" in current and "Không thời hạn" in current and "Quá hạn" not in current
    archive = visit("/thong-bao?archive=1")
    assert "Quá hạn" in archive and "Còn hạn" not in archive and "Không thời hạn" not in archive


def test_urgent_announcements_come_first_and_on_every_page(make, visit):
    make("thong-bao", "Announcement", title="Bão", kind="urgent", urgent_banner=True)
    later = make("thong-bao", "Announcement", title="Mới hơn")
    later.setEffectiveDate(DateTime() - 0.01)
    later.reindexObject()
    html = visit("/thong-bao")
    listed = html[html.index("eg-list") :]
    assert listed.index("Bão") < listed.index("Mới hơn")
    assert "eg-urgent" in visit("/co-quan")


def test_an_urgent_announcement_is_above_pages_only_while_published_and_valid(make):
    today = clock.today()
    day = timedelta(days=1)
    make("thong-bao", "Announcement", False, title="Nháp", urgent_banner=True)
    make("thong-bao", "Announcement", title="Mai", urgent_banner=True, valid_from=today + day)
    make("thong-bao", "Announcement", title="Qua", urgent_banner=True, valid_until=today - day)
    make("thong-bao", "Announcement", title="Nay", urgent_banner=True, valid_from=today)
    gone = make("thong-bao", "Announcement", title="Ẩn", urgent_banner=True)
    gone.setExpirationDate(DateTime() - 1)
    gone.reindexObject()
    portal = api.portal.get()
    with api.env.adopt_roles(["Manager"]):
        viewlet = Urgent(portal, portal.REQUEST, None)
        viewlet.update()
        assert [item["title"] for item in viewlet.items] == ["Nay"]


def test_relations_of_documents_show_both_ways(make, visit):
    old = make("van-ban", "LegalDocument", title="Cũ", number="1/2010", document_type="luat")
    new = make(
        "van-ban",
        "LegalDocument",
        title="Mới",
        number="2/2020",
        document_type="luat",
        replaces=[old.UID()],
    )
    assert old.absolute_url() in visit("/van-ban/moi")
    assert f'href="{new.absolute_url()}"' in visit("/van-ban/cu")


def test_form_names_the_procedures_that_use_it(make, visit):
    make("bieu-mau", "FormTemplate", title="Tờ khai", code="TP-01", file=pdf())
    used = procedure(make, papers=[{"case": "", "name": "Tờ khai", "template": "TP-01"}])
    assert used.absolute_url() in visit("/bieu-mau/TP-01")


def test_documents_are_found_by_a_part_of_their_number(make, visit):
    make("van-ban", "LegalDocument", title="A", number="123/2015/NĐ-CP", document_type="luat")
    make("van-ban", "LegalDocument", title="Khác", number="9/2016/QĐ", document_type="luat")
    html = visit("/van-ban?q=123/2015")
    assert "123/2015/NĐ-CP" in html and "9/2016/QĐ" not in html


def test_documents_are_filtered_by_year(make, visit):
    for year in (2015, 2016):
        make(
            "van-ban",
            "LegalDocument",
            title=f"Văn bản {year}",
            number=f"1/{year}",
            document_type="luat",
            issued_on=date(year, 12, 31),
        )
    html = visit("/van-ban?year=2015")
    assert "Văn bản 2015" in html and "Văn bản 2016" not in html


def test_site_search_needs_no_marks(make, visit):
    procedure(make)
    assert "/thu-tuc/1.001193" in visit("/@@search?SearchableText=khai+sinh")
    assert "/thu-tuc/1.001193" in visit("/@@search?SearchableText=dang+ky")


def test_empty_sections_say_so(visit):
    assert "eg-empty" in visit("/van-ban")
    assert "eg-empty" in visit("/thu-tuc?q=zzzz")


def test_long_lists_come_in_batches_that_keep_the_filter(make, visit):
    for number in range(45):
        make("van-ban", "LegalDocument", title=f"V{number}", number="1", document_type="luat")
    first = visit("/van-ban?type=luat")
    assert first.count("<li><h2><a") + first.count("<h2><a href") >= 20
    assert "type=luat&amp;b_start=40" in first
    assert "V" in visit("/van-ban?type=luat&b_start=40")


def test_anonymous_pages_carry_two_small_scripts_and_one_large_stylesheet(make, visit):
    procedure(make)
    html = visit("/thu-tuc/1.001193")
    data = html.count('<script type="application/ld+json">')
    held_up_by_none = html.count("<script defer") + html.count("<script async")
    assert html.count("<script") == data + 2 == data + held_up_by_none
    assert html.count("/suggest.js") == html.count("/page.js") == 1
    # The theme's, and a few bytes for the size of text.
    assert html.count('rel="stylesheet"') == 2
    assert html.count("/@@text-size.css") == html.count("/css/egov.css") == 1
    assert "++theme++egov/css/egov.css" in html


def test_editors_get_all_of_plones_bundles(functional_app, functional_portal, make):
    procedure(make)
    from plone.app.testing import SITE_OWNER_NAME
    from plone.app.testing import SITE_OWNER_PASSWORD

    rest = Rest(functional_app)
    rest.testapp.authorization = ("Basic", (SITE_OWNER_NAME, SITE_OWNER_PASSWORD))
    html = rest.html(functional_portal, "/thu-tuc/1.001193/edit").text
    assert 'data-bundle="plone"' in html
    assert "egov-editor.css" in html
    assert "edit-bar" in html


def test_one_main_landmark_and_ordered_headings(make, visit):
    import re

    procedure(make, steps=[{"name": "Bước 1", "description": "x"}])
    for path in ("", "/thu-tuc", "/thu-tuc/1.001193", "/co-quan", "/thong-bao", "/van-ban"):
        html = visit(path)
        assert html.count("<main") == 1, path
        levels = [int(level) for level in re.findall(r"<h([1-6])", html[: html.index("<footer")])]
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_parts_of_pages_are_no_page(visit):
    visit("/@@egov-parts", status=404)


def test_services_on_the_home_page_are_the_newest_until_some_were_used(make, visit):
    for number in range(8):
        service = make("dich-vu", "Service", title=f"Dịch vụ {number}")
        service.setEffectiveDate(DateTime() - 20 + number)
        service.reindexObject()

    def shown():
        statistics.kept.clear()
        text = visit("")
        numbers = re.findall(r"Dịch vụ (\d)</a>", text)
        return [int(number) for number in numbers], "Dịch vụ trực tuyến dùng nhiều nhất" in text

    assert shown() == ([7, 6, 5, 4, 3, 2], False)
    catalog = get_register()._catalog
    for name in ("dich-vu-1", "dich-vu-0", "dich-vu-1"):
        docid = catalog.new_id(now())
        uid = api.content.get_uuid(service.__parent__[name])
        catalog.index(docid, Row(str(docid), f"c{docid}", "", "new", "", "", uid))
    assert shown() == ([1, 0, 7, 6, 5, 4], True)


def test_every_portal_has_a_statement_of_accessibility_and_contacts(visit):
    for language, title in (("vi", "Tuyên bố về khả năng tiếp cận"), ("en", "Accessibility")):
        text = visit("/accessibility-info", language)
        assert f"<title>{title}" in text
        assert 'href="http://nohost/plone/contact-info"' in text
        footer = visit("", language).split("eg-foot")[1]
        assert 'href="http://nohost/plone/accessibility-info"' in footer
        assert 'href="http://nohost/plone/contact-info"' in footer


def test_editors_put_a_statement_of_their_own_in_its_place(functional_portal, make, visit):
    title = "Khả năng tiếp cận của tỉnh"
    page = make(functional_portal, "Document", False, id="kha-nang-tiep-can", title=title)
    assert "/accessibility-info" in visit("").split("eg-foot")[1], "a draft is in nobody's place"
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(page, "publish")
    footer = visit("").split("eg-foot")[1]
    assert title in footer and "/accessibility-info" not in footer
    visit("/accessibility-info", status=302)


def test_a_page_is_in_english_where_it_has_that(functional_portal, make, visit):
    page = make(
        functional_portal,
        "Document",
        title="Giới thiệu",
        description="Tóm tắt",
        text=rich("<p>Chữ</p>"),
    )
    text = visit("/gioi-thieu", "en")
    assert "not available in English" in text and "<p>Chữ</p>" in text
    page.title_en, page.description_en = "About us", "Summary"
    page.text_en = rich("<p>Words</p><script>alert(1)</script>")
    page.reindexObject()
    text = visit("/gioi-thieu", "en")
    assert "<p>Words</p>" in text and "alert(1)" not in text and "Chữ" not in text
    assert "Summary" in text and ">About us</a>" in text.split("eg-foot")[1]
    assert "<p>Chữ</p>" in visit("/gioi-thieu") and "Words" not in visit("/gioi-thieu")


def test_what_has_an_english_name_is_filtered_and_found_by_it_on_english_pages(make, visit):
    agency = make("co-quan", "Agency", title="Sở Tư pháp", title_en="Department of Justice")
    make(
        "thu-tuc",
        "Procedure",
        title="Đăng ký khai sinh",
        title_en="Birth registration",
        code="1.001193",
        audience=["DT1"],
        executing_agencies=[agency.UID()],
    )
    english = visit("/thu-tuc?q=khai+sinh", language="en")
    assert "Vietnamese citizens" in english and "Department of Justice" in english
    assert "Công dân Việt Nam" not in english and "Sở Tư pháp" not in english
    chosen = visit(f"/thu-tuc?agency={agency.UID()}", language="en")
    assert "Sở Tư pháp" not in chosen
    vietnamese = visit("/thu-tuc?q=khai+sinh")
    assert "Công dân Việt Nam" in vietnamese and "Sở Tư pháp" in vietnamese


def test_the_path_to_an_english_page_is_english(functional_portal, make, visit):
    service = make(
        "dich-vu",
        "Service",
        title="Trích lục hộ tịch",
        title_en="Copies of civil status records",
        submission_place="here",
    )
    with api.env.adopt_roles(["Manager"]):
        api.content.create(service, "EasyForm", id="to-khai", title="Tờ khai")
    html = visit(f"/dich-vu/{service.getId()}/to-khai", language="en")
    assert "Copies of civil status records</a>" in html
    assert "The questions of this form are in Vietnamese." in html
    assert "The questions of this form" not in visit(f"/dich-vu/{service.getId()}/to-khai")


def test_an_archive_without_anything_says_that_nothing_is_there(make, visit):
    html = visit("/thong-bao?archive=1", language="en")
    assert "Nothing has been published here yet." in html and "Nothing was found" not in html
