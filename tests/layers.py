"""Test layers: Plone with the portal installed."""

from egov.portal.intake.consent.versions import save
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer


class PortalLayer(PloneSandboxLayer):
    """Plone with `egov.portal:default`."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        import egov.portal

        self.loadZCML(package=egov.portal)
        self.loadZCML("overrides.zcml", package=egov.portal)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "egov.portal:default")
        # Asked for by default. Tests of consent ask for it; the others send forms without.
        save({})


PORTAL_FIXTURE = PortalLayer()
INTEGRATION = IntegrationTesting(bases=(PORTAL_FIXTURE,), name="EgovPortal:Integration")
FUNCTIONAL = FunctionalTesting(bases=(PORTAL_FIXTURE,), name="EgovPortal:Functional")
