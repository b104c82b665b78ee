"""One step of a form: filled in, checked by itself, kept in the draft."""

from egov.portal import _
from egov.portal.intake.conditions import Conditions
from egov.portal.intake.drafts.store import get_store
from egov.portal.intake.drafts.store import TooLong
from egov.portal.intake.drafts.store import TooMany
from egov.portal.intake.wizard.page import WizardPage
from egov.portal.intake.wizard.step_form import StepForm
from egov.portal.shared import limiting
from egov.portal.shared.crowded import CROWDED
from plone.formwidget.namedfile.utils import is_file_upload
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
import transaction
from zExceptions import NotFound
from zope.cachedescriptors.property import Lazy
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


NO_ROOM = _(
    "No more unfinished applications can be kept now. Try again later, or hand yours in at the "
    "agency."
)
TOO_LONG = _("Your answers are longer than can be kept. Shorten them, or add them as a file.")
TOO_LARGE = _("What you sent is too large.")
CROWDED_OUT = _(
    "So many people are sending something just now that this step could not be kept. Your answers "
    "are still on this page. Wait a moment, then press the button again."
)


class AStep(WizardPage):
    """`form`: the form of the step; `errors`: [{id, label, message}]."""

    template = ViewPageTemplateFile("templates/step.pt")
    form = None
    errors = ()
    replacing = False
    empty_box = None

    @property
    def step(self):
        return self.steps[self.number - 1]

    @property
    def title(self):
        title = _(
            "Step ${number} of ${count}: ${title}",
            mapping={
                "number": self.number,
                "count": len(self.steps) + 1,
                "title": self.say(self.step.title),
            },
        )
        return _("Error: ${title}", mapping={"title": self.say(title)}) if self.errors else title

    @property
    def page_key(self):
        """What the page is sent with: the draft's key, or one of its own before there is any."""
        return self.draft.key

    @property
    def action(self):
        return self.step_url(self.step)

    @property
    def opened_again(self):
        """The address at which this page is opened, where it answers what was sent."""
        return self.step_url(self.step)

    @property
    def form_changed(self):
        return self.draft is not None and self.draft.form_digest != self.form_digest

    def step_form(self, draft):
        return StepForm(self.context, self.request, self.step, draft)

    def save(self, draft):
        """Keep what was sent of this step and go where the button leads."""
        store = get_store()
        form = self.step_form(draft)
        form.update()
        data, errors = form.extractData()
        answers, files, refused = form.posted(data, errors)
        try:
            draft.replace(self.step.fields, answers)
            for name, file in files.items():
                store.put_file(draft, name, file)
        except TooLong:
            return self.show_again(form, TOO_LONG, 413)
        except TooMany:
            return self.show_again(form, NO_ROOM, 503)
        removed = self.request.form.get("remove_file")
        if removed in self.step.fields:
            store.remove_file(draft, removed)
        draft.refused = refused
        draft.form_digest = self.form_digest
        self.touch(draft)
        return self.redirect(self.next_url(draft, bool(errors), removed))

    def next_url(self, draft, wrong, removed):
        if removed:
            return self.step_url(self.step)
        if self.pressed("leave") and self.can_leave:
            draft.links = draft.links or 1
            return f"{self.url}/luu"
        asked = [step.number for step in self.steps if self.asks(step, draft)]
        if self.pressed("back"):
            before = max([number for number in asked if number < self.number], default=1)
            return self.step_url(self.steps[before - 1])
        if wrong:
            return self.step_url(self.step, wrong=True)
        last = len(self.steps) + 1
        following = min([number for number in asked if number > self.number], default=last)
        draft.reached = max(draft.reached, following)
        # Whoever puts one answer right goes back to where they came from.
        if following == last or (self.pressed("review") and draft.reached == last):
            return self.review_url
        return self.step_url(self.steps[following - 1])

    def asks(self, step, draft):
        """Whether anything of a step applies to what was answered."""
        return not self.conditions or not self.conditions.hidden(self.known(draft)) >= set(
            step.fields
        )

    def known(self, draft):
        """The draft's answers to questions the form has (it may have changed)."""
        return {name: value for name, value in draft.given.items() if name in self.schema}

    @Lazy
    def conditions(self):
        return Conditions(self.schema, self.context)

    @property
    def crowded_out(self):
        """Whether this is shown after all tries to keep the step have failed: see `crowded`."""
        return bool(self.request.get(CROWDED))

    def typed(self):
        """The form of this step with what was sent."""
        form = self.step_form(self.draft)
        form.update()
        form.forget_files()
        return form

    def show_again(self, form, message, status):
        """The page with what was typed, and a message; nothing is kept of it."""
        transaction.abort()
        self.request.response.setStatus(status)
        self.form, self.status = form, message
        return self.template()

    @property
    def can_review(self):
        return self.draft is not None and self.draft.reached > len(self.steps)


@implementer(IPublishTraverse)
class StepPage(AStep):
    """/buoc/<number>: a step of a draft."""

    number = 0

    def publishTraverse(self, request, name):
        if self.number or not name.isascii() or not name.isdigit() or len(name) > 3:
            raise NotFound(name)
        self.number = int(name)
        return self

    def __call__(self):
        if not self.number:
            raise NotFound()
        return super().__call__()

    def get(self):
        if self.draft is None:
            return self.not_held()
        if not 1 <= self.number <= len(self.steps):
            raise NotFound(str(self.number))
        if self.number > self.draft.reached:
            return self.redirect(self.step_url(self.steps[self.draft.reached - 1]))
        check = "sai" in self.request.form
        self.form = self.step_form(self.draft)
        self.form.fill()
        if check:
            self.errors = self.form.check()
        return self.template()

    def post(self):
        self.refuse_strangers()
        if not 1 <= self.number <= len(self.steps):
            return self.redirect(f"{self.url}/tiep-tuc")
        if not self.key_is_right:
            return self.redirect(f"{self.url}/tiep-tuc?khac=1")
        if self.too_large:
            self.draft = self.held.draft
            self.form = self.step_form(self.draft)
            self.form.fill()
            self.request.response.setStatus(413)
            self.status = TOO_LARGE
            return self.template()
        # Whoever was away for long has the page open all the same: nothing typed is lost.
        self.draft = self.held.draft
        if self.crowded_out:
            return self.show_again(self.typed(), CROWDED_OUT, 503)
        if self.has_files():
            try:
                limiting.hit("upload", self.request)
            except limiting.TooOften as refused:
                refused.tell(self.request.response)
                return self.show_again(self.typed(), refused.message, 429)
        return self.save(self.draft)

    def has_files(self):
        """Whether files were sent; a box left empty is sent as one without a name."""
        sent = self.request.form.values()
        return any(is_file_upload(value) and value.filename for value in sent)
