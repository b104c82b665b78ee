"""The profile installs, and its browser layer is there."""

from egov.portal.interfaces import IEgovLayer


def test_profile_is_installed(installer):
    assert installer.is_product_installed("egov.portal")


def test_browser_layer_is_registered(portal, browser_layers):
    assert IEgovLayer in browser_layers


def test_procedure_type_is_registered(portal, get_fti):
    assert get_fti("Procedure").add_permission == "egov.portal.AddProcedure"
