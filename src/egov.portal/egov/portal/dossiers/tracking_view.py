"""/tra-cuu: an application followed with its code and secret, or by its signed-in applicant."""

from AccessControl import getSecurityManager
from egov.portal import _
from egov.portal.dossiers import states
from egov.portal.dossiers.codes import MOST_CHARACTERS
from egov.portal.dossiers.display import moment
from egov.portal.dossiers.register import get_register
from egov.portal.dossiers.tracking import ASKED
from egov.portal.dossiers.tracking import NOT_FOUND
from egov.portal.dossiers.tracking import WAITING_FOR_APPLICANT
from egov.portal.dossiers.tracking_limits import track_within_limits
from egov.portal.dossiers.views import private
from egov.portal.shared.limiting import TooOften
from plone import api
from Products.Five.browser import BrowserView


MOST_OF_MINE = 50


class TrackingPage(BrowserView):
    """The form, and the answer to it. Nothing is written, so that no CSRF token is needed.

    `course`: what was found, or None; `errors`: [{field, message}], of the fields code and secret.
    """

    course = None
    errors = ()
    code = ""
    most_characters = MOST_CHARACTERS

    moment = staticmethod(moment)
    state_title = staticmethod(states.title)

    def __call__(self):
        private(self.request.response)
        if self.request.method == "POST":
            self.code = self.typed("code")
            self.look_up(self.code, self.typed("secret"))
        elif self.request.form.keys() & {"code", "secret"}:
            # An address is kept, logged and passed on: they do not belong there.
            return self.request.response.redirect(f"{self.context.absolute_url()}/tra-cuu")
        return self.index()

    def typed(self, name):
        """A text that was sent; empty for what is none, or is longer than any can be."""
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) and len(value) <= MOST_CHARACTERS else ""

    def look_up(self, code, secret):
        self.errors = [
            {"field": field, "message": message}
            for field, value, message in (
                ("code", code, _("Enter the dossier code.")),
                ("secret", secret, _("Enter the secret.")),
            )
            if not value
        ]
        if not self.errors:
            try:
                self.course = track_within_limits(code, secret, self.request)
            except TooOften as refused:
                refused.tell(self.request.response)
                self.errors = [{"field": "code", "message": refused.message}]
                return
            if self.course is None:
                self.errors = [{"field": "code", "message": NOT_FOUND}]

    def error_of(self, field):
        """The message at a field, or None."""
        return next((each["message"] for each in self.errors if each["field"] == field), None)

    @property
    def asked(self):
        return ASKED.get(self.course.state)

    @property
    def waits_for_applicant(self):
        return self.course.state in WAITING_FOR_APPLICANT

    @property
    def signed_in(self):
        return not api.user.is_anonymous()

    def mine(self):
        """The current user's newest dossiers: [{code, title, url, state, received, due}]."""
        if not self.signed_in:
            return
        register = get_register()
        check = getSecurityManager().checkPermission
        applicant = api.user.get_current().getId()
        for row in register._catalog.search(applicant=applicant, size=MOST_OF_MINE):
            dossier = register.unrestrictedTraverse(row.path, None)
            if dossier is not None and check("View", dossier):
                yield {
                    "code": row.code,
                    "title": dossier.service.get("title", ""),
                    "url": dossier.absolute_url(),
                    "state": states.title(row.state),
                    "received": moment(dossier.received_at),
                    "due": moment(dossier.due_at),
                }
