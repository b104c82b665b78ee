"""What officers (and a signed-in applicant) see: the list, a dossier, its files."""

from AccessControl import getSecurityManager
from egov.portal import _
from egov.portal.dossiers import choosing
from egov.portal.dossiers import readings
from egov.portal.dossiers import states
from egov.portal.dossiers.changes import ProcedureMissing
from egov.portal.dossiers.changes import ReasonMissing
from egov.portal.dossiers.codes import MOST_CHARACTERS
from egov.portal.dossiers.codes import possible_codes
from egov.portal.dossiers.display import moment
from egov.portal.dossiers.display import name_of
from egov.portal.dossiers.display import size
from egov.portal.dossiers.holder import is_applicant
from egov.portal.dossiers.quarantine import handed_out
from egov.portal.dossiers.quarantine import INFECTED
from egov.portal.dossiers.quarantine import PENDING
from egov.portal.dossiers.quarantine import to_send_again
from egov.portal.dossiers.quarantine import UNSCANNABLE
from egov.portal.dossiers.rating import LEVELS
from egov.portal.dossiers.security import agencies_seen
from egov.portal.shared.clock import now
from egov.portal.shared.membership import agencies_of_user
from egov.portal.shared.typed import first_shown
from egov.portal.shared.typed import typed
from plone.protect import CheckAuthenticator
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from urllib.parse import quote
from urllib.parse import urlencode
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.Iterators import filestream_iterator


PAGE = 20
# How the scan of a file stands, where the file is not simply clean.
SCANS = {
    PENDING: _("Waits for the virus scan"),
    INFECTED: _("Infected by a virus, removed from reach"),
    UNSCANNABLE: _("The virus scanner cannot look into it, removed from reach"),
}
NO_VIRUS = _("No virus was found")


class DossierList(BrowserView):
    """The dossiers of the current user's agencies, newest first.

    Query: `b_start`, the first one shown; `state`, only those in this state; `code`, only that one.
    """

    moment = staticmethod(moment)
    state_title = staticmethod(states.title)

    def __call__(self):
        private(self.request.response)
        return self.index()

    @property
    def state(self):
        state = self.request.form.get("state", "")
        return state if isinstance(state, str) and state in states.STATES else ""

    @property
    def code(self):
        """The code that is looked for, as it was typed."""
        return typed(self.request, "code", MOST_CHARACTERS)

    @property
    def heads(self):
        """Whether the current user heads an agency."""
        return bool(agencies_of_user(getSecurityManager().getUser(), "heads"))

    @property
    def states(self):
        wanted = agencies_seen()
        catalog = self.context._catalog
        return [
            {
                "id": id_,
                "title": title,
                "count": catalog.count(agencies=wanted, states=[id_]),
                "selected": id_ == self.state,
            }
            for id_, title in states.STATES.items()
        ]

    def page(self):
        """The rows shown, and where the pages before and after begin (None without one)."""
        if self.code:
            return self.the_one()
        start = first_shown(self.request)
        criteria = {"agencies": agencies_seen(), "states": [self.state] if self.state else None}
        catalog = self.context._catalog
        total = catalog.count(**criteria)
        start = min(start, max(0, total - 1)) // PAGE * PAGE
        rows = catalog.search(start=start, size=PAGE, **criteria)
        return {
            "total": total,
            "first": start + 1,
            "last": start + len(rows),
            "dossiers": list(self.dossiers(rows)),
            "previous": self.link(start - PAGE) if start else None,
            "next": self.link(start + PAGE) if start + PAGE < total else None,
        }

    def the_one(self):
        """A page of the dossier with the code, or of none."""
        found = map(self.context._catalog.by_code, possible_codes(self.code))
        dossiers = list(self.dossiers([row for row in found if row is not None][:1]))
        return {
            "total": len(dossiers),
            "first": 1,
            "last": len(dossiers),
            "dossiers": dossiers,
            "previous": None,
            "next": None,
        }

    def link(self, start):
        query = {"state": self.state} if self.state else {}
        return f"{self.context.absolute_url()}?{urlencode({**query, 'b_start': start})}"

    def dossiers(self, rows):
        """The dossiers of the rows; each asks for the permission, whatever the index says."""
        check = getSecurityManager().checkPermission
        for row in rows:
            dossier = self.context.unrestrictedTraverse(row.path, None)
            if dossier is not None and check("View", dossier):
                yield {
                    "row": row,
                    "dossier": dossier,
                    "url": dossier.absolute_url(),
                    "overdue": is_overdue(dossier, row.state),
                }


def is_overdue(dossier, state):
    """Whether the agency has let the promised day pass, and still has to act."""
    due = dossier.due_at
    return bool(due) and state in states.WITH_THE_AGENCY and due < now()


class BackToList(BrowserView):
    """A year, month or day has no page of its own."""

    def __call__(self):
        for parent in self.context.aq_chain:
            if getattr(parent, "portal_type", "") == "DossierRegister":
                return self.request.response.redirect(parent.absolute_url())
        raise NotFound()


class DossierView(BrowserView):
    """One dossier: answers with their titles, files, state, log."""

    moment = staticmethod(moment)
    size = staticmethod(size)
    state_title = staticmethod(states.title)
    name_of = staticmethod(name_of)
    levels = LEVELS
    #: What was written for a step that could not be taken.
    comment = ""

    def __call__(self):
        private(self.request.response)
        readings.note(self.context, "page")
        return self.index()

    @property
    def state(self):
        return self.context.state()

    @property
    def overdue(self):
        return is_overdue(self.context, self.state)

    @property
    def for_staff(self):
        """The log is for those who work on it, not for the applicant."""
        return getSecurityManager().checkPermission("egov.portal: Process dossiers", self.context)

    @property
    def sees_readings(self):
        """The head, and the applicant, whose data they are."""
        if getSecurityManager().checkPermission("egov.portal: See who read dossiers", self.context):
            return True
        return is_applicant(self.context)

    def answers(self):
        """The answers with their files; `file` is None for what is no file, or not sent."""
        for answer in self.context.answers:
            stored = self.context.files.get(answer["value"]) if answer["type"] == "file" else None
            yield {**answer, "file": stored}

    def supplements(self):
        """What was sent later, oldest first; `files`: [{value, file}]."""
        for record in self.context.supplements:
            files = [{"value": id_, "file": self.context.files[id_]} for id_ in record["files"]]
            yield {**record, "files": files}

    def file_url(self, answer):
        return f"{self.context.absolute_url()}/@@file/{quote(answer['value'])}"

    handed_out = staticmethod(handed_out)
    file_template = ViewPageTemplateFile("templates/file.pt")

    def shown_file(self, sent):
        """A file with how its scan stands, and its link where it is handed out, as HTML."""
        return self.file_template(sent=sent)

    def scan_title(self, stored):
        """How the scan of a file stands; empty for what is clean and no news."""
        return SCANS.get(stored.scan, "")

    def transitions(self):
        # An applicant withdraws by a page that asks whether it is meant: see `holder_views`.
        return [each for each in transitions(self.context) if each["id"] != "withdraw"]

    def entries(self):
        return reversed(list(self.context.log))

    def wanted_again(self):
        """What to ask the applicant for where the scan refused files, in their language; or "".

        For those who may ask for papers now: they send it with one button.
        """
        refused = to_send_again(self.context)
        if not refused or "request_supplement" not in [each["id"] for each in self.transitions()]:
            return ""
        names = ", ".join(stored.filename for stored in refused)
        text = _(
            "The virus scan refused these files: ${names}. Please send clean copies of them.",
            mapping={"names": names},
        )
        return translate(text, target_language=self.context.language)[: states.LONGEST_REASON]

    @property
    def must_choose(self):
        return choosing.must_choose(self.context)

    @property
    def may_choose(self):
        return choosing.may_choose(self.context)

    def what(self, entry):
        if entry.what == "rated":
            return _("Rated by the applicant")
        if entry.what == "supplement":
            return _("Papers sent by the applicant")
        if entry.what == "received":
            return _("Received")
        if entry.what == choosing.LOGGED_AS:
            return _("Procedure chosen")
        if entry.what == "scan":
            return self.scan_entry(entry)
        return states.title(entry.after)

    def why(self, entry):
        """The reason of an entry; of a scan, what came of it."""
        if entry.what == "rated":
            return LEVELS.get(entry.why, entry.why)
        if entry.what != "scan":
            return entry.why
        state, _colon, reason = entry.why.partition(": ")
        said = translate(SCANS.get(state, NO_VIRUS), context=self.request)
        return f"{said} ({reason})" if reason else said

    def scan_entry(self, entry):
        stored = self.context.files.get(entry.before)
        name = stored.filename if stored is not None else entry.before
        return _("Virus scan of ${name}", mapping={"name": name})


def transitions(dossier):
    """What the current user may do next with a dossier: [{id, title}]."""
    for action in dossier.portal_workflow.listActionInfos(object=dossier):
        if action["category"] == "workflow" and action["allowed"]:
            transition = action["transition"]
            yield {"id": transition.getId(), "title": states.ACTIONS[transition.getId()]}


class ChangeState(BrowserView):
    """POST `transition` and `comment`: move the dossier on, as far as the workflow allows."""

    def __call__(self):
        if self.request.method != "POST":
            raise BadRequest("POST only")
        CheckAuthenticator(self.request)
        transition = self.request.form.get("transition", "")
        comment = str(self.request.form.get("comment", ""))[: states.LONGEST_REASON].strip()
        messages = IStatusMessage(self.request)
        if transition not in states.ACTIONS:
            raise BadRequest("No such step")
        try:
            self.context.portal_workflow.doActionFor(self.context, transition, comment=comment)
        except ReasonMissing:
            messages.add(_("Give the reason."), type="error")
        except ProcedureMissing:
            messages.add(_("Choose the procedure first."), type="error")
        except WorkflowException:
            messages.add(_("This step cannot be taken now."), type="error")
        else:
            messages.add(_("The state was changed."), type="info")
            comment = ""
        if comment:
            # What was written is not lost: the dossier's page has it again.
            page = getMultiAdapter((self.context, self.request), name="view")
            page.comment = comment
            return page()
        self.request.response.redirect(self.context.absolute_url())


@implementer(IPublishTraverse)
class FileDownload(BrowserView):
    """`@@file/<id>`: an uploaded file, always as an attachment."""

    id = None

    def publishTraverse(self, request, name):
        if self.id is not None:
            raise NotFound()
        self.id = name
        return self

    def __call__(self):
        stored = self.context.files.get(self.id)
        if stored is None:
            raise NotFound()
        if not handed_out(stored):
            return self.refuse(stored)
        readings.note(self.context, f"file {self.id}")
        return send(stored, self.request.response)

    def refuse(self, stored):
        """Why the file is not handed out, and nothing of the file."""
        private(self.request.response)
        self.request.response.setStatus(403)
        self.request.response.setHeader("Content-Type", "text/plain; charset=utf-8")
        self.request.response.setHeader("X-Content-Type-Options", "nosniff")
        return translate(SCANS[stored.scan], context=self.request)


def send(stored, response):
    """Send a stored file so that no browser opens or runs it."""
    private(response)
    response.setHeader("Content-Type", stored.content_type)
    response.setHeader("Content-Length", str(stored.size))
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
    response.setHeader(
        "Content-Disposition", f"attachment; filename*=UTF-8''{quote(stored.filename, safe='')}"
    )
    if stored.blob._p_blob_uncommitted:
        with stored.blob.open() as opened:
            return opened.read()
    return filestream_iterator(stored.blob.committed(), "rb")


def private(response):
    """Nothing of a dossier stays in any cache."""
    response.setHeader("Cache-Control", "private, no-store")
