"""A text that the portal and Plone both have in Vietnamese is shown as the portal has it."""

from egov.portal.shared.own_texts import LOCALES
import pytest
from zope.component import getUtility
from zope.i18n import translate
from zope.i18n.interfaces import ITranslationDomain


@pytest.mark.parametrize("domain", ["plone", "widgets"])
def test_the_portals_texts_come_first(portal, domain):
    catalogues = getUtility(ITranslationDomain, domain)._catalogs["vi"]
    assert str(catalogues[0]).startswith(LOCALES)


def test_plones_texts_follow(portal):
    assert translate("Check out", domain="plone", target_language="vi") == "Tạo bản sửa"
    # Only plone.app.locales has this one.
    assert translate("label_log_in", domain="plone", target_language="vi") == "Đăng nhập"
