"""Control panel of the check of links."""

from egov.portal import _
from egov.portal.shared.links.settings import ILinkSettings
from egov.portal.shared.links.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class LinkSettingsForm(RegistryEditForm):
    """Whether and how often other sites are asked."""

    schema = ILinkSettings
    schema_prefix = PREFIX
    label = _("Check of links")
    description = _("Links that lead nowhere are named on the page “Report on links”.")


class LinkSettingsPanel(ControlPanelFormWrapper):
    """The form in the control panel's layout."""

    form = LinkSettingsForm
