"""Leaving a draft and coming back: the private link, going on, starting anew, deleting."""

from egov.portal import _
from egov.portal.intake.drafts import holding
from egov.portal.intake.drafts import letter
from egov.portal.intake.drafts.store import get_store
from egov.portal.intake.wizard.page import WizardPage
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class SavePage(WizardPage):
    """/luu: the private link of a draft that was saved, and a button to let go of it.

    The link may be read again until then: whoever reloads the page does not lose it.
    """

    template = ViewPageTemplateFile("templates/saved.pt")
    left_template = ViewPageTemplateFile("templates/left.pt")
    title = _("Saved to go on later")

    def get(self):
        if "xong" in self.request.form:
            return self.left_template()
        if self.draft is None or not self.draft.links:
            return self.redirect(f"{self.url}/tiep-tuc")
        return self.template()

    @property
    def link(self):
        return holding.link_url(self.context, self.draft)

    @property
    def address(self):
        """Where the link may be sent to by mail, or an empty text."""
        return letter.address(self.context, self.draft) if letter.can_be_sent() else ""

    @property
    def is_sent(self):
        return letter.is_asked_for(self.draft)

    def post(self):
        self.refuse_strangers()
        if not self.key_is_right:
            return self.redirect(f"{self.url}/tiep-tuc?khac=1")
        self.draft = self.held.draft
        if self.pressed("mail"):
            if self.address:
                letter.ask(self.draft)
            return self.redirect(f"{self.url}/luu")
        for name in (holding.SESSION, holding.LINK):
            holding.drop_cookie(self.context, self.request, name)
        return self.redirect(f"{self.url}/luu?xong=1")


@implementer(IPublishTraverse)
class OpenLink(WizardPage):
    """/mo/<id>.<token>: the private link. The token goes into a cookie and out of the address."""

    token = ""

    def publishTraverse(self, request, name):
        if self.token:
            raise NotFound()
        self.token = name
        return self

    def get(self):
        self.request.response.setHeader("Referrer-Policy", "no-referrer")
        holding.drop_cookie(self.context, self.request, holding.LINK)
        if holding.draft_with(self.context, self.token, "link_fits") is None:
            return self.redirect(f"{self.url}/tiep-tuc?khac=1")
        holding.set_cookie(self.context, self.request, holding.LINK, self.token)
        return self.redirect(f"{self.url}/tiep-tuc")


class ResumePage(WizardPage):
    """/tiep-tuc: go on with a draft, or start anew. Shows when it was begun, and nothing of it.

    Opening the link by itself changes nothing: programs that look into mail follow links.
    """

    template = ViewPageTemplateFile("templates/resume.pt")
    title = _("Unfinished application")

    @property
    def asleep(self):
        return self.held is not None and self.held.asleep

    @property
    def lost(self):
        """Whether somebody asked for a draft that is not there or is held by somebody else."""
        return "khac" in self.request.form

    def get(self):
        if not self.choices and not self.asleep and not self.lost:
            return self.redirect(self.url)
        return self.template()

    @property
    def choices(self):
        """[{id, begun, changed, until}] of drafts that may be opened here."""
        return [
            {
                "id": draft.id,
                "begun": self.moment(draft.created),
                "changed": self.moment(draft.changed),
                "until": self.moment(draft.expires),
            }
            for draft in self.drafts_to_continue()
        ]

    def chosen(self):
        """The draft named in what was sent, if it may be opened here, else None."""
        asked = self.request.form.get("draft")
        return next((each for each in self.drafts_to_continue() if each.id == asked), None)

    def post(self):
        self.refuse_strangers()
        draft = self.chosen()
        if draft is None:
            return self.redirect(f"{self.url}/tiep-tuc?khac=1")
        if self.draft is None or self.draft.id != draft.id:
            holding.hold(self.context, self.request, draft)
        holding.drop_cookie(self.context, self.request, holding.LINK)
        self.touch(draft)
        reached = min(draft.reached, len(self.steps) + 1)
        if reached > len(self.steps):
            return self.redirect(self.review_url)
        return self.redirect(self.step_url(self.steps[reached - 1]))


class DeletePage(WizardPage):
    """/xoa: asks, then deletes the draft for good."""

    template = ViewPageTemplateFile("templates/delete.pt")
    done_template = ViewPageTemplateFile("templates/deleted.pt")
    title = _("Delete this unfinished application?")
    done = False

    def get(self):
        if "xong" in self.request.form:
            self.title = _("The unfinished application was deleted")
            return self.done_template()
        if self.draft is None:
            return self.not_held()
        return self.template()

    def post(self):
        self.refuse_strangers()
        if not self.key_is_right:
            return self.redirect(f"{self.url}/tiep-tuc?khac=1")
        get_store().remove(self.held.draft)
        for name in (holding.SESSION, holding.LINK):
            holding.drop_cookie(self.context, self.request, name)
        return self.redirect(f"{self.url}/xoa?xong=1")
