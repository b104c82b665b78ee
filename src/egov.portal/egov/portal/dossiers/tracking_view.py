"""/tra-cuu: an application followed with its code and secret, or by its signed-in applicant."""

from AccessControl import getSecurityManager
from egov.portal import _
from egov.portal.dossiers import states
from egov.portal.dossiers.codes import MOST_CHARACTERS
from egov.portal.dossiers.display import moment
from egov.portal.dossiers.display import page_start
from egov.portal.dossiers.holder import dossier_of
from egov.portal.dossiers.holder_views import HolderActions
from egov.portal.dossiers.holder_views import TOO_OLD
from egov.portal.dossiers.register import find
from egov.portal.dossiers.register import get_register
from egov.portal.dossiers.tracking import ASKED
from egov.portal.dossiers.tracking import course
from egov.portal.dossiers.tracking import NOT_FOUND
from egov.portal.dossiers.tracking import WAITING_FOR_APPLICANT
from egov.portal.dossiers.tracking_limits import code_is_enough
from egov.portal.dossiers.tracking_limits import state_within_limits
from egov.portal.dossiers.tracking_limits import track_within_limits
from egov.portal.dossiers.views import private
from egov.portal.shared.limiting import TooOften
from plone import api
from Products.Five.browser import BrowserView
from zope.i18n import translate


PAGE_OF_MINE = 20


class TrackingPage(HolderActions, BrowserView):
    """The form, and the answer to it. Nothing is written, so that no CSRF token is needed.

    `course`: what was found, or None; `held`: its dossier; `state_alone`: (code, state) where the
    code is enough; `errors`: [{field, message}], of the fields code and secret.
    """

    # Of the page, whatever it says: its title in the head tells of errors, too.
    name_in_path = _("Track an application")
    course = None
    held = None
    state_alone = None
    errors = ()
    code = ""
    most_characters = MOST_CHARACTERS

    moment = staticmethod(moment)
    state_title = staticmethod(states.title)

    def __call__(self):
        private(self.request.response)
        if self.request.method == "POST" and "token" in self.request.form:
            self.look_up_again()
        elif self.request.method == "POST":
            self.code = self.typed("code")
            self.look_up(self.code, self.typed("secret"))
        elif self.request.form.keys() & {"code", "secret"}:
            # An address is kept, logged and passed on: they do not belong there.
            return self.request.response.redirect(f"{self.context.absolute_url()}/tra-cuu")
        return self.index()

    @property
    def page_title(self):
        if not self.errors:
            return self.name_in_path
        title = translate(self.name_in_path, context=self.request)
        return _("Error: ${title}", mapping={"title": title})

    def typed(self, name):
        """A text that was sent; empty for what is none, or is longer than any can be."""
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) and len(value) <= MOST_CHARACTERS else ""

    def look_up_again(self):
        """From a page of this dossier, which carries a token instead of the secret."""
        self.held = dossier_of(self.request.form["token"])
        if self.held is None:
            self.errors = [{"field": "code", "message": TOO_OLD}]
        else:
            self.course = course(self.held)

    def look_up(self, code, secret):
        needed = [("code", code, _("Enter the dossier code."))]
        if not self.code_is_enough:
            needed.append(("secret", secret, _("Enter the secret.")))
        self.errors = [
            {"field": field, "message": message} for field, value, message in needed if not value
        ]
        if self.errors:
            return
        try:
            if secret:
                self.course = track_within_limits(code, secret, self.request)
            else:
                self.state_alone = state_within_limits(code, self.request)
        except TooOften as refused:
            refused.tell(self.request.response)
            self.errors = [{"field": "code", "message": refused.message}]
            return
        if self.course is not None:
            self.held = find(self.course.code)
        elif self.state_alone is None:
            self.errors = [{"field": "code", "message": NOT_FOUND}]

    @property
    def code_is_enough(self):
        return code_is_enough()

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
        """A page of the current user's dossiers, newest first.

        {dossiers: [{code, title, url, state, received, due}], newer, older}: the last two are
        addresses, or None. None for visitors.
        """
        if not self.signed_in:
            return None
        start = page_start(self.request, PAGE_OF_MINE)
        applicant = api.user.get_current().getId()
        rows = get_register()._catalog.search(
            applicant=applicant, start=start, size=PAGE_OF_MINE + 1
        )
        url = f"{self.context.absolute_url()}/tra-cuu?b_start="
        return {
            "dossiers": list(self.described(rows[:PAGE_OF_MINE])),
            "newer": f"{url}{max(0, start - PAGE_OF_MINE)}" if start else None,
            "older": f"{url}{start + PAGE_OF_MINE}" if len(rows) > PAGE_OF_MINE else None,
        }

    def described(self, rows):
        check = getSecurityManager().checkPermission
        register = get_register()
        for row in rows:
            dossier = register.unrestrictedTraverse(row.path, None)
            if dossier is not None and check("View", dossier):
                yield {
                    "code": row.code,
                    "title": dossier.service.get("title", ""),
                    "url": dossier.absolute_url(),
                    "state": states.title(row.state),
                    "waits": row.state in WAITING_FOR_APPLICANT,
                    "received": moment(dossier.received_at),
                    "due": moment(dossier.due_at),
                }
