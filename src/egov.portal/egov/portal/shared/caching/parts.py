"""Parts of pages that are alike on many: kept for strangers until what they show changes."""

from egov.portal.shared.caching.changes import present_portal
from egov.portal.shared.caching.marks import marks_of
from egov.portal.shared.caching.moments import ends_at
from egov.portal.shared.caching.publishing import writes
from egov.portal.shared.caching.recording import current
from egov.portal.shared.caching.recording import record
from egov.portal.shared.caching.tags import FRAME
from functools import wraps
import time
from weakref import WeakKeyDictionary


MOST = 500
LONGEST = 3600
# database -> {what: (recording, places, marks, value)}
kept = WeakKeyDictionary()


def remembered(method):
    """A method of a viewlet without arguments; its value must be nobody's to change."""

    @wraps(method)
    def value(self):
        portal = present_portal()
        marks = marks_of(portal) if portal is not None else None
        if marks is None or not self.portal_state.anonymous() or writes(portal._p_jar):
            # What this request has changed may yet come to nothing.
            return method(self)
        what = (
            method.__qualname__,
            marks._p_oid,
            self.portal_state.portal_url(),
            self.portal_state.language(),
        )
        values = kept.setdefault(portal._p_jar.db(), {})
        recording, places, then, found = values.get(what, (None, (), None, None))
        if recording is None or recording.ends <= time.time() or marks.at(places) != then:
            with record() as recording:
                found = method(self)
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

    return value
