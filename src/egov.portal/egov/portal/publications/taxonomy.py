"""Types of legal documents: a list that an administrator edits."""

from egov.portal import _
from egov.portal.shared.english_names import english_names
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


DOCUMENT_TYPES = {
    "hien-phap": "Hiến pháp",
    "luat": "Luật",
    "phap-lenh": "Pháp lệnh",
    "lenh": "Lệnh",
    "nghi-quyet": "Nghị quyết",
    "nghi-dinh": "Nghị định",
    "quyet-dinh": "Quyết định",
    "thong-tu": "Thông tư",
    "thong-tu-lien-tich": "Thông tư liên tịch",
    "chi-thi": "Chỉ thị",
    "cong-van": "Công văn",
    "cong-dien": "Công điện",
    "ke-hoach": "Kế hoạch",
    "chuong-trinh": "Chương trình",
    "de-an": "Đề án",
    "huong-dan": "Hướng dẫn",
    "bao-cao": "Báo cáo",
    "thong-bao": "Thông báo",
    "quy-che": "Quy chế",
    "quy-dinh": "Quy định",
}
IN_ENGLISH = {
    "hien-phap": "Constitution",
    "luat": "Law",
    "phap-lenh": "Ordinance",
    "lenh": "Order",
    "nghi-quyet": "Resolution",
    "nghi-dinh": "Decree",
    "quyet-dinh": "Decision",
    "thong-tu": "Circular",
    "thong-tu-lien-tich": "Joint circular",
    "chi-thi": "Directive",
    "cong-van": "Official letter",
    "cong-dien": "Official dispatch",
    "ke-hoach": "Plan",
    "chuong-trinh": "Programme",
    "de-an": "Scheme",
    "huong-dan": "Guidance",
    "bao-cao": "Report",
    "thong-bao": "Notice",
    "quy-che": "Regulation",
    "quy-dinh": "Rules",
}
PREFIX = "egov.portal"
RECORD = f"{PREFIX}.document_types"


class IPublicationsTaxonomy(Interface):
    """Records of the registry."""

    document_types = schema.Dict(
        title=_("Types of legal documents"),
        description=_("One type a line: its id, a bar, its name. nghi-dinh | Nghị định"),
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
        default=DOCUMENT_TYPES,
        required=False,
    )
    document_types_en = schema.Dict(
        title=_("Types of legal documents in English"),
        description=_(
            "For the English pages: an id, a bar, its name in English. A type that does not stand "
            "here is shown in Vietnamese."
        ),
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
        default=IN_ENGLISH,
        required=False,
    )


def document_types():
    """Types of legal documents: {id: title}."""
    registry = queryUtility(IRegistry)
    return dict((registry.get(RECORD) if registry is not None else None) or {})


def english_document_types():
    """{id: English title}, as far as there is one that fits."""
    field = IPublicationsTaxonomy["document_types_en"]
    return english_names(field, PREFIX, document_types(), DOCUMENT_TYPES, IN_ENGLISH)
