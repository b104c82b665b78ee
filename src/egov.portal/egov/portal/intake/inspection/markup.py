"""What the XML of office documents refers to."""

from egov.portal.intake.inspection.kinds import EMBEDDED
from egov.portal.intake.inspection.kinds import EXTERNAL
from egov.portal.intake.inspection.kinds import MACROS
from egov.portal.intake.inspection.kinds import Unreadable
from lxml import etree
import re


# Ends of the types of relations (ISO/IEC 29500-1 and Microsoft's own) -> what they are a sign of.
RELATIONS = {
    "vbaproject": MACROS,
    "wordvbadata": MACROS,
    "control": MACROS,
    "activexcontrol": MACROS,
    "xlmacrosheet": MACROS,
    "xlintlmacrosheet": MACROS,
    "extensibility": MACROS,
    "usercustomization": MACROS,
    "webextensiontaskpanes": MACROS,
    "webextension": MACROS,
    "afchunk": EMBEDDED,
    "oleobject": EMBEDDED,
    "package": EMBEDDED,
    "attachedtemplate": EXTERNAL,
    "externallink": EXTERNAL,
    "externallinkpath": EXTERNAL,
    "connections": EXTERNAL,
    "querytable": EXTERNAL,
    "subdocument": EXTERNAL,
    "frame": EXTERNAL,
}
LINK = "hyperlink"
# A template on the writer's own disk is looked for on the reader's, where nobody else put it.
OWN_TEMPLATE = re.compile(r"(file:///[A-Za-z]:[^:]{0,300}[/\\])?[^/\\:]{1,100}\.dot[xm]?", re.I)
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = {"http", "https", "mailto", "tel", "ftp"}
OWN_FILE = re.compile(r"file:///[A-Za-z]:", re.IGNORECASE)
# Pictures and objects of an OpenDocument file that lie outside of it.
REMOTE = re.compile(
    rb"<[\w.-]{1,40}:(?:image|object|object-ole|fill-image|background-image)\s[^>]{0,400}?"
    rb"href\s{0,9}=\s{0,9}[\"']"
    rb"(?!(?:\./)?(?:Pictures/|ObjectReplacements/|Object |[Mm]edia/)|#|[\"'])"
)
# Fields that run or fetch something; QUOTE with numbers writes such a word letter by letter.
CALLING = re.compile(
    r"(?<![A-Za-z])(?:DDE|DDEAUTO|LINK|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE"
    r"|QUOTE\s+\d)(?![A-Za-z])",
    re.IGNORECASE,
)


def tree(text):
    """The root of an XML text without declarations of its own.

    :raises Unreadable: for anything else
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("XML that is broken") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("XML with declarations of its own")
    return root


def relations(text):
    """The kinds of active content that a part of a document refers to."""
    found = set()
    for relation in tree(text).iter("{*}Relationship"):
        kind = (relation.get("Type") or "").rpartition("/")[2].lower()
        target = relation.get("Target") or ""
        outside = (relation.get("TargetMode") or "").lower() == "external"
        if kind == "attachedtemplate" and OWN_TEMPLATE.fullmatch(target):
            continue
        if kind in RELATIONS:
            found.add(RELATIONS[kind])
        if outside and not (kind == LINK and harmless(target)):
            found.add(EXTERNAL)
    return found


def harmless(target):
    """Whether following a link does no more than opening a page, a file or a letter."""
    scheme = SCHEME.match(target)
    if scheme is None:
        return not target.lstrip().startswith(("\\\\", "//"))
    return scheme[1].lower() in SCHEMES or OWN_FILE.match(target) is not None


def remote(text):
    return REMOTE.search(text) is not None


def fields_call(text):
    """Whether a field of a text document runs or fetches something.

    The name of a field may be spread over many pieces of text.
    """
    pieces = []
    for element in tree(text).iter("{*}instrText", "{*}fldChar", "{*}fldSimple"):
        name = etree.QName(element).localname
        if name == "instrText":
            pieces.append("".join(element.itertext()))
        elif name == "fldSimple":
            instruction = next(
                (value for key, value in element.items() if key.endswith("instr")), ""
            )
            pieces += ["\n", instruction, "\n"]
        else:
            pieces.append("\n")
    return CALLING.search("".join(pieces)) is not None
