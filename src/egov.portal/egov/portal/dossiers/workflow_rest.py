"""`@workflow` of a dossier: its own, as plone.restapi's tells everybody who did what, and dates
the content before it asks whether somebody may move it on."""

from AccessControl import getSecurityManager
from egov.portal import _
from egov.portal.dossiers import states
from egov.portal.dossiers.changes import ProcedureMissing
from egov.portal.dossiers.changes import ReasonMissing
from egov.portal.dossiers.rest import iso
from egov.portal.dossiers.views import private
from egov.portal.dossiers.views import transitions
from egov.portal.shared.answers import failure
from egov.portal.shared.answers import say
from egov.portal.shared.answers import unless_json
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import NotFound
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class WorkflowGet(Service):
    """The state, and what the current user may do next; the history for those who work on it."""

    def reply(self):
        private(self.request.response)
        dossier = self.context
        url = f"{dossier.absolute_url()}/@workflow"
        works_on_it = getSecurityManager().checkPermission("egov.portal: Process dossiers", dossier)
        return {
            "@id": url,
            "state": {"id": dossier.state(), "title": self.said(states.title(dossier.state()))},
            "transitions": [
                {"@id": f"{url}/{each['id']}", "title": self.said(each["title"])}
                for each in transitions(dossier)
            ],
            "history": [
                {
                    "actor": entry.who,
                    "comments": entry.why,
                    "review_state": entry.after,
                    "time": iso(entry.at),
                    "title": self.said(states.title(entry.after)),
                }
                for entry in (dossier.log if works_on_it else ())
                if entry.after
            ],
        }

    def said(self, message):
        return say(self.request, message)


@implementer(IPublishTraverse)
class WorkflowPost(Service):
    """`@workflow/<transition>` with `{comment}`: move the dossier on."""

    transition = None

    def publishTraverse(self, request, name):
        if self.transition is not None:
            raise NotFound()
        self.transition = name
        return self

    def reply(self):
        private(self.request.response)
        if refusal := unless_json(self.request):
            return refusal
        alsoProvides(self.request, IDisableCSRFProtection)
        comment = json_body(self.request).get("comment", "")
        if not isinstance(comment, str) or len(comment) > states.LONGEST_REASON:
            return failure(self.request, 400, "BadRequest", _("The reason must be a short text."))
        try:
            self.context.portal_workflow.doActionFor(
                self.context, self.transition, comment=comment.strip()
            )
        except ReasonMissing:
            return failure(self.request, 400, "BadRequest", _("Give the reason."))
        except ProcedureMissing:
            return failure(self.request, 400, "BadRequest", _("Choose the procedure first."))
        except WorkflowException:
            return failure(
                self.request, 400, "WorkflowException", _("This step cannot be taken now.")
            )
        state = self.context.state()
        return {
            "action": self.transition,
            "comments": comment.strip(),
            "review_state": state,
            "time": iso(list(self.context.log)[-1].at),
            "title": say(self.request, states.title(state)),
        }
