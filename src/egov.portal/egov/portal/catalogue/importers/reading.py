"""Reading a file of records one by one, however large: `.jsonl`, `.json`, and `.gz` of either.

What the file is shows in what stands in it, not in its name.
"""

from contextlib import contextmanager
from dataclasses import dataclass
import gzip
import json
import os
import re
import zlib


MAX_RECORD = 8 * 1024 * 1024  # bytes (characters in a list) of one record
CHUNK = 1024 * 1024
BOM = b"\xef\xbb\xbf"
LISTS = ("items", "data", "records", "procedures", "content", "results")
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]]')


class Unreadable(Exception):
    """Nothing could be read from the file at all."""


@dataclass
class Entry:
    """A record as it was read, or the reason why it could not be. `line` is 1-based."""

    line: int
    record: object = None
    reason: str = ""
    value: str = ""


class Source:
    """The records of a file; `fraction` tells how much of it has been read, 0.0 to 1.0."""

    def __init__(self, path):
        self.path = path
        try:
            self.size = os.path.getsize(path)
            with open(path, "rb") as stream:
                self.zipped = stream.read(2) == b"\x1f\x8b"
        except OSError as error:
            raise Unreadable(error.strerror) from error
        self._raw = None

    @property
    def fraction(self):
        if self._raw is None or self._raw.closed or not self.size:
            return 1.0 if self._raw else 0.0
        return min(1.0, self._raw.tell() / self.size)

    @contextmanager
    def _opened(self):
        with open(self.path, "rb") as self._raw:
            yield gzip.GzipFile(fileobj=self._raw) if self.zipped else self._raw

    def __iter__(self):
        """Entries in the file's order; `Unreadable` for a file with no record in it."""
        found = False
        with self._opened() as stream:
            try:
                for entry in self._entries(stream):
                    found = found or not entry.reason
                    yield entry
            except (OSError, EOFError, zlib.error) as error:
                if not found:
                    raise Unreadable(str(error)) from error
                yield Entry(0, reason="broken_json", value=str(error))

    def _entries(self, stream):
        if stream.read(3) != BOM:
            stream.seek(0)
        start = stream.tell()
        head = beginning(stream)
        stream.seek(start)
        first = head.lstrip()[:1]
        if not first:
            raise Unreadable("the file is empty")
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head[:200]:
            raise Unreadable("the file is not UTF-8 text")
        if first == b"[":
            return listed(stream)
        if first == b"{" and not whole_lines(head):
            return one_object(stream)
        return lines(stream)


def beginning(stream):
    """The first bytes, as many as there are up to `CHUNK`."""
    head = b""
    try:
        while len(head) < CHUNK:
            piece = stream.read1(CHUNK - len(head))
            if not piece:
                break
            head += piece
    except EOFError:  # a cut-off archive; reading tells when it gets there
        pass
    return head


def whole_lines(head):
    """Whether the file has one record a line, judged by its first lines."""
    for line in [line for line in head.split(b"\n") if line.strip()][:5]:
        try:
            if isinstance(json.loads(line), dict):
                return True
        except ValueError:
            continue
    # One unbroken line longer than the head, or text in several lines?
    return head.count(b"\n") == 0 and len(head) == CHUNK


def lines(stream):
    """Entries of a file with one record a line; a broken line is one broken entry."""
    number = 0
    while True:
        line = stream.readline(MAX_RECORD + 1)
        if not line:
            return
        number += 1
        if len(line) > MAX_RECORD:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_RECORD)
            yield Entry(number, reason="too_long", value=str(MAX_RECORD))
            continue
        if line.strip():
            yield decoded(number, line)


def decoded(number, line):
    try:
        text = line.decode("utf-8").strip().strip("\ufeff")
    except UnicodeDecodeError:
        return Entry(number, reason="not_utf8")
    try:
        return checked(number, json.loads(text))
    except (ValueError, RecursionError) as error:
        return Entry(number, reason="broken_json", value=str(error))


def checked(number, record):
    """Lone surrogates, which JSON can spell, can be written nowhere."""
    try:
        json.dumps(record, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return Entry(number, reason="not_utf8")
    return Entry(number, record)


def one_object(stream):
    """Entries of a file that is one object: a record, or an object with a list of records."""
    data = stream.read(16 * MAX_RECORD + 1)
    if len(data) > 16 * MAX_RECORD:
        raise Unreadable("one object of that size cannot be read; give one record a line")
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if "detail" not in found and "code" not in found:
        for name in LISTS:
            if isinstance(found.get(name), list):
                for number, record in enumerate(found[name], 1):
                    yield checked(number, record)
                return
    yield checked(1, found)


def listed(stream):
    """Entries of a file that is one list, read piece by piece."""
    return ListReader(stream).entries()


class ListReader:
    """Takes one record after the other out of a list without holding the whole of it."""

    def __init__(self, stream):
        self.stream = stream
        self.decoder = json.JSONDecoder()
        self.text = ""
        self.line = 1
        self.tail = b""
        self.ended = False

    def more(self):
        """Reads on; False at the end of the file."""
        chunk = self.stream.read(CHUNK)
        data = self.tail + chunk
        cut = len(data)
        if chunk:
            # A character may be cut in two at the chunk's end.
            while cut > len(data) - 4 and cut > 0 and data[cut - 1] >= 0x80:
                cut -= 1
        self.tail = data[cut:]
        self.text += data[:cut].decode("utf-8", "surrogateescape")
        self.ended = not chunk
        return bool(chunk)

    def skip(self, count):
        self.line += self.text.count("\n", 0, count)
        self.text = self.text[count:]

    def skip_blank(self, also=""):
        while True:
            rest = self.text.lstrip(" \t\r\n" + also)
            self.skip(len(self.text) - len(rest))
            if rest or not self.more():
                return

    def entries(self):
        self.skip_blank()
        self.skip(1)  # the opening bracket
        while True:
            self.skip_blank(also=",")
            if not self.text or self.text[0] == "]":
                return
            yield self.next_entry()

    def next_entry(self):
        line = self.line
        while True:
            try:
                record, end = self.decoder.raw_decode(self.text)
            except json.JSONDecodeError as error:
                cut_off = error.msg.startswith("Unterminated") or error.pos > len(self.text) - 64
                if cut_off and len(self.text) <= MAX_RECORD and self.more():
                    continue
                self.leave_broken()
                return Entry(line, reason="broken_json", value=error.msg)
            except RecursionError as error:
                self.leave_broken()
                return Entry(line, reason="broken_json", value=str(error))
            if end == len(self.text) and self.more():
                continue  # a number may go on
            self.skip(end)
            return checked(line, record)

    def leave_broken(self):
        """Goes on behind a broken record: where its brackets close, or at the next line that
        begins a record as this one began."""
        while not self.ended and len(self.text) <= MAX_RECORD and self.more():
            pass
        opened = []
        for token in TOKEN.finditer(self.text):
            mark = token.group()
            if mark in "{[":
                opened.append("}" if mark == "{" else "]")
            elif mark in "}]":
                if not opened or opened.pop() != mark:
                    break
                if not opened:
                    if self.text[token.end() :].lstrip()[:1] in (",", "]", ""):
                        self.skip(token.end())
                        return
                    break
        again = re.compile(r"\n\s*\{\s*\"(?:id|code|name|detail)\"").search(self.text, 1)
        self.skip(again.start() if again else len(self.text))
