"""A portal of version 1000 has what 1001 has after its upgrade, and keeps what people have set."""

from egov.portal.dossiers.interfaces import IDossierRegister
from egov.portal.intake.consent.versions import current
from egov.portal.intake.consent.versions import KEY as CONSENT
from egov.portal.shared import outbox
from egov.portal.shared.limiting.sign_in import ID as SIGN_IN
from egov.portal.shared.limiting.sign_in import remove_sign_in_limit
from egov.portal.shared.outbox.adding import ANNOTATION
from egov.portal.site.making import upgrade
from egov.portal.site.startup import waits_for_upgrade
from lxml import etree
from pathlib import Path
from plone import api
from plone.registry.interfaces import IRegistry
from Products.CMFCore.indexing import processQueue
import pytest
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility


PROFILE = "egov.portal:default"
DEFAULT = Path(__file__).resolve().parents[2] / "profiles" / "default"
# What 1000 had of the registry: every other record of ours is taken away.
KNOWN = (
    *("egov.portal.dossiers.number_pattern", "egov.portal.dossiers.serial_digits"),
    *("egov.portal.dossiers.default_unit_code", "egov.portal.dossiers.block_size"),
    *("egov.portal.fields", "egov.portal.audiences", "egov.portal.life_events"),
    *("egov.portal.document_types", "egov.portal.stale_after_days"),
)
PANELS = ("egov-taxonomy", "egov-document-types", "egov-import", "egov-dossiers", "egov-intake")


def names():
    return {name for name in getUtility(IRegistry).records.keys() if name.startswith("egov.")}


def panels(portal):
    return {action.id for action in portal.portal_controlpanel.listActions()}


def version():
    return etree.parse(DEFAULT / "metadata.xml").findtext("version")


@pytest.fixture
def old(portal):
    """The site as 1000 left it, as well as can be made; returns what it has today."""
    today = {"records": names(), "panels": panels(portal)}
    registry = getUtility(IRegistry)
    for name in today["records"] - set(KNOWN):
        del registry.records[name]
    tool = portal.portal_controlpanel
    for name in today["panels"]:
        if name.startswith("egov-") and name not in PANELS:
            tool.unregisterConfiglet(name)
    del IAnnotations(portal)[ANNOTATION]
    del IAnnotations(portal)[CONSENT]
    remove_sign_in_limit(portal)
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1000")
    return today


def test_what_the_profile_has_gained_is_there(portal, old):
    assert upgrade(portal.portal_setup)
    assert names() >= old["records"]
    assert panels(portal) >= old["panels"]
    assert ANNOTATION in IAnnotations(portal)
    assert current().asked and CONSENT in IAnnotations(portal)
    assert IDossierRegister.providedBy(portal["ho-so"])
    assert SIGN_IN in portal.acl_users
    outbox.add("try", {})
    assert portal.portal_setup.getLastVersionForProfile(PROFILE) == (version(),)


def test_what_people_have_set_stays(portal, old):
    api.portal.set_registry_record("egov.portal.dossiers.serial_digits", 6)
    api.portal.set_registry_record("plone.default_language", "en")
    api.portal.set_registry_record("egov.portal.stale_after_days", 30)
    portal.portal_types["Plone Site"].default_view = "listing_view"
    upgrade(portal.portal_setup)
    assert api.portal.get_registry_record("egov.portal.dossiers.serial_digits") == 6
    assert api.portal.get_registry_record("plone.default_language") == "en"
    assert api.portal.get_registry_record("egov.portal.stale_after_days") == 30
    assert portal.portal_types["Plone Site"].default_view == "listing_view"


def test_a_type_and_an_index_that_are_missing_are_made_and_filled(portal, old):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(portal["thu-tuc"], "Procedure", title="Khai sinh", code="1.001193")
    processQueue()
    portal.portal_types._delObject("FAQ")
    portal.portal_catalog.delIndex("code")
    upgrade(portal.portal_setup)
    assert portal.portal_types["FAQ"].klass == "egov.portal.publications.faq.FAQ"
    assert len(portal.portal_catalog.unrestrictedSearchResults(code="1.001193")) == 1


def test_the_workflow_of_dossiers_is_the_one_of_the_profile(portal, old):
    workflow = portal.portal_workflow["egov_dossier_workflow"]
    workflow.transitions.deleteTransitions(["withdraw"])
    upgrade(portal.portal_setup)
    assert "withdraw" in portal.portal_workflow["egov_dossier_workflow"].transitions


def test_an_upgraded_portal_has_nothing_more_to_upgrade(portal, old):
    upgrade(portal.portal_setup)
    assert upgrade(portal.portal_setup) == []


def test_a_start_names_a_site_that_is_older_than_the_code(portal, old):
    assert waits_for_upgrade(portal)
    upgrade(portal.portal_setup)
    assert not waits_for_upgrade(portal)
