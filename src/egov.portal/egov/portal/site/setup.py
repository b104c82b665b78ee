"""What the profile cannot say in XML: sections of the site, language, hidden profiles."""

from egov.portal.site.people import ensure_site_groups
from plone.base.interfaces import INonInstallable
from zope.interface import implementer


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles that the add-ons control panel does not offer."""

    def getNonInstallableProfiles(self):
        return ["egov.portal:uninstall"]

    def getNonInstallableProducts(self):
        return ["egov.portal.upgrades"]


def post_install(tool):
    """Make the sections and the groups of people; safe to run again."""
    ensure_site_groups()


def post_uninstall(tool):
    """Nothing beyond the XML yet."""
