"""Cleaning names, without inventing anything."""

from egov.portal.shared.text import clean
import re


TRAILING = re.compile(r"[\s.;,:]+$")
# A Vietnamese syllable in capitals: an onset, vowels, a coda. What is none is an acronym.
VOWEL = "AĂÂEÊIOÔƠUƯY"
ONSET = "NGH|NG|NH|GH|GI|KH|PH|TH|TR|CH|QU|[BCDĐGHKLMNPRSTVX]"
SYLLABLE = re.compile(rf"^(?:{ONSET})?[{VOWEL}]{{1,3}}(?:NG|NH|CH|[CMNPT])?$")
# Rhymes with a mark on the vowel only; without it the letters are an acronym (EU, ODA).
FOREIGN = re.compile(r"^(?:EU|UE|AE|EA|OU|UO|IO|EO?A|[AEIOUY]{3})$")
ROMAN = re.compile(r"^[IVX]+$")
# Names whose capitals are certain, wherever they stand.
PROPER = (
    "Việt Nam",
    "Nhà nước",
    "Chính phủ",
    "Thủ tướng Chính phủ",
    "Quốc hội",
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
)
# Words that usually begin the name of an agency, a place or a body: what follows them may need a
# capital that nobody can tell from a line in capitals.
NAMING = re.compile(
    r"(?<!CÁN )(?<!NỘI )(?<!TOÀN )(?<!ĐỒNG )(?<!ĐƯỜNG )\bBỘ\b(?! PHẬN| ĐỘI| HÀNH)"
    r"|(?<!CƠ )(?<!TRỤ )\bSỞ\b(?! HỮU)"
    r"|\b(?:CỤC|TỔNG CỤC|HUYỆN|QUẬN|THÀNH PHỐ|THỊ XÃ|ĐẢNG|MẶT TRẬN|LIÊN ĐOÀN|NGÂN HÀNG"
    r"|NGHỊ ĐỊNH|THÔNG TƯ|LUẬT|QUYẾT ĐỊNH SỐ|LÀO|CAMPUCHIA|TRUNG QUỐC|HÀ NỘI|TRƯỜNG SA|HOÀNG SA"
    r"|ASEAN|BẮC|NAM BỘ|HỒ CHÍ MINH|BÁC HỒ)\b"
)
MARKS = str.maketrans(
    "ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ",
    "AAAAAĂĂĂĂĂÂÂÂÂÂEEEEEÊÊÊÊÊIIIIIOOOOOÔÔÔÔÔƠƠƠƠƠUUUUUƯƯƯƯƯYYYYY",
)


def one_line(text):
    """Cleaned text on one line."""
    return " ".join(clean(text).split())


def name(text):
    """A name on one line, without the dot at its end."""
    return TRAILING.sub("", one_line(text))


def all_capitals(text):
    """Whether a name of more than two words is written in capitals throughout."""
    return text.upper() == text and text.lower() != text and len(text.split()) > 2


def sentence_case(text):
    """A name in capitals as a sentence, or None where names within it cannot be told.

    Acronyms, Roman numerals and words with digits stay as they are.
    """
    if NAMING.search(text):
        return None
    words = [_lowered(word) for word in text.split(" ")]
    sentence = " ".join(words)
    for proper in PROPER:
        sentence = re.sub(rf"\b{re.escape(proper.lower())}\b", proper, sentence)
    return sentence[:1].upper() + sentence[1:]


def _lowered(word):
    parts = re.split(r"(\w+)", word)
    return "".join(part.lower() if _is_syllable(part) else part for part in parts)


def _is_syllable(word):
    plain = word.translate(MARKS)
    if plain == word and (FOREIGN.match(word) or ROMAN.match(word)):
        return False
    return bool(SYLLABLE.match(plain))
