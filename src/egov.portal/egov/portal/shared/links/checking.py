"""Links to elsewhere are asked for by the outbox, a few a minute, and again after some days."""

import datetime
from egov.portal import _
from egov.portal.shared.links import keeping
from egov.portal.shared.links.asking import ask
from egov.portal.shared.links.settings import settings
from egov.portal.shared.outbox import add
from egov.portal.shared.outbox import find
from egov.portal.shared.outbox import IOutboxHandler
from egov.portal.shared.outbox import IReconciler
import hashlib
from plone import api
import time
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
from zope.interface import provider


NEXT = "egov.portal.links.next"
DAY = 24 * 3600.0


def addresses():
    """Sorted addresses elsewhere that content has."""
    indexes = api.portal.get_tool("portal_catalog").Indexes
    if "links" not in indexes:
        return []
    return sorted(link for link in indexes["links"].uniqueValues() if link.startswith("http"))


def key(url):
    return f"link {hashlib.sha256(url.encode()).hexdigest()[:32]}"


@implementer(IOutboxHandler)
class LinkCheck:
    """Entries of the kind "link": {url}."""

    title = _("Check of a link")

    def away(self):
        return "" if settings().active else _("Links to other sites are not checked.")

    def __call__(self, entry):
        url = entry.payload["url"]
        if not is_linked(url):
            return None
        answer = ask(url)
        return lambda: keeping.note(url, answer)


def is_linked(url):
    """Whether any content still has this link."""
    return bool(api.portal.get_tool("portal_catalog").unrestrictedSearchResults(links=[url]))


@provider(IReconciler)
def ask_for_due(cursor, size):
    """Ask for the check of what is due: see `IReconciler`. Nothing of it is anybody's failure."""
    rules = settings()
    if not rules.active:
        return None, 0
    everything = addresses()
    if cursor is None:
        keeping.forget_others(everything)
    rest = [url for url in everything if cursor is None or url > cursor]
    annotations = IAnnotations(api.portal.get())
    now = time.time()
    slot = max(now, annotations.get(NEXT, 0.0))
    for url in rest[:size]:
        last = keeping.known(url)
        if (last and now - last.checked < due_after(last, rules)) or find(key(url)) is not None:
            continue
        add("link", {"url": url}, key=key(url), not_before=moment(slot))
        slot += 60.0 / rules.per_minute
    if slot > now:
        annotations[NEXT] = slot
    return (rest[size - 1] if len(rest) > size else None), 0


def due_after(last, rules):
    """Seconds between two checks; a failure that may pass is looked at again the next day."""
    return DAY if last.failures and not last.broken else rules.days * DAY


def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
