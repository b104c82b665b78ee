"""Ids of content read as Vietnamese without marks."""

from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.naming import MAX_ID_LENGTH
from filing import as_manager
from plone import api
from plone.i18n.normalizer.interfaces import IURLNormalizer
from plone.i18n.normalizer.interfaces import IUserPreferredFileNameNormalizer
from plone.i18n.normalizer.interfaces import IUserPreferredURLNormalizer
import pytest
import unicodedata
from zope.component import getUtility
from zope.interface import alsoProvides


TITLES = {
    "Thông báo lịch tiếp công dân": "thong-bao-lich-tiep-cong-dan",
    "Đăng ký khai sinh – Ủy ban nhân dân cấp xã": "dang-ky-khai-sinh-uy-ban-nhan-dan-cap-xa",
    "QUYẾT ĐỊNH số 61/2018/NĐ-CP": "quyet-dinh-so-61-2018-nd-cp",
    unicodedata.normalize("NFD", "Nghị định về đất đai"): "nghi-dinh-ve-dat-dai",
    "Thƣ mời họp": "thu-moi-hop",
}


@pytest.mark.parametrize("title,expected", TITLES.items())
def test_title_becomes_the_id(portal, title, expected):
    with as_manager():
        content = api.content.create(portal["thong-bao"], "Announcement", title=title)
    assert content.getId() == expected


@pytest.mark.parametrize("title,expected", TITLES.items())
def test_plone_s_own_normalizer_knows_vietnamese(portal, title, expected):
    assert getUtility(IURLNormalizer).normalize(title, locale="vi") == expected


def test_an_editor_who_reads_english_gets_the_same_ids(portal, http_request):
    alsoProvides(http_request, IEgovLayer)
    http_request["LANGUAGE"] = "en"
    normalizer = IUserPreferredURLNormalizer(http_request)
    assert normalizer.normalize("Điều động cán bộ") == "dieu-dong-can-bo"


def test_names_of_files_keep_their_extension(portal, http_request):
    alsoProvides(http_request, IEgovLayer)
    normalizer = IUserPreferredFileNameNormalizer(http_request)
    assert normalizer.normalize("Tờ khai Đăng ký.docx") == "To khai Dang ky.docx"


def test_long_titles_make_ids_that_end_with_a_whole_word(portal, http_request):
    alsoProvides(http_request, IEgovLayer)
    name = IUserPreferredURLNormalizer(http_request).normalize("điều chỉnh " * 40)
    assert len(name) <= MAX_ID_LENGTH
    assert name.endswith(("dieu", "chinh"))


def test_the_id_of_a_procedure_is_its_code(portal):
    with as_manager():
        procedure = api.content.create(
            portal["thu-tuc"], "Procedure", title="Đăng ký khai sinh", code="1.001193"
        )
    assert procedure.getId() == "1.001193"
