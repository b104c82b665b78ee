"""Zip containers, opened warily: bombs, lies about sizes, names that lead out, hidden members."""

from contextlib import contextmanager
from egov.portal.intake.inspection.kinds import Unreadable
from io import BytesIO
import re
import struct
from zipfile import BadZipFile
from zipfile import ZIP_DEFLATED
from zipfile import ZIP_STORED
from zipfile import ZipFile
import zlib


MOST_MEMBERS = 5000
# Bytes unpacked in all; and times the size of the file, which binds from `SMALL` bytes on.
MOST_UNPACKED = 150_000_000
MOST_TIMES = 100
SMALL = 10_000_000
PIECE = 262_144
ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
LONGEST_NAME = 400
# Leads out of the folder, or is read in two ways.
BAD_NAME = re.compile(r"^[/\\]|\\|\x00|(^|/)\.\.(/|$)|^[A-Za-z]:")
TROUBLE = (BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, EOFError, zlib.error)
END_RECORD = struct.Struct("<4s4H2LH")


class Budget:
    """Counts what is unpacked, over all members and over containers inside."""

    def __init__(self, size):
        self.left = min(MOST_UNPACKED, max(SMALL, size * MOST_TIMES))

    def read(self, stream):
        """The next piece of an opened member, empty at its end.

        :raises Unreadable: when more is unpacked than the file may hold
        """
        piece = stream.read(PIECE)
        self.left -= len(piece)
        if self.left < 0:
            raise Unreadable("it unpacks to too much")
        return piece


@contextmanager
def opened(data):
    """The container, with the mistakes that reading it may show turned into Unreadable."""
    check_ends(data)
    try:
        with ZipFile(BytesIO(data)) as container:
            yield container
    except TROUBLE as error:
        raise Unreadable(str(error)) from error


def check_ends(data):
    """A container begins with its first member and ends with its directory: nothing before,
    nothing after, no comment.
    """
    end = data[-END_RECORD.size :]
    if not data.startswith(b"PK\x03\x04") or not end.startswith(b"PK\x05\x06"):
        raise Unreadable("something stands before or after the container")
    _mark, disk, first_disk, _here, _count, length, start, comment = END_RECORD.unpack(end)
    if disk or first_disk or comment or start + length + END_RECORD.size != len(data):
        raise Unreadable("something stands before or after the directory")


def members(container):
    """The members that are files, checked as far as the directory says.

    :raises Unreadable: for too many, twice the same, overlapping, encrypted, badly named
    """
    entries = container.infolist()
    if len(entries) > MOST_MEMBERS:
        raise Unreadable("too many members")
    names = {entry.filename.lower() for entry in entries}
    if len(names) < len(entries):
        raise Unreadable("a name twice")
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise Unreadable("members overlap")
        end = entry.header_offset + 30 + entry.compress_size
        if entry.flag_bits & ENCRYPTED_FLAGS:
            raise Unreadable("an encrypted member")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unreadable("an unusual way of packing")
        if len(entry.orig_filename) > LONGEST_NAME or BAD_NAME.search(entry.orig_filename):
            raise Unreadable("a name that leads astray")
    return [entry for entry in entries if not entry.is_dir()]
