"""What is inside an uploaded file: told from its bytes, in bounded time and memory.

Nothing is opened with a library that draws, runs or follows anything.
"""

from egov.portal.intake.inspection import office
from egov.portal.intake.inspection import pdf
from egov.portal.intake.inspection import pictures
from egov.portal.intake.inspection.foreign import foreign
from egov.portal.intake.inspection.kinds import Unreadable


__all__ = ["found_in", "megapixels", "Unreadable"]

OFFICE = ("docx", "xlsx", "odt", "ods")


def found_in(data, ending):
    """The kinds of active content (`kinds.KINDS`) in a file whose type was told already.

    :param data: bytes, not empty
    :param ending: one of the endings accepted, in small letters
    :raises Unreadable: when it is broken, built to mislead, or too much to look through
    """
    if ending in OFFICE:
        return office.found_in(data)
    if foreign(data):
        raise Unreadable("another file hides in it")
    return pdf.found_in(data) if ending == "pdf" else set()


def megapixels(data, ending):
    """Millions of pixels of the largest picture, read off its header; 0 for what is no picture.

    :raises Unreadable: when the header does not say
    """
    sizes = pictures.sizes(data, ending)
    return max((width * height for width, height in sizes), default=0) / 1_000_000
