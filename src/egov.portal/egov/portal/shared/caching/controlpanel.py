"""The control panel of what is kept."""

from egov.portal import _
from egov.portal.shared.caching.settings import ICachingSettings
from egov.portal.shared.caching.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class CachingSettingsForm(RegistryEditForm):
    schema = ICachingSettings
    schema_prefix = PREFIX
    label = _("Kept pages")
    description = _("Pages for visitors who are not signed in are answered from memory")


class CachingControlPanel(ControlPanelFormWrapper):
    form = CachingSettingsForm
