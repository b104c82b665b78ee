"""A client of clamd, the daemon of ClamAV: see clamd(8), "COMMANDS".

The library `clamd` was not fit: it sends with `send`, so that a part of a file may be left out and
the rest be called clean; it connects without a limit of time; it takes an empty answer for none;
and where clamd refuses a long file it tells a broken pipe instead of the reason.
"""

import contextlib
import re
import select
import socket
import struct
import time
from typing import NamedTuple


CLEAN = "clean"
INFECTED = "infected"
UNSCANNABLE = "unscannable"

CHUNK = 65_536
LONGEST_ANSWER = 4096
LONGEST_CONNECTING = 10
ANSWER = re.compile(r"stream: (?:(?P<name>.{1,500}) )?(?P<word>OK|FOUND)")
# What clamd "finds" where it could not look, if told to say so (AlertEncrypted, AlertExceedsMax).
NOT_LOOKED_INTO = ("Heuristics.Encrypted", "Heuristics.Limits.Exceeded")
TOO_LONG = "size limit exceeded"
ADDRESS = re.compile(
    r"unix:(?P<path>/[^\s\x00]{1,100})|(?P<host>[^\s:/\[\]]{1,253}|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5})"
)


class Unreachable(Exception):
    """Nothing answers at the address."""


class NoAnswer(Exception):
    """The scanner was reached, but gave no verdict: too slow, broken off, an error of its own."""


class Verdict(NamedTuple):
    """`state`: clean, infected or unscannable; `reason`: the signature's name, or why not."""

    state: str
    reason: str = ""


def parsed(address):
    """`unix:/path` or `host:port` as (family, what to connect to).

    :raises ValueError: for anything else
    """
    match = ADDRESS.fullmatch(address or "")
    if match is None:
        raise ValueError("An address is unix:/path or host:port")
    if match["path"]:
        return socket.AF_UNIX, match["path"]
    if not 0 < int(match["port"]) < 65536:
        raise ValueError("A port is a number from 1 to 65535")
    return socket.AF_INET, (match["host"].strip("[]"), int(match["port"]))


class Clamd:
    """clamd at an address; `timeout` in seconds is for one question in all, answer included."""

    def __init__(self, address, timeout=60):
        self.family, self.place = parsed(address)
        self.timeout = timeout

    def version(self):
        """What it says of itself, for example `ClamAV 1.4.3/27461/Wed Nov 20 09:39:00 2024`.

        :raises Unreachable, NoAnswer:
        """
        with self.connected() as connection:
            connection.send(b"zVERSION\x00")
            return connection.answer()

    def scan(self, opened):
        """The Verdict on an opened file, read from where it stands, in pieces.

        :raises Unreachable, NoAnswer:
        """
        with self.connected() as connection:
            connection.send(b"zINSTREAM\x00")
            while (piece := opened.read(CHUNK)) and not connection.has_answered():
                connection.send(struct.pack("!L", len(piece)) + piece)
            if not connection.has_answered():
                connection.send(struct.pack("!L", 0))
            return verdict(connection.answer())

    @contextlib.contextmanager
    def connected(self):
        end = time.monotonic() + self.timeout
        try:
            opened = self.connect(min(self.timeout, LONGEST_CONNECTING))
        except OSError as error:
            raise Unreachable(str(error)) from error
        with opened:
            yield Connection(opened, end)

    def connect(self, timeout):
        if self.family != socket.AF_UNIX:
            return socket.create_connection(self.place, timeout)
        opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            opened.settimeout(timeout)
            opened.connect(self.place)
        except BaseException:
            opened.close()
            raise
        return opened


class Connection:
    """One question; `end` is the moment (monotonic) at which its time is over."""

    def __init__(self, opened, end):
        self.socket = opened
        self.end = end
        self.broken = False

    def wait(self):
        left = self.end - time.monotonic()
        if left <= 0:
            raise NoAnswer("The scanner takes too long")
        self.socket.settimeout(left)

    def send(self, data):
        """Send all of it; where clamd hangs up, its answer says why."""
        self.wait()
        try:
            self.socket.sendall(data)
        except TimeoutError as error:
            raise NoAnswer("The scanner takes too long") from error
        except OSError:
            self.broken = True

    def has_answered(self):
        """Whether clamd answers before it has all, as it does for too long a file."""
        return self.broken or bool(select.select([self.socket], [], [], 0)[0])

    def answer(self):
        """The answer, up to the zero byte that ends it."""
        received = b""
        while not received.endswith(b"\x00"):
            self.wait()
            try:
                piece = self.socket.recv(LONGEST_ANSWER)
            except TimeoutError as error:
                raise NoAnswer("The scanner takes too long") from error
            except OSError as error:
                raise NoAnswer(f"The scanner broke off: {error}") from error
            received += piece
            if not piece or len(received) > LONGEST_ANSWER:
                raise NoAnswer("The scanner broke off its answer")
        return received[:-1].decode("utf-8", "replace").strip()


def verdict(answer):
    """What an answer to INSTREAM means: clean is only what says so.

    :raises NoAnswer: for an error, which may be over at the next try
    """
    match = ANSWER.fullmatch(answer)
    if match and match["word"] == "OK" and not match["name"]:
        return Verdict(CLEAN)
    if match and match["word"] == "FOUND" and match["name"]:
        name = match["name"]
        not_seen = name.startswith(NOT_LOOKED_INTO)
        return Verdict(UNSCANNABLE if not_seen else INFECTED, name)
    if TOO_LONG in answer:
        return Verdict(UNSCANNABLE, "larger than the scanner takes (StreamMaxLength)")
    raise NoAnswer(f"The scanner says: {answer[:200]}")
