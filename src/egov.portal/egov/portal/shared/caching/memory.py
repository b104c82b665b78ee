"""Answers in memory: so many bytes of them, those not asked for longest go first."""

from collections import OrderedDict
import gzip
import hashlib
import re
import threading
import time


# Of the memory, for one answer.
LARGEST_SHARE = 0.05
# What an answer takes beside its bodies.
OVERHEAD = 2000
# Bytes from which on packing is worth it.
WORTH_PACKING = 600
PACKED = ("text/", "application/json", "application/javascript", "image/svg", "application/xml")
#: Headers that are of one answer, or are said anew for each.
NOT_KEPT = {
    "accept-ranges",
    "content-length",
    "etag",
    "cache-control",
    "vary",
    "date",
    "connection",
    "server",
}


class Answer:
    """A page as it was made, with what it is right by (`recording.Whole`).

    `lifetime`: the Cache-Control of a file that is right for good; None for a page.
    """

    def __init__(self, headers, body, whole, ends, lifetime=None):
        self.headers = [pair for pair in headers if pair[0].lower() not in NOT_KEPT]
        self.body = body
        self.whole = whole
        self.ends = ends
        self.digest = hashlib.sha256(body).hexdigest()[:24]
        self.packed = packed(headers, body)
        self.size = len(body) + len(self.packed or b"") + OVERHEAD
        self.size += sum(len(tag) for tag in whole.tags)
        self.right_at = None
        self.lifetime = lifetime

    def as_wished(self, accepts_gzip):
        """(body, ETag, Content-Encoding or None)."""
        if accepts_gzip and self.packed is not None:
            return self.packed, f'"{self.digest}-gzip"', "gzip"
        return self.body, f'"{self.digest}"', None


class AnswerWithMarks(Answer):
    """A page that is another for each who gets it: with new texts for marks (`recording.fresh`)."""

    def __init__(self, headers, body, whole, ends, fresh):
        super().__init__(headers, body, whole, ends)
        self.pieces = in_pieces(body, fresh)

    def as_wished(self, accepts_gzip):
        """(body, None, Content-Encoding or None)."""
        body = filled(self.pieces)
        if accepts_gzip and self.packed is not None:
            return gzip.compress(body, compresslevel=6, mtime=0), None, "gzip"
        return body, None, None


def in_pieces(body, fresh):
    """Bytes of a page, and functions for what stands between them."""
    marks = "|".join(map(re.escape, fresh)).encode()
    pieces = re.split(b"(" + marks + b")", body)
    pieces[1::2] = [fresh[mark.decode()] for mark in pieces[1::2]]
    return pieces


def filled(pieces):
    return b"".join(each if isinstance(each, bytes) else each().encode() for each in pieces)


def packed(headers, body):
    """The body as gzip, or None where that is not worth it."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if len(body) < WORTH_PACKING or not kind.startswith(PACKED):
        return None
    return gzip.compress(body, compresslevel=6, mtime=0)


class Memory:
    """Answers by their keys. Several threads use it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answers = OrderedDict()
        self.size = 0
        self.counts = {"hits": 0, "misses": 0, "kept": 0, "outdated": 0, "pushed_out": 0}

    def count(self, what):
        self.counts[what] += 1

    def get(self, key):
        """The answer, not yet looked at whether it is right; None without one."""
        with self.lock:
            answer = self.answers.get(key)
            if answer is not None:
                self.answers.move_to_end(key)
        if answer is not None and answer.ends <= time.time():
            self.drop(key, answer)
            return None
        return answer

    def put(self, key, answer):
        """Keep it, and let the oldest go until all fit; too large a one is not kept."""
        most = answer.whole.most_bytes
        if answer.size > most * LARGEST_SHARE:
            return False
        with self.lock:
            before = self.answers.pop(key, None)
            if before is not None:
                self.size -= before.size
            self.answers[key] = answer
            self.size += answer.size
            self.counts["kept"] += 1
            while self.size > most:
                _key, oldest = self.answers.popitem(last=False)
                self.size -= oldest.size
                self.counts["pushed_out"] += 1
        return True

    def drop(self, key, answer):
        """Forget this answer, if it still is the one of its key."""
        with self.lock:
            if self.answers.get(key) is answer:
                del self.answers[key]
                self.size -= answer.size
                self.counts["outdated"] += 1

    def clear(self):
        with self.lock:
            self.answers.clear()
            self.size = 0
            self.counts = dict.fromkeys(self.counts, 0)


#: Of this process.
memory = Memory()
