"""What is known of links to elsewhere, kept with the site."""

from BTrees.OOBTree import OOBTree
from plone import api
import time
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


KEY = "egov.portal.links"
# So often in a row before a failure that may pass counts.
FAILURES = 2


class Known(NamedTuple):
    """The last check: moments in seconds; `since` the first of the failures in a row, or 0."""

    checked: float
    status: int
    reason: str
    since: float
    failures: int
    sure: bool

    @property
    def broken(self):
        return self.failures >= FAILURES or bool(self.failures and self.sure)


def stored(make=False):
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations and make:
        annotations[KEY] = OOBTree()
    return annotations.get(KEY, {})


def known(url):
    """What is known of an address, or None."""
    kept = stored().get(url)
    return Known(*kept) if kept else None


def note(url, answer, now=None):
    """Keep what a check has told."""
    now = time.time() if now is None else now
    before = known(url)
    failures = 0 if answer.ok else (before.failures if before else 0) + 1
    since = 0.0 if answer.ok else ((before.since if before else 0.0) or now)
    kept = Known(now, answer.status, answer.reason, since, failures, answer.sure)
    stored(make=True)[url] = tuple(kept)


def forget_others(urls):
    """Forget addresses that no content has any more."""
    kept = stored()
    for url in set(kept) - set(urls):
        del kept[url]
