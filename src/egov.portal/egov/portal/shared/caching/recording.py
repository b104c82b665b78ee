"""What is being shown in this thread: written down while a page, or a part of it, is made."""

from contextlib import contextmanager
from egov.portal.shared.caching.tags import of_query
import secrets
import threading
import time
from typing import NamedTuple


class Whole(NamedTuple):
    """What a page that may be kept is right by: its tags' marks, in the state it was made from."""

    tags: frozenset
    marks_oid: bytes
    places: tuple
    marks: tuple
    most_bytes: int
    proxy_seconds: int


class Recording:
    """Tags of what was shown, whether it may be kept at all, and until when.

    `whole`: a `Whole` from the publication when the page is (see `publishing`), None before.
    `fixed`: it is a file whose address changes with its content.
    `fresh`: {mark: function giving a text} for marks in the page; None where nobody fills them.
    """

    def __init__(self):
        self.tags = set()
        self.may = True
        self.why = ""
        self.began = time.time()
        self.ends = float("inf")
        self.whole = None
        self.fixed = False
        self.fresh = None

    def add(self, other):
        """What a part shows its whole shows, too."""
        self.tags |= other.tags
        self.may = self.may and other.may
        self.ends = min(self.ends, other.ends)


class Stack(threading.local):
    """The recordings of this thread, the innermost last."""

    def __init__(self):
        self.recordings = []


stack = Stack()


def current():
    """The innermost recording, or None."""
    return stack.recordings[-1] if stack.recordings else None


@contextmanager
def record():
    """A `Recording` of what is shown within; the one around it has it, too."""
    recording = Recording()
    stack.recordings.append(recording)
    try:
        yield recording
    finally:
        stack.recordings.remove(recording)
        outer = current()
        if outer is not None:
            outer.add(recording)


def shows(*tags):
    """This page shows what these tags stand for: `changed` with one of them throws it away."""
    recording = current()
    if recording is not None:
        recording.tags.update(tags)


def shows_types(*names):
    """This page shows something of content of these types, any of it."""
    shows(*(f"type:{name}" for name in names))


def shows_query(query):
    """This page shows what a catalogue query finds. Queries of the catalogue say so themselves."""
    recording = current()
    if recording is not None:
        recording.tags |= of_query(query)


def never(why="said so"):
    """The answer to this request is for this visitor alone, or for this time: it is not kept."""
    for recording in stack.recordings:
        recording.may = False
        recording.why = recording.why or why


def fresh(make):
    """A text that is another one on each page that is given out, the key of a form for instance.

    Where the page may be kept it is a mark, and whoever gets the page gets what `make()` gives
    then in its place: few characters of ASCII. Everywhere else it is `make()`.
    """
    outermost = stack.recordings[0] if stack.recordings else None
    if outermost is None or outermost.fresh is None or not outermost.may:
        return make()
    if len(stack.recordings) > 1:
        never("a new text in a part")
        return make()
    # Nobody can send it: it is another each time.
    mark = f"fresh-{secrets.token_hex(16)}"
    outermost.fresh[mark] = make
    return mark


def until(moment):
    """From this moment on the page looks different: seconds since 1970, or an aware datetime."""
    recording = current()
    if recording is not None:
        seconds = moment.timestamp() if hasattr(moment, "timestamp") else float(moment)
        recording.ends = min(recording.ends, max(seconds, time.time()))
