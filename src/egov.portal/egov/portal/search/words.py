"""Splitting Vietnamese text into words that compare well.

A word here is what stands between blanks: for Vietnamese a syllable. Each has two forms:

- `folded`: without marks, lower case, `y` after a lone consonant as `i` (ký/kí, quy/qui);
- `exact`: with its marks, lower case, the tone mark at the end of the syllable, so that both
  ways of placing it (hòa, hoà) and both ways of encoding it (composed or not) are one.
"""

from egov.portal.shared.text import fold
from egov.portal.shared.text import LOOKALIKES
from functools import lru_cache
import re
from typing import NamedTuple
import unicodedata


TONES = "\u0300\u0301\u0303\u0309\u0323"
NO_TONES = {ord(tone): None for tone in TONES}
TOKEN = re.compile(r"\w+(?:[./\-_]\w+)*")
PART = re.compile(r"[^\W_]+")
LONE_Y = re.compile(r"^(h|k|l|m|s|t|qu)y$")
# No Vietnamese syllable is this long: what is longer is cut, to keep the lexicon sane.
LONGEST_WORD = 40
# Stands before a pair, so that single words are all side by side in an index.
PAIR = "~"


class Word(NamedTuple):
    """A word in both of its forms."""

    folded: str
    exact: str

    @property
    def marked(self):
        """Whether it was written with a mark or a `đ`."""
        return self.folded != self.exact


@lru_cache(maxsize=50_000)
def word_forms(token):
    """The `Word` of one token in lower case and composed form."""
    token = token[:LONGEST_WORD]
    if token.isdecimal():
        number = token.lstrip("0") if len(token) <= 3 else token
        return Word(number or "0", number or "0")
    folded = LONE_Y.sub(r"\1i", fold(token))
    parts = unicodedata.normalize("NFD", token)
    bare = unicodedata.normalize("NFC", parts.translate(NO_TONES))
    exact = LONE_Y.sub(r"\1i", bare) + "".join(sorted(c for c in parts if c in TONES))
    return Word(folded, exact)


def squeeze(token):
    """A code without what separates its parts: `1.001193` is `1001193`, `CT-07` is `ct07`."""
    return "".join(PART.findall(fold(token)))


def is_code(token):
    """Whether a token of several parts names something: it has a digit in it."""
    return not token.isalnum() and any(c.isdigit() for c in token)


def prepared(text):
    """The text in lower case, composed, look-alike letters mended; nothing else changed."""
    return unicodedata.normalize("NFC", (text or "").translate(LOOKALIKES)).lower()


def split(text):
    """The `Word`s of a text, in order, then the codes it names, squeezed.

    Numbers such as `15/2020/NĐ-CP` count by their parts and, after all of the words, whole.
    """
    words = []
    codes = []
    for token in TOKEN.findall(prepared(text)):
        if token.isalnum():
            words.append(word_forms(token))
            continue
        words.extend(word_forms(part) for part in PART.findall(token))
        if is_code(token):
            code = squeeze(token)[:LONGEST_WORD]
            codes.append(Word(code, code))
    return words, codes


def pairs(words):
    """Neighbouring words as one term, `~khai sinh`: most Vietnamese words are of two syllables."""
    return [f"{PAIR}{first} {second}" for first, second in zip(words, words[1:], strict=False)]
