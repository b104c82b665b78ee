"""Which procedure a dossier is for, said by an officer: `@@choose-procedure`, `@procedure`."""

from egov.portal import _
from egov.portal.dossiers import choosing
from egov.portal.dossiers.rest import iso
from egov.portal.dossiers.views import private
from egov.portal.shared.answers import failure
from egov.portal.shared.answers import unless_json
from egov.portal.shared.typed import typed
from plone.protect import CheckAuthenticator
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from zExceptions import BadRequest
from zope.interface import alsoProvides


LONGEST_CODE = 100
ONE_OF_THESE = _("Choose one of the procedures of this application.")
TOO_LATE = _("The procedure of this application cannot be chosen now.")


class ChooseProcedure(BrowserView):
    """POST `procedure`: the code of one of the candidates."""

    def __call__(self):
        if self.request.method != "POST":
            raise BadRequest("POST only")
        CheckAuthenticator(self.request)
        messages = IStatusMessage(self.request)
        try:
            choosing.choose(self.context, typed(self.request, "procedure", LONGEST_CODE))
        except ValueError:
            messages.add(ONE_OF_THESE, type="error")
        except choosing.NotToChoose:
            messages.add(TOO_LATE, type="error")
        else:
            messages.add(_("The procedure was chosen."), type="info")
        self.request.response.redirect(self.context.absolute_url())


class ProcedurePost(Service):
    """`@procedure` with `{code}`: as the page."""

    def reply(self):
        private(self.request.response)
        if refusal := unless_json(self.request):
            return refusal
        alsoProvides(self.request, IDisableCSRFProtection)
        code = json_body(self.request).get("code")
        try:
            choosing.choose(self.context, code if isinstance(code, str) else "")
        except ValueError:
            return failure(self.request, 400, "BadRequest", ONE_OF_THESE)
        except choosing.NotToChoose:
            return failure(self.request, 409, "Conflict", TOO_LATE)
        return {
            "code": self.context.procedure["code"],
            "title": self.context.procedure["title"],
            "due_at": iso(self.context.due_at),
        }
