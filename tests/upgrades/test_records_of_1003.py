"""A portal of version 1002 has the records of 1003 after its upgrade."""

from egov.portal.site.making import upgrade
from plone import api
from plone.registry.interfaces import IRegistry
from zope.component import getUtility


PROFILE = "egov.portal:default"
LIMIT = "egov.portal.limits.forgotten"


def test_records_that_are_missing_come_and_others_stay(portal):
    del getUtility(IRegistry).records[LIMIT]
    api.portal.set_registry_record("egov.portal.limits.contact", "1/hour")
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1002")
    upgrade(portal.portal_setup)
    assert api.portal.get_registry_record(LIMIT) == "5/minute; 20/hour"
    assert api.portal.get_registry_record("egov.portal.limits.contact") == "1/hour"
    assert portal.portal_setup.getLastVersionForProfile(PROFILE) >= ("1003",)
