"""Whether a page was useful to those who read it: counts, and a reason if somebody gives one.

A page for everybody has no token of its own, as it is kept by caches: an answer counts when the
browser says that it was sent from this site (Origin, Sec-Fetch-Site), once a day for a sender and
a page, and within the limit `useful`. Nothing of the sender is stored.
"""

from BTrees.Length import Length
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from egov.portal.shared import limiting
from egov.portal.shared.clock import now
from egov.portal.shared.limiting import counting
from egov.portal.shared.limiting.senders import sender_of
from limits import parse_many
from persistent import Persistent
from plone import api
from plone.uuid.interfaces import IUUID
import secrets
from urllib.parse import urlsplit
from zope.annotation.interfaces import IAnnotations


KEY = "egov.portal.usefulness"
ANSWERS = ("yes", "no")
LONGEST_REASON = 1000  # characters
MOST_REASONS = 200  # kept of a page, the newest
ONCE = tuple(parse_many("1/day"))


class Answers(Persistent):
    """What was answered on one page. `reasons`: {moment and a random part: (answer, text)}."""

    def __init__(self):
        self.yes = Length()
        self.no = Length()
        self.reasons = LOBTree()

    def add(self, answer, reason=""):
        getattr(self, answer).change(1)
        if reason:
            moment = int(now().timestamp()) << 20
            self.reasons[moment + secrets.randbelow(1 << 20)] = (answer, reason)
            while len(self.reasons) > MOST_REASONS:
                del self.reasons[self.reasons.minKey()]


def stored():
    """{UID: Answers} of the site; empty where nobody has answered yet."""
    return IAnnotations(api.portal.get()).get(KEY) or {}


def answers_to(content):
    """(yes, no, [(answer, text)] with the newest reason first) of a page."""
    return told(stored().get(IUUID(content)))


def told(answers):
    if answers is None:
        return 0, 0, []
    return answers.yes(), answers.no(), list(reversed(answers.reasons.values()))


def is_from_here(request):
    """Whether a browser says that it sent the request from a page of this site."""
    site = request.getHeader("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return origin_of(request.getHeader("Origin")) == origin_of(request["SERVER_URL"])


def origin_of(address):
    """(scheme, host, port) of an address; a port that goes without saying is told, too.

    None of what is no address: a stranger may write anything there.
    """
    try:
        parts = urlsplit(address or "")
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, parts.hostname, port


def answer(content, request, value, reason=""):
    """Count an answer; a second one of the same sender on the same day changes nothing.

    :param value: one of `ANSWERS`
    :param reason: text; what is too long is cut
    :raises egov.portal.shared.limiting.TooOften:
    :raises ValueError: for another value
    """
    if value not in ANSWERS:
        raise ValueError(value)
    limiting.hit("useful", request)
    uid = IUUID(content)
    if not limiting.is_off() and not getattr(request, "retry_count", 0):
        if counting.take(ONCE, f"useful {uid}", sender_of(request)):
            return
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    pages = annotations[KEY]
    if uid not in pages:
        pages[uid] = Answers()
    pages[uid].add(value, " ".join(reason.split())[:LONGEST_REASON])
