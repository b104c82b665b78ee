"""Active content of office documents: containers of XML, by Microsoft's or the open standard."""

from egov.portal.intake.inspection.containers import Budget
from egov.portal.intake.inspection.containers import members
from egov.portal.intake.inspection.containers import opened
from egov.portal.intake.inspection.kinds import EMBEDDED
from egov.portal.intake.inspection.kinds import ENCRYPTED
from egov.portal.intake.inspection.kinds import EXTERNAL
from egov.portal.intake.inspection.kinds import MACROS
from egov.portal.intake.inspection.kinds import Unreadable
from egov.portal.intake.inspection.markup import fields_call
from egov.portal.intake.inspection.markup import relations
from egov.portal.intake.inspection.markup import remote
import re


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What begins a program, an archive or an older office document inside of a document.
OBJECTS = (OLE, b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"%PDF-", b"{\\rtf")
# Members of a container that are macros, whatever refers to them.
MACRO_MEMBERS = re.compile(
    r"(^|/)(vbaproject|vbadata)[^/]*$|(^|/)(activex|macrosheets|customui|webextensions)/"
    r"|^(basic|scripts)/",
    re.IGNORECASE,
)
EMBEDDED_MEMBERS = re.compile(r"^(word|xl|ppt)/embeddings/", re.IGNORECASE)
EXTERNAL_MEMBERS = re.compile(
    r"^xl/(externallinks|connections|querytables)(/|\.xml$)", re.IGNORECASE
)
# Words in XML, names of elements and of types, that nothing else is called.
WORDS = {
    b"macroEnabled": MACROS,
    b"ms-office.vba": MACROS,
    b"ms-office.activeX": MACROS,
    b"vnd.sun.star.script": MACROS,
    b"ddeLink": EXTERNAL,
    b"oleLink": EXTERNAL,
    b"dde-source": EXTERNAL,
    b"dde-connection": EXTERNAL,
    b"section-source": EXTERNAL,
    b"table-source": EXTERNAL,
    b"cell-range-source": EXTERNAL,
    b"altChunk": EMBEDDED,
    b"floating-frame": EMBEDDED,
    b"sun.star.oleobject": EMBEDDED,
    b"encryption-data": ENCRYPTED,
}
# The same, where the word alone could be the beginning of another.
ELEMENTS = {
    b"event-listener": (MACROS, re.compile(rb":event-listener[\s>]")),
    b":applet": (EMBEDDED, re.compile(rb"<[\w.-]{1,40}:applet[\s>]")),
    b":plugin": (EMBEDDED, re.compile(rb"<[\w.-]{1,40}:plugin[\s>]")),
}
FIELDS = re.compile(rb"instrText|fldSimple")
ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([^\"']{1,40})")
IN_XML = (".xml", ".rels", ".rdf", ".vml")
# Longest word, or link, that is looked for over the border of two pieces.
OVERLAP = 600
# A member that has to be read as a whole.
MOST_WHOLE = 16_000_000
DEEPEST = 2


def found_in(data, budget=None, depth=1):
    """The kinds of active content.

    :raises Unreadable: see `containers.opened`
    """
    budget = budget or Budget(len(data))
    found = set()
    with opened(data) as container:
        for member in members(container):
            name = member.filename
            if MACRO_MEMBERS.search(name):
                found.add(MACROS)
            if EMBEDDED_MEMBERS.search(name):
                found.add(EMBEDDED)
            if EXTERNAL_MEMBERS.search(name):
                found.add(EXTERNAL)
            with container.open(member) as stream:
                found |= found_in_member(name.lower(), stream, budget, depth)
    return found


def found_in_member(name, stream, budget, depth):
    first = budget.read(stream)
    if first.startswith(b"PK\x03\x04"):
        if depth >= DEEPEST:
            raise Unreadable("containers in containers")
        inner = whole(first, stream, budget)
        return {EMBEDDED} | found_in(inner, budget, depth + 1)
    if first.startswith(OBJECTS):
        while budget.read(stream):
            pass
        return {EMBEDDED}
    if name.endswith(IN_XML) or first.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return found_in_xml(name, first, stream, budget)
    while budget.read(stream):
        pass
    return set()


def found_in_xml(name, first, stream, budget):
    if name.endswith(".rels"):
        return relations(whole(first, stream, budget))
    check_encoding(first)
    found, text, parts = set(), first, []
    kept = 0
    while text:
        if b"<!ENTITY" in text:
            raise Unreadable("XML with entities of its own")
        found |= {kind for word, kind in WORDS.items() if word in text}
        for word, (kind, element) in ELEMENTS.items():
            if word in text and element.search(text):
                found.add(kind)
        if b":href" in text and remote(text):
            found.add(EXTERNAL)
        piece = budget.read(stream)
        kept += len(piece)
        parts.append(piece if kept <= MOST_WHOLE else b"")
        text = text[-OVERLAP:] + piece if piece else b""
    if name.startswith("word/"):
        document = first + b"".join(parts)
        if FIELDS.search(document):
            if kept > MOST_WHOLE:
                raise Unreadable("a text too long to look through")
            if fields_call(document):
                found.add(EXTERNAL)
    return found


def check_encoding(first):
    """Words are searched as bytes: in another encoding they would not be found."""
    declared = ENCODING.match(first.removeprefix(b"\xef\xbb\xbf"))
    plain = b"\x00" not in first[:200] and first[:2] not in (b"\xff\xfe", b"\xfe\xff")
    if not plain or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise Unreadable("XML that is not UTF-8")


def whole(first, stream, budget):
    parts, length = [first], len(first)
    while True:
        piece = budget.read(stream)
        if not piece:
            return b"".join(parts)
        parts.append(piece)
        length += len(piece)
        if length > MOST_WHOLE:
            raise Unreadable("a member too large to look into")
