"""The form action that hands a filled-in form to the dossiers: "Submit application"."""

from collective.easyform.actions import Action
from collective.easyform.actions import ActionFactory
from collective.easyform.api import get_context
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IAction
from egov.portal import _
from egov.portal import dossiers
from egov.portal.intake.consent import ConsentBox
from egov.portal.intake.consent import NotGiven
from egov.portal.intake.forms import is_open
from egov.portal.intake.forms import service_of
from egov.portal.intake.payload import digest_of_form
from egov.portal.intake.payload import draft_key
from egov.portal.intake.submitting import submit
from plone.supermodel.exportimport import BaseHandler
from zope.interface import implementer


RECEIPT = "egov.portal.intake.receipt"


class ISubmitApplication(IAction):
    """Makes one dossier of what was filled in."""


@implementer(ISubmitApplication)
class SubmitApplication(Action):
    __doc__ = ISubmitApplication.__doc__

    def onSuccess(self, fields, request):
        """Make the dossier; the receipt is left on the request. A dict returned is errors."""
        form = get_context(self)
        service = service_of(form)
        if service is None or not is_open(form):
            return {FORM_ERROR_MARKER: _("This form does not take applications now.")}
        key = draft_key(request)
        if key is None:
            return {FORM_ERROR_MARKER: _("The form was opened too long ago. Send it again.")}
        try:
            consent = ConsentBox(form, request).given()
            digest = digest_of_form(request)
            receipt = submit(form, fields, key, digest, channel="form", consent=consent)
        except NotGiven as error:
            return {FORM_ERROR_MARKER: error.message}
        except dossiers.KeyReused:
            return {
                FORM_ERROR_MARKER: _(
                    "This form was sent before with other answers, and was received as it was "
                    "then. To send this as another application, press the button again."
                )
            }
        request.set(RECEIPT, receipt)
        return None


SubmitApplicationFactory = ActionFactory(
    SubmitApplication, _("Submit application"), "egov.portal.EditFormModels"
)
SubmitApplicationHandler = BaseHandler(SubmitApplication)
