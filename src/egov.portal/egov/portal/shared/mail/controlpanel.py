"""The control panel of letters."""

from egov.portal import _
from egov.portal.shared.mail.delivery import why_not
from egov.portal.shared.mail.settings import ILetterSettings
from egov.portal.shared.mail.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm


class LetterSettingsForm(RegistryEditForm):
    schema = ILetterSettings
    schema_prefix = PREFIX
    label = _("Letters to applicants")

    @property
    def description(self):
        """Whether letters can be sent at all comes first."""
        return why_not() or _(
            "Letters are sent. The mail server and the sender are set in the control panel "
            "for mail."
        )


class LetterControlPanel(ControlPanelFormWrapper):
    form = LetterSettingsForm
