"""The control panel of rate limits."""

from egov.portal import _
from egov.portal.shared.limiting.settings import ILimitSettings
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class LimitSettingsForm(RegistryEditForm):
    schema = ILimitSettings
    schema_prefix = "egov.portal.limits"
    label = _("Rate limits")
    description = _("How often one sender may do what needs no account")


class LimitsControlPanel(ControlPanelFormWrapper):
    form = LimitSettingsForm
