"""The last page of a form with steps: all answers once more, then they are sent."""

from egov.portal import _
from egov.portal import dossiers
from egov.portal.dossiers import states
from egov.portal.intake.consent import ConsentBox
from egov.portal.intake.consent import NotGiven
from egov.portal.intake.drafts import holding
from egov.portal.intake.drafts.store import get_store
from egov.portal.intake.empty_box import EmptyBox
from egov.portal.intake.file_widget import size_of
from egov.portal.intake.form_view import ServiceForm
from egov.portal.intake.payload import draft_key
from egov.portal.intake.snapshot import snapshot
from egov.portal.intake.submitting import answered
from egov.portal.intake.submitting import submit
from egov.portal.intake.wizard.page import WizardPage
from egov.portal.intake.wizard.step_form import DraftForm
from egov.portal.shared import limiting
from egov.portal.shared.caching.around import around
from egov.portal.shared.crowded import CROWDED
from egov.portal.shared.language import language_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
import re
from zope.cachedescriptors.property import Lazy


DIGEST = re.compile(r"[0-9a-f]{64}")


class ReviewPage(WizardPage):
    """Sending checks all answers against the form as it is now, and makes the dossier."""

    template = ViewPageTemplateFile("templates/review.pt")
    receipt_page = ViewPageTemplateFile("templates/receipt_page.pt")
    receipt_template = ViewPageTemplateFile("../templates/receipt.pt")
    receipt = None
    data = None

    state_title = staticmethod(states.title)
    can_be_tracked = ServiceForm.can_be_tracked
    tracking_url = ServiceForm.tracking_url

    @property
    def title(self):
        if self.receipt is not None:
            return _("Your application was received")
        mapping = {"number": self.number, "count": self.number, "title": self.say(self.named)}
        title = _("Step ${number} of ${count}: ${title}", mapping=mapping)
        if self.consent_box.error:
            return _("Error: ${title}", mapping={"title": self.say(title)})
        return title

    @Lazy
    def consent_box(self):
        return ConsentBox(self.context, self.request)

    @Lazy
    def empty_box(self):
        return EmptyBox(self.context, self.request)

    named = _("Check and send")

    @property
    def number(self):
        return len(self.steps) + 1

    def get(self):
        if self.draft is None:
            return self.not_held()
        wrong = self.first_wrong_step(self.draft)
        if wrong is not None:
            return self.redirect(wrong)
        return self.template()

    def first_wrong_step(self, draft):
        """Address of the first step that is not whole, None where all are; fills `data`."""
        if draft.reached <= len(self.steps):
            return self.step_url(self.steps[draft.reached - 1])
        self.form = DraftForm(self.context, self.request, draft)
        sent = dict(self.request.form)
        self.form.fill()
        data, errors = self.form.extractData()
        self.request.form.update(sent)
        if not errors:
            self.data = data
            return None
        wrong = {e.widget.field.__name__ for e in errors if e.widget is not None}
        steps = [step for step in self.steps if wrong & set(step.fields)]
        return self.step_url(steps[0] if steps else self.steps[-1], wrong=True)

    @property
    def sections(self):
        """[{step, url, answers: [{title, readable, lines, size}]}] of what was filled in."""
        language = language_of(self.request)
        data = {k: v for k, v in self.data.items() if k not in self.form.not_asked}
        texts = {name: value for name, value in data.items() if name not in self.draft.files}
        answers, _uploads = snapshot(self.context, self.schema, texts, language)
        by_name = {answer["name"]: answer for answer in answers}
        for step in self.steps:
            rows = []
            for name in step.fields:
                if name not in data:
                    continue
                file = self.draft.files.get(name)
                if file is not None:
                    title = self.say(self.schema[name].title)
                    size = size_of(file, self.request)
                    rows.append({"title": title, "lines": [file.filename], "size": size})
                elif name in by_name:
                    lines = by_name[name]["readable"].splitlines()
                    rows.append({"title": by_name[name]["title"], "lines": lines, "size": ""})
            if rows:
                yield {"step": step, "url": self.step_url(step), "answers": rows}

    def post(self):
        self.refuse_strangers()
        if not self.key_is_right:
            return self.sent_before()
        draft = self.draft = self.held.draft
        if self.pressed("leave") and self.can_leave:
            draft.links = draft.links or 1
            self.touch(draft)
            return self.redirect(f"{self.url}/luu")
        wrong = self.first_wrong_step(draft)
        if wrong is not None:
            return self.redirect(wrong)
        if self.request.form.get("digest") != draft.digest.hex():
            self.status = _("The answers were changed in another window. Check them once more.")
            return self.template()
        if self.empty_box.is_filled():
            self.status = self.empty_box.error
            return self.template()
        if self.request.get(CROWDED):
            self.status = self.request.get(CROWDED)
            return self.template()
        try:
            consent = self.consent_box.given()
        except NotGiven:
            return self.template()
        try:
            limiting.hit("submit", self.request)
        except limiting.TooOften as refused:
            refused.tell(self.request.response)
            self.status = refused.message
            return self.template()
        data = self.form.updateServerSideData(self.data)
        model = self.form.schema
        try:
            receipt = submit(
                self.context,
                data,
                draft.key,
                draft.digest,
                channel="form",
                model=model,
                consent=consent,
            )
        except dossiers.KeyReused:
            self.status = _("This application was sent before with other answers.")
            return self.template()
        get_store().remove(draft)
        return self.received(receipt)

    def sent_before(self):
        """The receipt once more where the same was sent before; the draft is gone since."""
        key, digest = draft_key(self.request), self.request.form.get("digest")
        if key and isinstance(digest, str) and DIGEST.fullmatch(digest):
            try:
                receipt = answered(self.context, key, bytes.fromhex(digest))
            except dossiers.KeyReused:
                receipt = None
            if receipt is not None:
                return self.received(receipt)
        return self.redirect(f"{self.url}/tiep-tuc?khac=1")

    def received(self, receipt):
        self.receipt = receipt
        for name in (holding.SESSION, holding.LINK):
            holding.drop_cookie(self.context, self.request, name)
        text = self.receipt_template()
        return around(self, self.page_with, text) or self.page_with(text)

    def page_with(self, text):
        self.receipt_text = text
        return self.receipt_page()

    @property
    def form_changed(self):
        return self.draft.form_digest != self.form_digest

    @property
    def portal_url(self):
        return api.portal.get().absolute_url()
