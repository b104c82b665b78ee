"""Another file hidden in one: what is two things at once, programs read differently."""

from io import BytesIO
import re
from zipfile import BadZipFile
from zipfile import ZipFile


# As far as browsers and mail programs look when they guess a type, and some more.
GUESSED_FROM = 4096
PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed|img|meta|link)[\s>/]",
    re.IGNORECASE,
)
# Signatures of archives that unpacking programs look for anywhere in a file.
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
END_OF_ZIP = b"PK\x05\x06"
LONGEST_TAIL = 65_535 + 22


def foreign(data):
    """Whether a file that is no container is a web page or an archive, too."""
    if PAGE.search(data, 0, GUESSED_FROM):
        return True
    if any(signature in data for signature in ARCHIVES):
        return True
    return has_zip_at_its_end(data)


def has_zip_at_its_end(data):
    if data.rfind(END_OF_ZIP, -LONGEST_TAIL) < 0:
        return False
    try:
        with ZipFile(BytesIO(data)) as container:
            return bool(container.infolist())
    except (BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        return False
