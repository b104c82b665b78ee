"""The control panel of the rules by which time limits are reckoned."""

from egov.portal import _
from egov.portal.shared.calendar.settings import IDeadlineSettings
from egov.portal.shared.calendar.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class DeadlineSettingsForm(RegistryEditForm):
    schema = IDeadlineSettings
    schema_prefix = PREFIX
    label = _("Time limits")
    description = _("How it is reckoned when an application is due")


class DeadlinesControlPanel(ControlPanelFormWrapper):
    form = DeadlineSettingsForm
