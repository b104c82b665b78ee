"""The name of the portal in English, on Plone's page of site settings."""

from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.site_name import ISiteName
from egov.portal.shared.site_name import PREFIX
from plone.registry.interfaces import IRecordsProxy
from plone.registry.interfaces import IRegistry
from plone.z3cform.fieldsets.extensible import FormExtender
from Products.CMFPlone.controlpanel.browser.site import SiteControlPanelForm
from z3c.form.field import Fields
from zope.component import adapter
from zope.component import getUtility
from zope.interface import implementer
from zope.interface import Interface


@adapter(Interface, IEgovLayer, SiteControlPanelForm)
class SiteNameExtender(FormExtender):
    """Below the site title."""

    def update(self):
        self.add(Fields(ISiteName), index=1)


@implementer(ISiteName)
@adapter(IRecordsProxy)
def records_of_name(_site_settings):
    """The records of the name, for a form that edits those of the site."""
    return getUtility(IRegistry).forInterface(ISiteName, prefix=PREFIX, check=False)
