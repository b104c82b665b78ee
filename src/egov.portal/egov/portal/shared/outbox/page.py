"""The administrators' page of the outbox: what waits, what failed for good, and what to do."""

import datetime
from egov.portal import _
from egov.portal.shared.clock import timezone
from egov.portal.shared.outbox.adding import existing_outbox
from egov.portal.shared.outbox.entries import CLAIMED
from egov.portal.shared.outbox.entries import DEAD
from egov.portal.shared.outbox.interfaces import IOutboxHandler
from egov.portal.shared.outbox.reasons import readable
from egov.portal.shared.outbox.settings import IOutboxSettings
from egov.portal.shared.outbox.settings import PREFIX
from egov.portal.shared.outbox.waking import wake_after
from egov.portal.shared.outbox.working import why_away
from egov.portal.shared.typed import first_shown
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.protect import CheckAuthenticator
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
import time
import transaction
from zExceptions import BadRequest
from zope.component import getUtilitiesFor
from zope.component import queryUtility


PAGE = 30
# Dead letters that one press of the button brings back.
MOST_AT_ONCE = 1000
KEY_LENGTH = 200


class OutboxPage(BrowserView):
    """Query: `dead_start`, `waiting_start`. POST: `action` (replay, replay_all, discard), `key`."""

    page = ViewPageTemplateFile("page.pt")

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.outbox = existing_outbox(self.context)
        self.asked = None
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self.act(self.request.form.get("action"))
        return self.page()

    def act(self, action):
        key = str(self.request.form.get("key", ""))[:KEY_LENGTH]
        entry = self.outbox.get(key) if self.outbox is not None else None
        dead = entry is not None and entry.state == DEAD
        if action == "replay_all":
            return self.back(_("Tried again: ${number}.", mapping={"number": self.replay_all()}))
        if action not in ("replay", "discard"):
            raise BadRequest("No such action")
        if not dead:
            return self.back(_("This entry is no longer a dead letter."), "warning")
        if action == "replay":
            self.outbox.replay(entry, time.time())
            wake_after(transaction.get())
            return self.back(_("Tried again: ${number}.", mapping={"number": 1}))
        if self.request.form.get("sure") != "yes":
            self.asked = self.row(entry)
            return self.page()
        self.discard(entry)
        return self.back(_("The entry was discarded."))

    def replay_all(self):
        entries = self.outbox.dead(size=MOST_AT_ONCE) if self.outbox is not None else []
        for entry in entries:
            self.outbox.replay(entry, time.time())
        wake_after(transaction.get())
        return len(entries)

    def discard(self, entry):
        handler = queryUtility(IOutboxHandler, name=entry.kind)
        discarded = getattr(handler, "discarded", None)
        if discarded is not None:
            discarded(entry)
        self.outbox.remove(entry)

    def back(self, message, kind="info"):
        IStatusMessage(self.request).add(message, type=kind)
        self.request.response.redirect(self.url())

    def url(self):
        return f"{self.context.absolute_url()}/@@outbox"

    def dead(self):
        """The page of dead letters: {total, rows, previous, next}."""
        if self.outbox is None:
            return {"total": 0, "rows": []}
        return self.listed("dead_start", self.outbox.count_dead(), self.outbox.dead)

    def waiting(self):
        if self.outbox is None:
            return {"total": 0, "rows": []}
        return self.listed("waiting_start", self.outbox.count_living(), self.outbox.living)

    def listed(self, name, total, entries):
        start = page_start(first_shown(self.request, name), total)
        return {
            "total": total,
            "first": start + 1,
            "last": min(start + PAGE, total),
            "rows": [self.row(entry) for entry in entries(start=start, size=PAGE)],
            "previous": f"{self.url()}?{name}={start - PAGE}" if start else None,
            "next": f"{self.url()}?{name}={start + PAGE}" if start + PAGE < total else None,
        }

    def row(self, entry):
        handler = queryUtility(IOutboxHandler, name=entry.kind)
        return {
            "key": entry.key,
            "kind": getattr(handler, "title", entry.kind),
            "about": str(entry.payload.get("dossier", "")),
            "created": shown(entry.created),
            "next": shown(entry.next_at),
            "attempts": entry.attempts,
            "error": readable(entry.reason or entry.last_error),
            "claimed": entry.state == CLAIMED,
        }

    def held_up(self):
        """Why entries of some kinds wait: settings, or another side that is not there."""
        reasons = [why_away(handler) for _name, handler in getUtilitiesFor(IOutboxHandler)]
        if self.outbox is not None:
            reasons += self.outbox.paused_at(time.time()).values()
        return [reason for reason in dict.fromkeys(reasons) if reason]


def shown(moment):
    """POSIX seconds as 21/11/2026 14:05."""
    return datetime.datetime.fromtimestamp(moment, timezone()).strftime("%d/%m/%Y %H:%M")


def page_start(given, total):
    """The first one shown: a multiple of the page's size within what there is."""
    return min(given, max(0, total - 1)) // PAGE * PAGE


class OutboxSettingsForm(RegistryEditForm):
    schema = IOutboxSettings
    schema_prefix = PREFIX
    label = _("Outbox")
    description = _("How often, and how long, something is tried that other servers have to do")


class OutboxControlPanel(ControlPanelFormWrapper):
    form = OutboxSettingsForm
