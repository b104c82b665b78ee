"""The control panel of intake."""

from egov.portal import _
from egov.portal.intake.settings import IIntakeSettings
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class IntakeSettingsForm(RegistryEditForm):
    schema = IIntakeSettings
    schema_prefix = "egov.portal.intake"
    label = _("Online submission")
    description = _("What citizens may send along with an application")


class IntakeControlPanel(ControlPanelFormWrapper):
    form = IntakeSettingsForm
