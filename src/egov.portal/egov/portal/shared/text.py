"""Vietnamese text: cleaning what databases hand over, and folding for comparison."""

import re
import unicodedata


# Look-alikes that stand for another letter in the national database.
LOOKALIKES = str.maketrans({"ƣ": "ư", "Ƣ": "Ư", "Ð": "Đ", "\u00a0": " "})
MARKLESS = str.maketrans({"đ": "d", "Đ": "D"})
SPACES = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r"\n{3,}")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean(text):
    """The same text in composed form (NFC), look-alike letters and no-break spaces mended.

    Lines stay lines; spaces at their ends and runs of spaces do not.
    """
    text = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n"))
    text = INVISIBLE.sub("", text.translate(LOOKALIKES))
    lines = (SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def without_marks(text):
    """The text with no diacritics, `đ` as `d`; capitals stay."""
    text = unicodedata.normalize("NFC", text or "").translate(LOOKALIKES)
    text = unicodedata.normalize("NFD", text.translate(MARKLESS))
    return "".join(c for c in text if not unicodedata.combining(c))


def fold(text):
    """The text as somebody types it without marks: lower case, no diacritics, `đ` as `d`."""
    return without_marks(text).lower()
