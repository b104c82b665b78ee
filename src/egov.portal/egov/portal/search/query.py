"""Reading a query: what somebody typed, as one or more lists of words to look for."""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from egov.portal.search.dictionaries import dictionaries
from egov.portal.search.spelling import corrected
from egov.portal.search.spelling import taken_apart
from egov.portal.search.spelling import typed_keys
from egov.portal.search.words import PAIR
from egov.portal.search.words import pairs
from egov.portal.search.words import PART
from egov.portal.search.words import prepared
from egov.portal.search.words import squeeze
from egov.portal.search.words import TOKEN
from egov.portal.search.words import word_forms
from heapq import nlargest
from itertools import islice
import re


# What is read of a query; the rest is not looked at.
MOST_CHARACTERS = 300
MOST_WORDS = 24
MOST_READINGS = 8
MOST_UNFINISHED = 4
MOST_COMPLETIONS = 4
MOST_CODES = 10
# A code, with dots, commas, hyphens or blanks between its parts, or nothing at all.
NATIONAL_CODE = re.compile(r"(?<!\d)(\d)[.,\-/ ]{0,2}(\d{3})[.,\-/ ]?(\d{3})(?!\d)")
SHORTEST_CODE = 4
# What is trusted in words that were mended, and in what was made out of the query's meaning only.
SPELT_TRUST = 0.9
MEANT_TRUST = 0.95

SCATTERED_TRUST = 0.95
# What follows these says where, not what.
WHERE = {"trong", "tren"}
# A meaning can stand alone if so small a share of all records has its rarest term.
TELLING_SHARE = 0.08


@dataclass(frozen=True)
class Reading:
    """Words to look for. `trust` multiplies what a record scores by them; `kind` says whence.

    `said` is what was put in for which words of the query: `((start, end, text), ...)`;
    `beside` has the folded words that stand beside what was put in.
    """

    words: tuple
    trust: float = 1.0
    kind: str = "typed"
    said: tuple = ()
    beside: frozenset = frozenset()


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


def read(text, index, unfinished=False):
    """The `Query` that somebody typed, understood with the words `index` knows.

    With `unfinished` it is still being typed: its last word may be the beginning of others.
    """
    text = prepared((text or "")[:MOST_CHARACTERS].replace("\x00", " "))
    query = Query(text=text, codes=codes_in(text, index, unfinished))
    query.tokens = tuple(taken_apart(PART.findall(text)[:MOST_WORDS], index))[:MOST_WORDS]
    if not query.tokens:
        return query
    books = dictionaries()
    words = query.words = tuple(typed_keys(map(word_forms, query.tokens), index))
    marked = any(word.marked for word in words)
    query.light = books.light(words, marked) | books.light(
        books.spelled_out(words, marked)[0], True
    )
    completed = completions(words, index) if unfinished and not text[-1].isspace() else []
    if completed:
        readings = [
            reading
            for last in completed
            for reading in islice(readings_of((*words[:-1], last), books, index, marked), 2)
        ]
    else:
        readings = list(readings_of(words, books, index, marked))
        readings += spelt_readings(query, books, index, marked)
    kept = {}
    for reading in readings:
        # The same words by another way: the surer of the two.
        key = tuple(word.exact for word in reading.words)
        if key not in kept or reading.trust > kept[key].trust:
            kept[key] = reading
    query.readings = list(kept.values())
    del query.readings[MOST_UNFINISHED if completed else MOST_READINGS :]
    return query


def spelt_readings(query, books, index, marked):
    """`Reading`s of the words as they were probably meant, noted as the query's `spelt`."""
    spelt = corrected(query.words, index, books)
    if spelt == query.words:
        return
    query.spelt = spelt
    for number, other in enumerate(readings_of(spelt, books, index, marked)):
        kind = other.kind if number else "spelt"
        # Mended, and then taken for something else: less sure than either.
        trust = SPELT_TRUST * other.trust * (MEANT_TRUST if number else 1.0)
        yield replace(other, trust=trust, kind=kind)


def completions(words, index):
    """What the last word may become, the most frequent first: itself, if it is a word, as well.

    Only words that are known after the one before it, if there are any.
    """
    last = words[-1]
    if any(c.isdigit() for c in last.folded):
        return []
    found = []
    if len(words) > 1:
        before = f"{PAIR}{words[-2].folded} "
        found = [term[len(before) :] for term in index.terms_from(before + last.folded, 500)]
        weigh = {word: len(index.postings(before + word)) for word in found}
    if not found:
        found = index.terms_from(last.folded, 500)
        weigh = {word: len(index.postings(word)) for word in found}
    best = nlargest(MOST_COMPLETIONS, found, key=weigh.get)
    forms = [last if word == last.folded else word_forms(word) for word in best]
    # What was typed with marks begins so, or else is meant without.
    begun = [form for form in forms if form != last]
    return [last, *begun] if index.postings(last.folded) else begun


def readings_of(words, books, index, marked):
    """`Reading`s of words: as they are, with what they mean put in, and what they mean alone.

    Abbreviations are written out first: what they stand for may be an everyday word.
    """
    yield Reading(books.without_stop_phrases(words, marked))
    full, places, short = books.spelled_out(words, marked)
    if short:
        yield Reading(books.without_stop_phrases(full, marked), 1.0, "abbreviation", short)
        for reading in meant_readings(full, books, index, marked):
            said = {(places[a][0], places[b - 1][1], text) for a, b, text in reading.said}
            said = tuple(sorted({*said, *short}))
            yield replace(reading, said=said)
    yield from meant_readings(words, books, index, marked)


def meant_readings(words, books, index, marked):
    """`Reading`s of words with what they mean put in, and of what they mean alone."""
    found = books.phrases_in(words, marked)
    found = before_where(found, words)
    for replaced, kind, said in books.replacements(found, words):
        if leaves_unread(words, said, found, index):
            continue
        beside = besides(words, said, replaced) if kind == "synonym" else frozenset()
        yield Reading(books.without_stop_phrases(replaced, marked), 1.0, kind, said, beside)
    yield from scattered_readings(words, found, books, index, marked)
    # "bố tôi vừa qua đời, cần làm giấy gì": what is meant is told by one phrase of it.
    kept = sum(end - start for start, end, _entry in found)
    total = len(books.without_stop_phrases(words, marked))
    tells = any(
        (len(entry.said) > 1 or 2 * kept >= total) and telling(entry.meanings[0], books, index)
        for _a, _b, entry in found
    )
    if tells and kept < total:
        meant = [word for _a, _b, entry in found for word in entry.meanings[0]]
        trust = MEANT_TRUST * (0.5 + 0.5 * kept / total)
        said = tuple((start, end, entry.texts[0]) for start, end, entry in found)
        yield Reading(tuple(meant), trust, "synonym", said)


def before_where(found, words):
    """The phrases of those `found` that tell what is done, where "trong" or "trên" follows.

    "sửa ngày sinh trong giấy khai sinh" is about the date; all of them where nothing follows.
    """
    for at, word in enumerate(words):
        if word.folded in WHERE and 1 < at < len(words) - 1:
            before = [one for one in found if one[1] <= at]
            if before:
                return before
    return found


def leaves_unread(words, said, found, index):
    """Whether something is left that no record has, though it is known what it stands for."""
    put_in_for = {(start, end) for start, end, _text in said}
    left = [words[a:b] for a, b, _entry in found if (a, b) not in put_in_for]
    return any(not index.postings(word.folded) for part in left for word in part)


def scattered_readings(words, found, books, index, marked):
    """`Reading`s with the meanings of phrases whose words stand apart in the query."""
    for places, entry in books.scattered(words, found):
        start, end = places[0], places[-1] + 1
        if any(a <= start and end <= b for a, b, _entry in found):
            # A part of what is said in one piece.
            continue
        left = [word for at, word in enumerate(words) if at not in places]
        before = sum(at < start for at in range(len(words)) if at not in places)
        replaced = (*left[:before], *entry.meanings[0], *left[before:])
        beside = frozenset(word.folded for word in left) - {w.folded for w in entry.meanings[0]}
        kept = books.without_stop_phrases(replaced, marked)
        yield Reading(kept, SCATTERED_TRUST, entry.kind, ((start, end, entry.texts[0]),), beside)


def besides(words, said, replaced):
    """Folded words of a query that nothing was put in for, and that are in nothing put in."""
    put_in_for = {at for start, end, _text in said for at in range(start, end)}
    left = [word for at, word in enumerate(words) if at not in put_in_for]
    meant = Counter(word.folded for word in replaced)
    meant.subtract(word.folded for word in left)
    return frozenset(word.folded for word in left if not meant[word.folded])


def telling(meaning, books, index):
    """Whether few records have something of a meaning: it says what is sought by itself."""
    folded = [word.folded for word in meaning]
    if books.actions.issuperset(folded):
        return False
    counts = [len(index.postings(term) or ()) for term in (pairs(folded) or folded)]
    least = min((count for count in counts if count), default=0)
    return 0 < least <= max(3, TELLING_SHARE * index.numObjects())


def codes_in(text, index, unfinished=False):
    """Squeezed codes that the index knows, longest first: whole, or the beginning of a longer one.

    A local variant of a national code (1.001193.000.00.00.H38) begins with it.
    """
    found = []
    for number in NATIONAL_CODE.finditer(text):
        found.append("".join(number.groups()))
    for token in TOKEN.findall(text):
        parts = PART.findall(token)
        options = ["".join(parts[:end]) for end in range(len(parts), 0, -1)]
        for option in options:
            code = squeeze(option)
            if len(code) >= SHORTEST_CODE and any(c.isdigit() for c in code):
                if index.postings("#" + code):
                    found.append(code)
                    break
    found = [code for code in dict.fromkeys(found) if index.postings("#" + code)]
    begun = squeeze(text)
    if unfinished and begun.isdecimal():
        terms = index.terms_from("#" + begun, MOST_CODES)
        found += [term[1:] for term in terms if term[1:] not in found]
    return found
