"""Types of legal documents: a list that an administrator edits."""

from egov.portal import _
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
RECORD = "egov.portal.document_types"


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


def document_types():
    """Types of legal documents: {id: title}."""
    registry = queryUtility(IRegistry)
    return dict((registry.get(RECORD) if registry is not None else None) or {})
