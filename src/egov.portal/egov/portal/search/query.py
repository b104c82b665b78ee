"""Reading a query: what somebody typed, as one or more lists of words to look for."""

from dataclasses import dataclass
from dataclasses import field
from egov.portal.search.dictionaries import dictionaries
from egov.portal.search.spelling import corrected
from egov.portal.search.spelling import typed_keys
from egov.portal.search.words import is_code
from egov.portal.search.words import PART
from egov.portal.search.words import prepared
from egov.portal.search.words import squeeze
from egov.portal.search.words import TOKEN
from egov.portal.search.words import word_forms
import re


# What is read of a query; the rest is not looked at.
MOST_CHARACTERS = 300
MOST_WORDS = 24
MOST_READINGS = 6
# A code typed with blanks where its dots belong.
SPACED_CODE = re.compile(r"\b(\d) (\d{6})\b")
SHORTEST_CODE = 4


@dataclass(frozen=True)
class Reading:
    """Words to look for. `trust` multiplies what a record scores by them; `kind` says whence."""

    words: tuple
    trust: float = 1.0
    kind: str = "typed"


@dataclass
class Query:
    """A query as it was understood. `spelt` is what was probably meant, where that differs."""

    text: str
    readings: list = field(default_factory=list)
    codes: list = field(default_factory=list)
    words: tuple = ()
    tokens: tuple = ()
    spelt: tuple = ()
    light: set = field(default_factory=set)

    def __bool__(self):
        return bool(self.readings or self.codes)


def read(text, index):
    """The `Query` that somebody typed, understood with the words `index` knows."""
    text = prepared((text or "")[:MOST_CHARACTERS].replace("\x00", " "))
    query = Query(text=text, codes=codes_in(text, index))
    query.tokens = tuple(PART.findall(text)[:MOST_WORDS])
    if not query.tokens:
        return query
    books = dictionaries()
    words = query.words = tuple(typed_keys(map(word_forms, query.tokens), index))
    marked = any(word.marked for word in words)
    query.light = books.light(words, marked)
    readings = [Reading(part) for part in [books.without_stop_phrases(words, marked)] if part]
    for replaced, trust, kind in books.replacements(words):
        part = books.without_stop_phrases(replaced, marked)
        if part:
            readings.append(Reading(part, trust, kind))
    spelt = corrected(words, index)
    if spelt != words:
        query.spelt = spelt
        readings.append(Reading(books.without_stop_phrases(spelt, marked) or spelt, 0.9, "spelt"))
        for replaced, trust, kind in books.replacements(spelt):
            part = books.without_stop_phrases(replaced, marked)
            if part:
                readings.append(Reading(part, trust * 0.9, kind))
    seen = set()
    for reading in readings:
        key = tuple(word.exact for word in reading.words)
        if key not in seen:
            seen.add(key)
            query.readings.append(reading)
    del query.readings[MOST_READINGS:]
    return query


def codes_in(text, index):
    """Squeezed codes that the index knows, longest first: whole, or the beginning of a longer one.

    A local variant of a national code (1.001193.000.00.00.H38) begins with it.
    """
    found = []
    for token in TOKEN.findall(SPACED_CODE.sub(r"\1.\2", text)):
        if is_code(token):
            parts = PART.findall(token)
            options = ["".join(parts[:end]) for end in range(len(parts), 0, -1)]
        elif any(c.isdigit() for c in token):
            options = [token]
        else:
            continue
        for option in options:
            code = squeeze(option)
            if len(code) >= SHORTEST_CODE and index.postings("#" + code):
                found.append(code)
                break
    return found
