"""What the frame says to everybody, kept until any content changes.

Kept in the process, for anonymous visitors only, by what it is made from: the revision of the
catalogue's own counter, which every change of content writes; the minute, for what begins or ends
by itself; the address and the language.
"""

from functools import wraps
from Products.CMFCore.utils import getToolByName
import time
from weakref import WeakKeyDictionary
from ZODB.utils import z64


MOST = 500
# database -> {what: (stamp, value)}
kept = WeakKeyDictionary()


def remembered(method):
    """A method of a viewlet without arguments; its value must be nobody's to change."""

    @wraps(method)
    def value(self):
        if not self.portal_state.anonymous():
            return method(self)
        counter = getToolByName(self.context, "portal_catalog")._counter
        if counter is None or counter._p_jar is None:
            return method(self)
        counter._p_activate()
        if counter._p_changed or counter._p_serial == z64:
            # Changed by this request, which may yet come to nothing.
            return method(self)
        stamp = (counter._p_serial, int(time.time() // 60))
        what = (
            method.__qualname__,
            counter._p_oid,
            self.portal_state.portal_url(),
            self.portal_state.language(),
        )
        values = kept.setdefault(counter._p_jar.db(), {})
        known = values.get(what)
        if known is not None and known[0] == stamp:
            return known[1]
        found = method(self)
        if len(values) >= MOST:
            values.clear()
        values[what] = (stamp, found)
        return found

    return value
