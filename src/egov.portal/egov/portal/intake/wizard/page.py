"""What all pages of a form with steps have in common."""

from egov.portal import _
from egov.portal.dossiers.display import moment
from egov.portal.intake.drafts import holding
from egov.portal.intake.drafts.keeping import can_be_saved
from egov.portal.intake.drafts.keeping import days_of
from egov.portal.intake.drafts.store import get_store
from egov.portal.intake.drafts.store import of_user
from egov.portal.intake.forms import is_open
from egov.portal.intake.forms import service_of
from egov.portal.intake.forms import takes_applications
from egov.portal.intake.forms import words_lang
from egov.portal.intake.models import schema_of
from egov.portal.intake.settings import largest_body
from egov.portal.intake.steps import steps_of
from egov.portal.shared.bodies import body_size
from egov.portal.shared.clock import now
from egov.portal.shared.language import language_of
import hashlib
import hmac
from plone.protect.authenticator import check as token_is_good
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlsplit
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.cachedescriptors.property import Lazy
from zope.i18n import translate
from zope.i18nmessageid import Message


class WizardPage(BrowserView):
    """`title`: what the page is about; `status`: a message above the form, or None."""

    closed_template = ViewPageTemplateFile("templates/closed.pt")
    steps_template = ViewPageTemplateFile("templates/steps.pt")
    title = ""
    status = None
    # The page shows nothing of a draft, and a browser may keep it for its back button.
    keeps = False

    moment = staticmethod(moment)

    def __call__(self):
        for column in ("left", "right"):
            self.request.set(f"disable_plone.{column}column", True)
        response = self.request.response
        response.setHeader(
            "Cache-Control", "private, no-cache" if self.keeps else "private, no-store"
        )
        if not self.keeps:
            response.setHeader("X-Robots-Tag", "noindex")
        response.setHeader("Referrer-Policy", "same-origin")
        if not takes_applications(self.context):
            raise NotFound()
        if not is_open(self.context):
            return self.closed_template()
        if self.request.method == "POST":
            return self.post()
        return self.get()

    def get(self):
        raise NotImplementedError

    def post(self):
        raise NotFound()

    # The form.

    @property
    def service(self):
        return service_of(self.context)

    @Lazy
    def schema(self):
        return schema_of(self.context)

    @Lazy
    def steps(self):
        return steps_of(self.context, self.schema)

    @Lazy
    def form_digest(self):
        """Bytes that change when the form's fields do."""
        return hashlib.sha256(self.context.fields_model.encode()).digest()

    @property
    def url(self):
        return self.context.absolute_url()

    def step_url(self, step, wrong=False):
        return f"{self.url}/buoc/{step.number}" + ("?sai=1#form-errors" if wrong else "")

    @property
    def review_url(self):
        return f"{self.url}/kiem-tra"

    def redirect(self, url):
        """After a POST, to a page that may be read again and again."""
        self.request.response.redirect(url, status=303)
        return ""

    def not_held(self):
        """Away from a page of a draft that this browser may not see."""
        return self.redirect(f"{self.url}/tiep-tuc" + ("" if self.held else "?khac=1"))

    # The draft.

    @Lazy
    def held(self):
        return holding.held(self.context, self.request)

    @Lazy
    def draft(self):
        """The draft this browser may see, or None."""
        return None if self.held is None or self.held.asleep else self.held.draft

    def drafts_to_continue(self):
        """Drafts of this form that may be opened here: the link's, the browser's, the user's."""
        linked = holding.held_by_link(self.context, self.request)
        mine = [draft for draft in of_user(holding.current_user()) if draft.form == self.form_uid]
        found = {}
        for draft in (linked, self.draft, *mine):
            if draft is not None:
                found.setdefault(draft.id, draft)
        return list(found.values())

    @property
    def form_uid(self):
        return self.context.UID()

    @property
    def can_leave(self):
        """Whether what was filled in may be saved and opened again by a private link."""
        return can_be_saved(self.context)

    def touch(self, draft):
        """What every change of a draft brings along."""
        draft.changed = now()
        draft.language = language_of(self.request)
        draft.days = days_of(self.context)
        user = holding.current_user()
        if user and not draft.user:
            get_store().give_to(draft, user)

    # Requests that change something.

    def refuse_strangers(self):
        """Let nobody post from a page that is not the portal's own.

        A token is asked for as well, but everybody gets the same one who is not signed in.

        :raises Forbidden:
        """
        header = self.request.getHeader
        site = header("Sec-Fetch-Site")
        origin = header("Origin")
        if site in ("cross-site", "same-site"):
            raise Forbidden("This was sent from another site")
        if site is None and origin not in (None, "", "null"):
            if origin.partition("://")[2] != urlsplit(self.request.URL).netloc:
                raise Forbidden("This was sent from another site")
        token_is_good(self.request)

    @property
    def key_is_right(self):
        """Whether what was sent comes from a page of the draft this browser holds."""
        sent = self.request.form.get("draft_key")
        if self.held is None or not isinstance(sent, str):
            return False
        return hmac.compare_digest(self.held.draft.key.encode(), sent.encode())

    def pressed(self, name):
        return f"form.buttons.{name}" in self.request.form

    @property
    def too_large(self):
        return body_size(self.request) > largest_body()

    @property
    def words_lang(self):
        return words_lang(self.context, self.request)

    def title_lang(self, title):
        """Language of a step's title, which may be the portal's own."""
        return None if isinstance(title, Message) else self.words_lang

    def say(self, message):
        return translate(message, context=self.request)

    @property
    def page_title(self):
        """What the head of the page says: it names the step."""
        title = self.say(self.title)
        return f"{title} – {self.context.Title()}" if title else self.context.Title()

    @property
    def progress(self):
        """The steps and the review page: [{number, title, url, current}].

        `url` is None for what was not reached yet.
        """
        reached = self.draft.reached if self.draft is not None else 1
        current = self.number
        shown = [
            {
                "number": step.number,
                "title": step.title,
                "url": self.step_url(step) if self.draft and step.number <= reached else None,
                "current": step.number == current,
            }
            for step in self.steps
        ]
        last = len(self.steps) + 1
        shown.append(
            {
                "number": last,
                "title": _("Check and send"),
                "url": self.review_url if self.draft and reached >= last else None,
                "current": current == last,
            }
        )
        return shown

    number = 1
