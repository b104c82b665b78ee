"""One workflow step for several items at once, with a report of what was done and what was not."""

from egov.portal import _
from egov.portal.catalogue.publishing import why_unpublishable
from egov.portal.interfaces import IPortalContent
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
import transaction
from zExceptions import BadRequest
from zope.i18n import translate


MOST = 200
STEPS = ("publish", "send_back", "submit", "withdraw")


class BulkStep(BrowserView):
    """Takes a step for the items named by `uids`; whether it may be taken says the workflow."""

    template = ViewPageTemplateFile("templates/bulk.pt")

    def __call__(self):
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        form = self.request.form
        step, uids = form.get("step"), form.get("uids", [])
        uids = [uids] if isinstance(uids, str) else list(uids)
        if step not in STEPS or len(uids) > MOST or not all(isinstance(u, str) for u in uids):
            raise BadRequest(step)
        comment = form.get("comment", "")
        comment = comment.strip()[:1000] if isinstance(comment, str) else ""
        self.done, self.failed = [], []
        for uid in dict.fromkeys(uids):
            self.take(step, uid, comment)
        return self.template()

    def take(self, step, uid, comment):
        brains = api.portal.get_tool("portal_catalog")(UID=uid, show_inactive=True)
        if not brains:
            self.failed.append({"title": uid, "url": "", "reason": _("It is not there any more.")})
            return
        content = brains[0].getObject()
        row = {"title": content.title, "url": f"{content.absolute_url()}/view"}
        workflow = api.portal.get_tool("portal_workflow")
        if step not in {each["id"] for each in workflow.getTransitionsFor(content)}:
            reason = self.why_not(content) or _(
                "You may not do this, or its state has changed meanwhile."
            )
            self.failed.append({**row, "reason": reason})
            return
        before = transaction.savepoint(optimistic=True)
        try:
            workflow.doActionFor(content, step, comment=comment)
        except WorkflowException as error:
            before.rollback()
            self.failed.append({**row, "reason": translate(str(error), context=self.request)})
        else:
            self.done.append(row)

    def why_not(self, content):
        """What speaks against publishing one of the portal's own items, or None."""
        if self.request.form.get("step") != "publish" or not IPortalContent.providedBy(content):
            return None
        return why_unpublishable(content)
