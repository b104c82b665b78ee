"""Parts of pages that are alike on many: kept for strangers until what they show changes."""

from egov.portal.shared.caching.changes import noticed
from egov.portal.shared.caching.changes import present_portal
from egov.portal.shared.caching.marks import marks_of
from egov.portal.shared.caching.moments import ends_at
from egov.portal.shared.caching.publishing import writes
from egov.portal.shared.caching.recording import current
from egov.portal.shared.caching.recording import record
from egov.portal.shared.caching.sweeping import sweep
from egov.portal.shared.caching.tags import FRAME
from functools import wraps
from Products.CMFCore.indexing import processQueue
import time
from weakref import WeakKeyDictionary


MOST = 1000
LONGEST = 3600
# database -> {what: (recording, places, marks, value)}
kept = WeakKeyDictionary()


def part(what, make):
    """What `make()` gives for strangers, made again once anything that it shows has changed.

    `what` names it, with all it depends on but the content, the site and its settings; hashable.
    The value must be nobody's to change. The caller sees to it that the visitor is a stranger.
    """
    portal = present_portal()
    marks = marks_of(portal) if portal is not None else None
    if marks is None:
        return make()
    changing = writes(portal._p_jar)
    if changing and changes_content(portal):
        # What this request has changed may yet come to nothing.
        return make()
    what = (*what, marks._p_oid)
    values = kept.setdefault(portal._p_jar.db(), {})
    recording, places, then, found = values.get(what, (None, (), None, None))
    if recording is None or recording.ends <= time.time() or marks.at(places) != then:
        if changing and sweep(portal):
            return make()
        with record() as recording:
            found = make()
        recording.tags.add(FRAME)
        catalog = portal.portal_catalog._catalog
        recording.ends = min(recording.ends, ends_at(catalog, recording.began, LONGEST))
        places, then = marks.read(recording.tags)
        if len(values) >= MOST:
            values.clear()
        values[what] = (recording, places, then, found)
    outer = current()
    if outer is not None:
        outer.add(recording)
    return found


def changes_content(portal):
    """Whether the present transaction changes what pages show: sending an application does not."""
    processQueue()
    found = noticed(portal)
    return found is None or bool(found.paths or found.tags)


def remembered(method):
    """A method of a viewlet without arguments; its value must be nobody's to change."""

    @wraps(method)
    def value(self):
        if not self.portal_state.anonymous():
            return method(self)
        state = self.portal_state
        what = (method.__qualname__, state.portal_url(), state.language())
        return part(what, lambda: method(self))

    return value
