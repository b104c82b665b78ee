"""Reading the words out of a file, within limits: of a stranger's file nothing is trusted."""

from io import BytesIO
import logging
from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError
import zipfile


logger = logging.getLogger(__name__)

# Files larger than this are not read, nor texts longer, nor PDFs beyond so many pages.
MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 100_000
MOST_PAGES = 60
# An archive's part may unfold to so much.
MOST_UNFOLDED = 20 * 1024 * 1024
PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
PARAGRAPHS = {"p", "h", "tab", "br", "tc"}


def words_in(data, filename, size):
    """The text of a file by its name's ending; empty for what cannot be read.

    :param data: file opened for reading
    :param size: bytes
    """
    ending = filename.rpartition(".")[2].lower()
    if size > MOST_BYTES or ending not in ("pdf", *PARTS):
        return ""
    try:
        content = BytesIO(data.read(MOST_BYTES))
        text = pdf_text(content) if ending == "pdf" else archive_text(content, PARTS[ending])
    except (PyPdfError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        logger.info("No words were read out of %r: %s", filename, error)
        return ""
    except Exception:  # a file can be wrong in ways no library foresees
        logger.exception("No words were read out of %r", filename)
        return ""
    return " ".join(text.split())[:MOST_CHARACTERS]


def pdf_text(content):
    reader = PdfReader(content)
    if reader.is_encrypted and not reader.decrypt(""):
        return ""
    texts, length = [], 0
    for page in reader.pages[:MOST_PAGES]:
        text = page.extract_text() or ""
        texts.append(text)
        length += len(text)
        if length > MOST_CHARACTERS:
            break
    return "\n".join(texts)


def archive_text(content, name):
    """The text of the main part of a word processor's file."""
    with zipfile.ZipFile(content) as archive:
        if archive.getinfo(name).file_size > MOST_UNFOLDED:
            return ""
        with archive.open(name) as part:
            xml = part.read(MOST_UNFOLDED)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    texts = []
    for element in etree.fromstring(xml, parser).iter():
        if isinstance(element.tag, str) and etree.QName(element).localname in PARAGRAPHS:
            texts.append(" ")
        texts.append(element.text or "")
        texts.append(element.tail or "")
    return "".join(texts)
