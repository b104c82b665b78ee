"""The sections and types that everything else relies on."""

from plone import api
import pytest


SECTIONS = {
    "thu-tuc": "Procedure",
    "dich-vu": "Service",
    "bieu-mau": "FormTemplate",
    "thong-bao": "Announcement",
    "van-ban": "LegalDocument",
    "co-quan": "Agency",
    "hoi-dap": "FAQ",
}


@pytest.mark.parametrize("section,portal_type", SECTIONS.items())
def test_section_takes_its_type_and_no_other(portal, grant_roles, section, portal_type):
    grant_roles(portal, ["Manager"])
    extra = {"code": "1.000001"} if portal_type == "Procedure" else {}
    content = api.content.create(portal[section], portal_type, title="Đơn vị mới", **extra)
    assert content.portal_type == portal_type
    assert [fti.getId() for fti in portal[section].allowedContentTypes()] == [portal_type]
