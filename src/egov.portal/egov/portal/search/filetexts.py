"""The words within files that people download: PDF, DOCX, ODT.

Read out after the save, by the outbox, and kept beside the content they belong to. An announcement
is found by the words of the files in it. What citizens send in is never read here.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from egov.portal.search.file_words import MOST_CHARACTERS
from egov.portal.search.file_words import words_in
from egov.portal.shared import outbox
from plone import api
from plone.namedfile.interfaces import INamedBlobFile
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


KIND = "file-text"
KEY = "egov.portal.filetext"
# Files of these types are read; those in announcements are of type File.
TYPES = {"FormTemplate", "LegalDocument", "File"}
HOLDERS = {"Announcement"}
INDEX = "egov_other_text"


def text_of_files(content):
    """What was read out of the content's file, or of those in it; empty until that is done."""
    if content.portal_type in HOLDERS:
        texts = [text_of_files(one) for one in content.objectValues() if one.portal_type == "File"]
        return "\n".join(texts)[:MOST_CHARACTERS]
    if content.portal_type not in TYPES:
        return ""
    return IAnnotations(content, {}).get(KEY, {}).get("text", "")


def file_of(content):
    file = getattr(content, "file", None)
    return file if INamedBlobFile.providedBy(file) and file.getSize() else None


def stamp_of(file):
    """Tells one content of a file from another, at no cost."""
    serial = getattr(file._blob, "_p_serial", None) or b""
    return f"{file.filename}:{file.getSize()}:{serial.hex()}"


def ask_for_reading(content, event=None):
    """Have the content's file read once this transaction is committed."""
    if content.portal_type not in TYPES or IUUID(content, None) is None:
        return
    known = IAnnotations(content, {}).get(KEY)
    file = file_of(content)
    if (file is None and known) or (file and (known or {}).get("stamp") != stamp_of(file)):
        uid = IUUID(content)
        outbox.add(KIND, {"uid": uid}, key=f"{KIND}:{uid}")


@implementer(outbox.IOutboxHandler)
class ReadFile:
    """Reads one file, keeps its words and indexes them."""

    def __call__(self, entry):
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog.unrestrictedSearchResults(UID=entry.payload["uid"])
        if not brains:
            return
        content = brains[0]._unrestrictedGetObject()
        store(content)


def store(content):
    annotations = IAnnotations(content)
    file = file_of(content)
    if file is None:
        annotations.pop(KEY, None)
    else:
        with file.open() as data:
            text = words_in(data, file.filename or "", file.getSize())
        annotations[KEY] = {"stamp": stamp_of(file), "text": text}
    content.reindexObject(idxs=[INDEX])
    index_holder(aq_parent(aq_inner(content)))


def index_holder(content):
    if getattr(content, "portal_type", None) in HOLDERS:
        content.reindexObject(idxs=[INDEX])


def file_removed(content, event):
    """An announcement is no longer found by the words of a file that was taken out of it."""
    if content.portal_type == "File" and event.object is content:
        index_holder(event.oldParent)
