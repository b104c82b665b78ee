"""The control panel of intake."""

from egov.portal import _
from egov.portal.intake.settings import IIntakeSettings
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from z3c.form.browser.checkbox import CheckBoxFieldWidget


class IntakeSettingsForm(RegistryEditForm):
    schema = IIntakeSettings
    schema_prefix = "egov.portal.intake"
    label = _("Online submission")
    description = _("What citizens may send along with an application")

    def updateFields(self):
        super().updateFields()
        for name in ("file_types", "refused"):
            self.fields[name].widgetFactory = CheckBoxFieldWidget


class IntakeControlPanel(ControlPanelFormWrapper):
    form = IntakeSettingsForm
