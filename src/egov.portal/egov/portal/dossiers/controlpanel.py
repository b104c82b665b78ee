"""The control panel of dossiers."""

from egov.portal import _
from egov.portal.dossiers.settings import IDossierSettings
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class DossierSettingsForm(RegistryEditForm):
    schema = IDossierSettings
    schema_prefix = "egov.portal.dossiers"
    label = _("Dossiers")
    description = _("How the codes of dossiers are made, and who is told their state")


class DossierControlPanel(ControlPanelFormWrapper):
    form = DossierSettingsForm
