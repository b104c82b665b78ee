"""Active content of PDF files.

The bytes are searched, not parsed: a parser follows one table of contents, while readers mend
broken ones in ways of their own and find objects a parser never saw. Names are searched in all of
the file, and in every object stream, where objects lie compressed.
"""

from egov.portal.intake.inspection.kinds import EMBEDDED
from egov.portal.intake.inspection.kinds import ENCRYPTED
from egov.portal.intake.inspection.kinds import EXTERNAL
from egov.portal.intake.inspection.kinds import SCRIPTS
from egov.portal.intake.inspection.kinds import Unreadable
from egov.portal.intake.inspection.unpacking import Unpacking
import re


# Name -> what it is a sign of.
SIGNS = {
    b"JavaScript": SCRIPTS,
    b"Launch": SCRIPTS,
    b"XFA": SCRIPTS,
    b"EmbeddedFile": EMBEDDED,
    b"EmbeddedFiles": EMBEDDED,
    b"RichMedia": EMBEDDED,
    b"Rendition": EMBEDDED,
    b"Movie": EMBEDDED,
    b"GoToE": EMBEDDED,
    b"SubmitForm": EXTERNAL,
    b"ImportData": EXTERNAL,
    b"GoToR": EXTERNAL,
    b"Encrypt": ENCRYPTED,
}
ENDS = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|$)"
NAME = re.compile(rb"/(" + b"|".join(sorted(SIGNS, key=len, reverse=True)) + rb")" + ENDS)
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# Opening the file, or a page of it, calls an address: a link that nobody chose to follow.
OPENS = re.compile(rb"/(?:OpenAction|AA)\s{0,20}(?:<<|(\d{1,10})\s{1,20}\d{1,5}\s{1,20}R)")
CALLS = re.compile(rb"/S\s{0,20}/URI" + ENDS)
NEARBY = 300
MOST_OPENINGS = 1000

COMPRESSED = re.compile(rb"/(?:ObjStm|XRef)" + ENDS)
# The key no stream of objects can do without, escaped or not; its type may stand elsewhere.
FIRST = re.compile(b"/" + b"".join(rb"(?:%c|#%02x|#%02X)" % (c, c, c) for c in b"First") + ENDS)
STREAM = re.compile(rb"(?:\s|%[^\r\n]{0,1000}[\r\n]){0,1000}stream[ \t\r\n]*")
# What ends a text in brackets, and what makes a difference outside of one.
IN_TEXT = re.compile(rb"\\.|[()]", re.DOTALL)
OUTSIDE = re.compile(rb"\(|<<|>>|<[0-9A-Fa-f\s]*>|%[^\r\n]*")
LONGEST_HEADER = 65_536
MOST_LOOKED_AT = 30_000_000


def found_in(data):
    """The kinds of active content.

    :raises Unreadable: when it takes too much to unpack, or cannot be
    """
    plain = plain_names(data)
    found = signs(plain)
    packed = []
    # What is encrypted cannot be unpacked; and that it is, was found.
    if ENCRYPTED not in found and COMPRESSED.search(plain):
        packed = object_streams(data)
        found = found.union(*map(signs, packed))
    if calls_when_opened(plain, packed):
        found.add(EXTERNAL)
    return found


def plain_names(data):
    """The data with names such as `/J#61vaScript` written plainly."""
    if b"#" not in data:
        return data
    return ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), data)


def signs(part):
    return {SIGNS[match[1]] for match in NAME.finditer(part)}


def object_streams(data):
    """The unpacked text of every stream of objects."""
    unpacking, left, parts = Unpacking(), MOST_LOOKED_AT, []
    for key in FIRST.finditer(data):
        end = end_of_dictionary(data, key.end())
        left -= end - key.end() + 100
        if left < 0:
            raise Unreadable("too much that looks like streams of objects")
        stream = STREAM.match(data, end)
        if stream:
            header = plain_names(data[max(0, key.start() - LONGEST_HEADER // 16) : end])
            parts.append(plain_names(unpacking.unpack(data, stream.end(), header)))
    return parts


def end_of_dictionary(data, place):
    """Where the dictionary ends in which this place lies, or where one as long as this is given up.

    :param place: between two words of it, outside of any text
    """
    depth, brackets, most = 0, 0, min(len(data), place + LONGEST_HEADER)
    while True:
        token = (IN_TEXT if brackets else OUTSIDE).search(data, place, most)
        if token is None:
            return most
        place = token.end()
        if token[0] == b"(":
            brackets += 1
        elif token[0] == b")":
            brackets -= 1
        elif token[0] == b"<<":
            depth += 1
        elif token[0] == b">>":
            depth -= 1
            if depth < 0:
                return place


def calls_when_opened(plain, packed):
    numbers = set()
    for part in (plain, *packed):
        for count, match in enumerate(OPENS.finditer(part)):
            if count > MOST_OPENINGS:
                raise Unreadable("too many actions")
            if match[1]:
                numbers.add(int(match[1]))
            elif calls_at(part, match.end()):
                return True
    if len(numbers) > MOST_OPENINGS:
        raise Unreadable("too many actions")
    return bool(numbers) and any(calls(number, plain, packed) for number in numbers)


def calls(number, plain, packed):
    """Whether the object of this number is an action that calls an address."""
    if b"/URI" not in plain and not any(b"/URI" in part for part in packed):
        return False
    start = re.compile(rb"(?<!\d)0{0,9}%d\s{1,20}\d{1,5}\s{1,20}obj" % number)
    if any(calls_at(plain, at.end()) for at in start.finditer(plain)):
        return True
    places = ((part, place_in(part, number)) for part in packed)
    return any(place is not None and calls_at(part, place) for part, place in places)


def calls_at(part, place):
    """Whether what begins at this place calls an address."""
    end = part.find(b"endobj", place, place + NEARBY)
    return CALLS.search(part, place, end if end >= 0 else place + NEARBY) is not None


def place_in(part, number):
    """Where an object begins in an unpacked object stream: it begins with pairs of numbers and
    places, counted from the end of the pairs. None where it is not there.
    """
    pairs = re.match(rb"[\s\d]{0,200000}", part)[0]
    figures = [int(figure) for figure in pairs.split() if len(figure) < 12]
    for index in range(0, len(figures) - 1, 2):
        if figures[index] == number:
            return len(pairs) + figures[index + 1]
    return None
