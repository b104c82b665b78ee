"""The control panel of scanning: says what protects the officers, and tries the connection."""

from egov.portal import _
from egov.portal.shared.scanning.health import state_of
from egov.portal.shared.scanning.settings import IScanningSettings
from egov.portal.shared.scanning.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.protect import CheckAuthenticator
from Products.statusmessages.interfaces import IStatusMessage
from z3c.form import button
from zope.i18n import translate


LOOKS = {"ok": "info", "warning": "warning", "error": "error"}


class ScanningSettingsForm(RegistryEditForm):
    schema = IScanningSettings
    schema_prefix = PREFIX
    label = _("Virus scanner")

    @property
    def description(self):
        record = self.getContent()
        if record.hand_out_unscanned:
            return _("RISK: files are handed out although no scanner has looked at them.")
        if not record.address:
            return _(
                "There is no scanner: files sent along by citizens stay in quarantine, and "
                "officers cannot open them."
            )
        return _("Files sent along by citizens are handed out when the scanner says clean.")

    # The buttons of the base class, and one more.
    buttons = RegistryEditForm.buttons.copy()
    handlers = RegistryEditForm.handlers.copy()

    @button.buttonAndHandler(_("Try the connection"), name="try")
    def handle_try(self, action):
        """Ask the scanner at the address that is written in the form, saved or not."""
        CheckAuthenticator(self.request)
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        status, message = state_of(data["address"], data["timeout"])
        said = translate(message, context=self.request)
        IStatusMessage(self.request).add(said, type=LOOKS[status])


class ScanningControlPanel(ControlPanelFormWrapper):
    form = ScanningSettingsForm
