"""The control panel of letters."""

from egov.portal import _
from egov.portal.shared.mail.settings import ILetterSettings
from egov.portal.shared.mail.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class LetterSettingsForm(RegistryEditForm):
    schema = ILetterSettings
    schema_prefix = PREFIX
    label = _("Letters to applicants")
    description = _("The mail server and the sender are set in the control panel for mail")


class LetterControlPanel(ControlPanelFormWrapper):
    form = LetterSettingsForm
