"""The address of a form with steps: its first step, before there is a draft."""

from egov.portal import _
from egov.portal.intake.alike import key_of_page
from egov.portal.intake.drafts import holding
from egov.portal.intake.drafts.store import Draft
from egov.portal.intake.drafts.store import get_store
from egov.portal.intake.drafts.store import TooMany
from egov.portal.intake.empty_box import EmptyBox
from egov.portal.intake.payload import draft_key
from egov.portal.intake.payload import new_draft_key
from egov.portal.intake.wizard.step import AStep
from egov.portal.intake.wizard.step import CROWDED_OUT
from egov.portal.intake.wizard.step import NO_ROOM
from egov.portal.intake.wizard.step import TOO_LARGE
from egov.portal.shared import limiting
from zope.cachedescriptors.property import Lazy


ALREADY_BEGUN = _(
    "You have begun this form already in this browser. Press Continue again to begin another "
    "application; the one begun is then given up, unless you have saved it."
)


class FirstPage(AStep):
    """Nothing is written before the first step was sent."""

    # The way back from the second step leads here: the browser shows what was typed.
    keeps = True
    begun_url = None

    @property
    def action(self):
        # Another address than the form's own: what is sent to an address makes browsers forget
        # the page they keep of it.
        return f"{self.url}/@@view"

    @property
    def opened_again(self):
        return self.url

    @Lazy
    def page_key(self):
        key = draft_key(self.request)
        return key or (new_draft_key() if self.form is None else key_of_page(self.form))

    @Lazy
    def empty_box(self):
        return EmptyBox(self.context, self.request)

    def get(self):
        if self.held is not None or self.drafts_to_continue():
            if "moi" not in self.request.form:
                return self.redirect(f"{self.url}/tiep-tuc")
        self.draft = None
        self.form = self.step_form(None)
        self.request.form.clear()
        self.form.ignoreRequest = True
        self.form.update()
        return self.template()

    def post(self):
        self.keeps = False
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.refuse_strangers()
        before, self.draft = self.held, None
        if self.too_large:
            self.request.form.clear()
            return self.show_again(self.typed(), TOO_LARGE, 413)
        if self.crowded_out:
            self.replacing = "replace" in self.request.form
            return self.show_again(self.typed(), CROWDED_OUT, 503)
        if before is not None and before.draft.opened_with == draft_key(self.request):
            # Sent a second time, after the way back.
            self.draft = before.draft
            return self.save(self.draft)
        if before is not None and not before.asleep and "replace" not in self.request.form:
            self.replacing = True
            self.begun_url = f"{self.url}/tiep-tuc"
            return self.show_again(self.typed(), ALREADY_BEGUN, 200)
        if self.empty_box.is_filled():
            return self.show_again(self.typed(), self.empty_box.error, 200)
        try:
            limiting.hit("draft", self.request)
        except limiting.TooOften as refused:
            refused.tell(self.request.response)
            return self.show_again(self.typed(), refused.message, 429)
        store = get_store(create=True)
        if before is not None and not before.draft.reachable:
            store.remove(before.draft)
        try:
            draft = store.add(Draft(self.form_uid, self.page_key))
        except TooMany:
            return self.show_again(self.typed(), NO_ROOM, 503)
        holding.drop_cookie(self.context, self.request, holding.LINK)
        holding.hold(self.context, self.request, draft)
        return self.save(draft)
