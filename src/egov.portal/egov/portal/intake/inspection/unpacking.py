"""Unpacking streams of a PDF file, with a budget for all of them together."""

from base64 import a85decode
from binascii import Error as HexError
from binascii import unhexlify
from egov.portal.intake.inspection.kinds import Unreadable
import re
import zlib


ENDS = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|$)"
FILTER = re.compile(rb"/(?:Filter|F)" + ENDS)
HEX = re.compile(rb"/(?:ASCIIHexDecode|AHx)" + ENDS)
A85 = re.compile(rb"/(?:ASCII85Decode|A85)" + ENDS)
# For one file: bytes unpacked, letters decoded, single bytes tried after a mistake.
MOST_UNPACKED = 48_000_000
MOST_LETTERS = 1_000_000
MOST_TRIED = 300_000
STEP = 65_536


class Unpacking:
    """What is left of the budget for one file."""

    def __init__(self):
        self.unpacked = MOST_UNPACKED
        self.letters = MOST_LETTERS
        self.tried = MOST_TRIED

    def unpack(self, data, start, header):
        """What a stream of objects holds; nothing for one that is not packed.

        :param start: where it starts in the data
        :param header: the words before it, some of them maybe of another object
        :raises Unreadable: when it is packed in a way nobody uses for objects, or to too much
        """
        packed = memoryview(data)[start:]
        part = self.inflate(packed)
        for letters in (HEX, A85):
            if not part and letters.search(header):
                text = bytes(packed[: self.letters])
                part = self.inflate(self.from_letters(text, letters is HEX))
        if not part and FILTER.search(header):
            raise Unreadable("objects are packed in an unusual way")
        return part

    def from_letters(self, text, in_hex):
        """The bytes that a text in hexadecimal or base 85 stands for; nothing for other text."""
        text = text.partition(b">" if in_hex else b"~")[0]
        self.letters -= len(text)
        if self.letters <= 0:
            raise Unreadable("too much is written in letters")
        try:
            if in_hex:
                letters = b"".join(text.split())
                return unhexlify(letters + b"0" * (len(letters) % 2))
            return a85decode(text.removeprefix(b"<"))
        except (HexError, ValueError):
            return b""

    def inflate(self, packed):
        """As much as can be unpacked up to the first mistake: readers show that, too."""
        machine, parts = zlib.decompressobj(), []
        for place in range(0, len(packed), STEP):
            step = packed[place : place + STEP]
            while step and not machine.eof:
                before = machine.copy()
                try:
                    parts.append(machine.decompress(step, STEP))
                except zlib.error:
                    parts.append(self.up_to_the_mistake(before, bytes(step)))
                    return b"".join(parts)
                self.take(len(parts[-1]))
                step = machine.unconsumed_tail
            if machine.eof:
                break
        return b"".join(parts)

    def up_to_the_mistake(self, machine, step):
        parts = []
        for place in range(len(step)):
            self.tried -= 1
            if self.tried < 0:
                raise Unreadable("too many mistakes")
            try:
                parts.append(machine.decompress(step[place : place + 1], STEP))
            except zlib.error:
                break
            self.take(len(parts[-1]))
        return b"".join(parts)

    def take(self, length):
        self.unpacked -= length
        if self.unpacked < 0:
            raise Unreadable("it unpacks to too much")
