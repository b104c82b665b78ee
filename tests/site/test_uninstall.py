"""Taking the add-on away removes its settings, and no content."""

from egov.portal.catalogue.taxonomy import ITaxonomy
from egov.portal.interfaces import IEgovLayer
from filing import as_manager
from plone import api
from plone.registry.interfaces import IRegistry
from zope.component import getUtility
from zope.interface import noLongerProvides


def uninstall(portal):
    portal.portal_setup.runAllImportStepsFromProfile("egov.portal:uninstall")


def test_settings_go(portal, installer):
    with as_manager():
        uninstall(portal)
    assert "all_fields" not in str(portal.portal_catalog.indexes())
    assert "submission_place" not in portal.portal_catalog.indexes()
    assert "online_level" not in portal.portal_catalog.schema()
    assert "egov.portal.fields" not in getUtility(IRegistry).records
    assert "plone.bundles/egov-forms.enabled" not in getUtility(IRegistry).records
    panels = [action["id"] for action in portal.portal_controlpanel.listActionInfos()]
    assert not [name for name in panels if name.startswith("egov-")]
    assert not [name for name in portal.acl_users.objectIds() if name.startswith("egov")]
    assert portal.portal_types["EasyForm"].global_allow


def test_types_without_content_go(portal):
    with as_manager():
        uninstall(portal)
    assert "Procedure" not in portal.portal_types
    assert "Section" not in portal.portal_types
    assert "thu-tuc" not in portal
    assert "Procedure" not in portal.portal_repository.getVersionableContentTypes()


def test_content_and_its_type_stay(portal):
    with as_manager():
        api.content.create(portal["thu-tuc"], "Procedure", title="Khai sinh", code="1.001193")
        uninstall(portal)
    assert portal["thu-tuc"]["1.001193"].title == "Khai sinh"
    assert "Procedure" in portal.portal_types
    assert "Section" in portal.portal_types
    assert "FAQ" not in portal.portal_types


def test_what_stays_can_still_be_shown(portal, agencies):
    with as_manager():
        procedure = api.content.create(
            portal["thu-tuc"],
            "Procedure",
            title="Khai sinh",
            code="1.001193",
            agency=agencies[0],
            executing_agencies=[agencies[0]],
            related_procedures=["1.000001"],
        )
        uninstall(portal)
        noLongerProvides(portal.REQUEST, IEgovLayer)
        assert portal.getLayout() != "egov-home"
        assert "Khai sinh" in procedure.restrictedTraverse("view")()
        assert portal.restrictedTraverse(portal.getLayout())()


def test_installing_again_is_possible(portal):
    with as_manager():
        uninstall(portal)
        portal.portal_setup.runAllImportStepsFromProfile("egov.portal:default")
        api.content.create(portal["thu-tuc"], "Procedure", title="Khai sinh", code="1.001193")
    brains = portal.portal_catalog.unrestrictedSearchResults(code="1.001193")
    assert [brain.Title for brain in brains] == ["Khai sinh"]
    assert portal.getLayout() == "egov-home"
    assert getUtility(IRegistry)["egov.portal.fields"] == ITaxonomy["fields"].default
