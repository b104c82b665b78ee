"""What may be uploaded: size, number, and a type told from the content, not from the name.

All of it is checked at once, before anything is stored: a sender can put right only what is told
right away. The virus scanner's turn comes later (`dossiers.quarantine`).
"""

from egov.portal import _
from egov.portal.intake import inspection
from egov.portal.intake.inspection.kinds import KINDS
from egov.portal.intake.inspection.kinds import MESSAGES
from egov.portal.intake.settings import MEGABYTE
from egov.portal.intake.settings import settings
from egov.portal.shared.text import clean
from functools import cache
from io import BytesIO
import puremagic
import re
import unicodedata
from zipfile import BadZipFile
from zipfile import ZipFile
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
# Ending -> type. What can be told for sure, and opens without running anything.
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "docx": OFFICE + "wordprocessingml.document",
    "xlsx": OFFICE + "spreadsheetml.sheet",
    "odt": OPEN + "text",
    "ods": OPEN + "spreadsheet",
}
# A zip container's own mark of what it is.
MARKS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
}
LONGEST_NAME = 150
UNSAFE = set('<>:"/\\|?*%')
# Endings that some program runs, where the last one is hidden or looked at no more.
RUN = re.compile(
    r"\.(?=(?:bat|cgi|cmd|com|cpl|docm|dll|exe|hta|html?|jar|jse?|lnk|mht|msi|php\d?|phtml|pif|ps1"
    r"|py|reg|scr|sh|shtml|svg|vbe?|vbs|wsf|xhtml|xlsm|zip|rar|7z)(?:[._ -]|$))",
    re.IGNORECASE,
)


@provider(IVocabularyFactory)
def upload_types(context):
    return SimpleVocabulary.fromValues(sorted(TYPES))


@provider(IVocabularyFactory)
def active_content(context):
    return SimpleVocabulary([SimpleTerm(kind, kind, title) for kind, title in KINDS.items()])


def ending(filename):
    """The file's ending in lower case, without the dot."""
    return filename.rpartition(".")[2].lower() if "." in filename else ""


def safe_name(filename):
    """A file's name without path, control and reserved characters, not too long."""
    name = clean(filename or "").replace("\n", " ")
    name = name.replace("\\", "/").rpartition("/")[2]
    # Category C: control characters, and marks that turn the direction of writing.
    name = "".join(
        "_" if c in UNSAFE else c for c in name if unicodedata.category(c)[0] != "C"
    ).strip(". ")
    stem, dot, end = name.rpartition(".")
    if not dot:
        return name[:LONGEST_NAME] or "tep"
    stem = RUN.sub("_", stem)
    return f"{stem[: LONGEST_NAME - len(end[:10]) - 1] or 'tep'}.{end[:10]}"


def type_of(data, filename):
    """The type of the content where it is what the name says, else None."""
    end = ending(filename)
    wanted = TYPES.get(end)
    if wanted is None or not data:
        return None
    if data[:4] == b"PK\x03\x04":
        return wanted if is_document(data, end, wanted) else None
    return wanted if data.startswith(beginnings(wanted)) else None


@cache
def beginnings(content_type):
    """What files of a type begin with, of all that puremagic knows.

    Its own search compares with every type there is, 1,400 of them. Those accepted here are told
    from the very beginning of a file alone.
    """
    known = puremagic.magic_header_array
    return tuple(
        row.byte_match for row in known if row.mime_type == content_type and row.offset == 0
    )


def is_document(data, end, wanted):
    """Whether a zip container is the office document it says it is."""
    try:
        with ZipFile(BytesIO(data)) as container:
            names = container.namelist()
            if end in MARKS:
                return MARKS[end] in names and "[Content_Types].xml" in names
            return mimetype_entry(container) == wanted
    except (BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        return False


def mimetype_entry(container):
    """The `mimetype` member of an OpenDocument file, read no further than such a name is long."""
    if "mimetype" not in container.namelist():
        return ""
    with container.open("mimetype") as member:
        return member.read(200).decode("ascii", "replace").strip()


def problem(filename, data):
    """What is wrong with one file, as a message; None when it is accepted."""
    record = settings()
    name = safe_name(filename)
    end = ending(name)
    if len(data) > record.max_file_size * MEGABYTE:
        return _("The file is larger than ${size} MB.", mapping={"size": record.max_file_size})
    if not data:
        return _("The file is empty.")
    if end not in record.file_types:
        return _(
            "Files of this type are not accepted. Accepted: ${types}.",
            mapping={"types": ", ".join(record.file_types)},
        )
    if type_of(data, name) is None:
        return _("The content of the file is not what its name says.")
    return problem_inside(data, end, record)


def problem_inside(data, end, record):
    try:
        if inspection.megapixels(data, end) > record.max_megapixels:
            return _(
                "The picture has more than ${count} million pixels.",
                mapping={"count": record.max_megapixels},
            )
        found = inspection.found_in(data, end)
    except inspection.Unreadable:
        return _("The file is damaged, or made in a way that cannot be checked. Save it anew.")
    return next((MESSAGES[kind] for kind in KINDS if kind in found & set(record.refused)), None)


def total_problem(sizes):
    """What is wrong with all files together, as a message; None when they are accepted."""
    record = settings()
    if len(sizes) > record.max_files:
        return _("No more than ${count} files.", mapping={"count": record.max_files})
    if sum(sizes) > record.max_total_size * MEGABYTE:
        return _(
            "All files together are larger than ${size} MB.",
            mapping={"size": record.max_total_size},
        )
    return None
