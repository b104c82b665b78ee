"""Parts of pages that are alike on many: kept for strangers until what they show changes."""

from collections import OrderedDict
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
import threading
import time
from weakref import WeakKeyDictionary


#: Characters of all parts of a database, and what one takes beside its texts: 32 MB or less.
MOST = 16_000_000
OVERHEAD = 1000
LONGEST = 3600


class Kept(OrderedDict):
    """{what: (recording, places, marks, value)}; those not asked for longest go first.

    Several threads use it, by `found` and `keep` alone.
    """

    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()
        self.sizes = {}
        self.size = 0

    def found(self, what):
        """What is kept by that name, not yet looked at whether it is right."""
        with self.lock:
            part = self.get(what)
            if part is None:
                return None, (), None, None
            self.move_to_end(what)
            return part

    def keep(self, what, part):
        with self.lock:
            self.size -= self.sizes.pop(what, 0)
            self[what] = part
            self.move_to_end(what)
            self.sizes[what] = OVERHEAD + characters(part[-1])
            self.size += self.sizes[what]
            while self.size > MOST and len(self) > 1:
                oldest, _part = self.popitem(last=False)
                self.size -= self.sizes.pop(oldest)


def characters(value):
    """About how many characters there are in a value."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, dict):
        return sum(characters(each) for pair in value.items() for each in pair)
    if isinstance(value, tuple | list | set | frozenset):
        return sum(map(characters, value))
    return 50


# database -> Kept
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
    database = portal._p_jar.db()
    values = kept.get(database)
    if values is None:
        values = kept.setdefault(database, Kept())
    recording, places, then, found = values.found(what)
    if recording is None or recording.ends <= time.time() or marks.at(places) != then:
        if changing and sweep(portal):
            return make()
        with record() as recording:
            found = make()
        recording.tags.add(FRAME)
        catalog = portal.portal_catalog._catalog
        recording.ends = min(recording.ends, ends_at(catalog, recording.began, LONGEST))
        places, then = marks.read(recording.tags)
        values.keep(what, (recording, places, then, found))
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
