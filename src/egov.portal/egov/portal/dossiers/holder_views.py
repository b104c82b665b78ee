"""What the holder of a code and secret, or the signed-in applicant, does from the tracking page."""

from egov.portal import _
from egov.portal.dossiers import rating
from egov.portal.dossiers import states
from egov.portal.dossiers import withdrawing
from egov.portal.dossiers.display import moment
from egov.portal.dossiers.holder import dossier_of
from egov.portal.dossiers.holder import is_applicant
from egov.portal.dossiers.holder import token
from egov.portal.dossiers.letters.asking import has_address
from egov.portal.dossiers.letters.sent import sent
from egov.portal.dossiers.quarantine import to_send_again
from egov.portal.dossiers.tracking import asked_for
from egov.portal.dossiers.tracking import course
from egov.portal.dossiers.tracking import why_ended
from egov.portal.dossiers.views import private
from egov.portal.shared.typed import typed
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from zope.component import queryMultiAdapter


TOO_OLD = _("This page was open for too long. Enter the code and the secret again.")


class HolderActions:
    """What may be done next, for a view whose `held` is the dossier; shown by `actions()`."""

    actions = ViewPageTemplateFile("templates/actions.pt")
    withdraw_button = ViewPageTemplateFile("templates/withdraw_button.pt")
    levels = rating.LEVELS
    longest_comment = rating.LONGEST_COMMENT

    @property
    def token(self):
        return token(self.held.code)

    @property
    def site_url(self):
        return self.held.portal_url()

    @property
    def asked_for(self):
        return asked_for(self.held)

    @property
    def why_ended(self):
        """The agency's reason, for the signed-in applicant; whoever has the secret sees none."""
        return why_ended(self.held) if is_applicant(self.held) else ""

    @property
    def refused_files(self):
        """Names of files that the virus scan refused, to be sent again."""
        return [stored.filename for stored in to_send_again(self.held)]

    @property
    def waits_for_papers(self):
        return self.held.state() == "supplement_requested"

    @property
    def waits_for_payment(self):
        return self.held.state() == "payment_requested"

    @property
    def can_supplement(self):
        """Whether the portal has the page for sending papers: it is not of this room."""
        return queryMultiAdapter((api.portal.get(), self.request), name="bo-sung-ho-so") is not None

    @property
    def can_withdraw(self):
        return withdrawing.can_withdraw(self.held)

    @property
    def can_rate(self):
        return rating.can_rate(self.held)

    @property
    def rated(self):
        """The title of the level it was rated with, or None."""
        return rating.LEVELS.get(self.held.rating.get("level"))


class NextSteps(HolderActions, BrowserView):
    """The part of a dossier's page for its signed-in applicant; nothing for anybody else."""

    @property
    def held(self):
        return self.context

    show_course = ViewPageTemplateFile("templates/course.pt")
    state_title = staticmethod(states.title)
    moment = staticmethod(moment)

    def __call__(self):
        if not is_applicant(self.context):
            return ""
        return self.actions() + self.show_course() + self.withdraw_button()

    @property
    def course(self):
        """((aware moment, state), ...), oldest first."""
        return course(self.context).log

    @property
    def letters(self):
        return sent(self.context)

    @property
    def has_address(self):
        return has_address(self.context)


class HolderPage(HolderActions, BrowserView):
    """A page that is opened by sending a token, and does something when sent with `confirmed`.

    Nothing of it is in an address: whoever only opens the address is sent to the tracking page.
    """

    index = ViewPageTemplateFile("templates/held.pt")
    page_title = None
    fields = None
    done = None
    error = None

    def __call__(self):
        private(self.request.response)
        self.held = self.opened()
        if self.held is None:
            return self.request.response.redirect(f"{self.context.absolute_url()}/tra-cuu")
        if "confirmed" in self.request.form:
            CheckAuthenticator(self.request)
            self.act()
        return self.index()

    def opened(self):
        """The dossier of the token that was sent, or None."""
        if self.request.method != "POST":
            return None
        found = dossier_of(self.request.form.get("token"))
        if found is None:
            IStatusMessage(self.request).add(TOO_OLD, type="warning")
        return found

    def act(self):
        """Do it; sets `done` or `error` to what the page then says."""
        raise NotImplementedError

    @property
    def back(self):
        """The dossier's own page for its signed-in applicant, else None."""
        return self.held.absolute_url() if is_applicant(self.held) else None


class WithdrawPage(HolderPage):
    """/rut-ho-so: asks whether it is meant, then withdraws."""

    page_title = _("Withdraw the application")
    fields = ViewPageTemplateFile("templates/withdraw.pt")
    longest_reason = states.LONGEST_REASON

    def act(self):
        reason = typed(self.request, "reason", states.LONGEST_REASON)
        try:
            withdrawing.withdraw(self.held, reason)
        except withdrawing.TooLate:
            self.request.response.setStatus(409)
            self.error = _("This application can no longer be withdrawn.")
        else:
            self.done = _("Your application was withdrawn. It is not worked on any more.")


class RatingPage(HolderPage):
    """/danh-gia-ho-so: three levels and a comment."""

    page_title = _("How satisfied are you?")
    fields = ViewPageTemplateFile("templates/rating.pt")

    def act(self):
        comment = typed(self.request, "comment", rating.LONGEST_COMMENT)
        try:
            rating.rate(self.held, typed(self.request, "level", 50), comment)
        except ValueError:
            self.error = _("Choose one of the three answers.")
        except rating.NotNow:
            self.request.response.setStatus(409)
            self.error = _("This application cannot be rated now, or was rated before.")
        else:
            self.done = _("Thank you. Your answer helps the agency to serve people better.")
