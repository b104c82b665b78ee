"""Search of the whole site: procedures and the rest together, files' words, and by whom."""

from egov.portal import search
from egov.portal.search.file_words import MOST_BYTES
from egov.portal.search.file_words import words_in
from egov.portal.shared import outbox
from io import BytesIO
from office_files import docx
from office_files import odt
from office_files import pdf
from plone import api
from plone.app.testing import logout
from plone.namedfile.file import NamedBlobFile
import pytest
import zipfile
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


TYPES = ["Procedure", "Announcement", "LegalDocument", "FormTemplate", "Document"]


@pytest.fixture
def notice(portal, procedures_of):
    """A published notice beside six procedures."""
    content = api.content.create(
        portal["thong-bao"],
        "Announcement",
        title="Thông báo lịch tiếp công dân",
        number="12/TB-UBND",
    )
    api.content.transition(content, to_state="published")
    return content


def found(query, **options):
    return [item.brain.Title for item in search.everything(query, TYPES, **options).items]


def test_everything_is_found_by_one_search(notice):
    assert found("lich tiep cong dan")[0] == "Thông báo lịch tiếp công dân"
    assert found("12/TB-UBND")[0] == "Thông báo lịch tiếp công dân"
    assert found("làm giấy khai sinh")[0] == "Thủ tục đăng ký khai sinh"


def test_kinds_are_counted_and_kept_to(notice):
    answer = search.everything("thông báo khai sinh công dân", TYPES)
    kinds = {kind["value"]: kind["count"] for kind in answer.facets["kind"]}
    assert kinds["Announcement"] == 1
    assert found("lịch tiếp công dân", kind="Announcement") == ["Thông báo lịch tiếp công dân"]
    assert found("lịch tiếp công dân", kind="LegalDocument") == []


def test_what_is_withdrawn_is_gone_at_once_for_strangers(notice):
    api.content.transition(notice, to_state="withdrawn")
    assert found("lịch tiếp công dân")
    logout()
    assert found("lịch tiếp công dân") == []
    assert not search.everything("lịch tiếp công dân", TYPES).facets["kind"]


def test_catalogue_queries_and_pickers_rank_alike(notice):
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog(egov_found="lam giay khai sinh")
    assert brains[0].code == "1.001193"
    assert not catalog(egov_found="lam giay khai sinh", portal_type="Announcement")
    brains = catalog(egov_found={"query": "giay phep x", "unfinished": True})
    assert brains[0].code == "1.013225"


@pytest.mark.parametrize(
    "name, data",
    [("a.docx", docx("Tờ khai ký hiệu zzkh")), ("a.odt", odt("Tờ khai ký hiệu zzkh"))],
)
def test_words_within_files_are_found_once_they_are_read(portal, grant_roles, name, data):
    grant_roles(portal, ["Manager"])
    template = api.content.create(
        portal["van-ban"], "LegalDocument", title="Quyết định", number="1/QĐ", issuer="A"
    )
    template.file = NamedBlobFile(data, filename=name)
    notify(ObjectModifiedEvent(template))
    assert found("zzkh") == []
    outbox.work()
    assert found("zzkh") == ["Quyết định"]


def test_words_are_read_out_of_a_pdf():
    data = pdf("Application form zzpdf")
    assert "zzpdf" in words_in(BytesIO(data), "a.pdf", len(data))


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.exe", ""])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"PK\x03\x04broken", b"\x00" * 1000])
def test_broken_files_have_no_words_and_do_no_harm(name, data):
    assert words_in(BytesIO(data), name, len(data)) == ""


def test_what_unfolds_beyond_bounds_is_not_read():
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    data = target.getvalue()
    assert words_in(BytesIO(data), "a.docx", len(data)) == ""
    assert words_in(BytesIO(b"x"), "a.docx", MOST_BYTES + 1) == ""


def test_entities_of_a_file_are_not_followed():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        xml = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><p>x&e;y</p></a>'
        archive.writestr("content.xml", xml)
    data = target.getvalue()
    assert "root" not in words_in(BytesIO(data), "a.odt", len(data))


def test_words_asked_for_are_marked_whatever_their_marks():
    parts = search.parts_of("Thủ tục đăng ký khai sinh <b>", {"khai", "sinh"})
    assert parts == [
        ("Thủ tục đăng ký ", False),
        ("khai sinh", True),
        (" <b>", False),
    ]
    assert search.parts_of("Tách hộ", frozenset()) == [("Tách hộ", False)]


def test_results_say_what_was_taken_for_what(procedures_of):
    best = search.procedures("làm giấy khai sinh").items[0]
    assert best.kind in ("typed", "synonym")
    best = search.procedures("sổ đỏ").items[0]
    assert best.why and best.why[0][0] == "sổ đỏ"
    assert search.procedures("1.001193").items[0].kind == "code"


def test_when_nothing_fits_the_nearest_are_offered(procedures_of):
    query = "xin giấy phép bay drone trên biển đảo"
    assert [brain.code for brain in search.nearest(query)]
    assert search.nearest("") == []
