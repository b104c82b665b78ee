"""The words behind reading a query: abbreviations, everyday words, phrases that say nothing.

They are kept in the registry, where editors change them; what ships is in `vocabulary/`.
"""

from egov.portal import _
from egov.portal.search.words import split
from functools import lru_cache
from pathlib import Path
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


SHIPPED = Path(__file__).parent / "vocabulary"
NAMES = ("abbreviations", "synonyms", "stop_phrases", "particles")
PREFIX = "egov.portal.search"
# So many other ways of saying a query are tried.
MOST_REPLACEMENTS = 4
LONGEST_PHRASE = 8


def shipped(name):
    """The lines that come with the package."""
    lines = (SHIPPED / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]


class ISearchDictionaries(Interface):
    """Words for reading what people type, one entry a line."""

    abbreviations = schema.List(
        title=_("Abbreviations"),
        description=_("One a line, several meanings after a semicolon: gplx = giấy phép lái xe"),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("abbreviations"),
    )
    synonyms = schema.List(
        title=_("Everyday words"),
        description=_("One a line, everyday word = official word: bằng lái = giấy phép lái xe"),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("synonyms"),
    )
    stop_phrases = schema.List(
        title=_("Phrases that say nothing"),
        description=_("One a line; they are left out of a query that has other words"),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("stop_phrases"),
    )
    particles = schema.List(
        title=_("Words that say little"),
        description=_("One a line; they count for less than others in a query"),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("particles"),
    )


class Dictionaries:
    """The dictionaries, ready for looking up by folded words."""

    def __init__(self, abbreviations, synonyms, stop_phrases, particles):
        self.phrases = {}
        for kind, lines in (("synonym", synonyms), ("abbreviation", abbreviations)):
            for line in lines:
                said, _equals, meant = line.partition("=")
                words = tuple(split(said)[0])
                meanings = [tuple(split(part)[0]) for part in meant.split(";")]
                meanings = [meaning for meaning in meanings if meaning]
                if words and meanings:
                    self.phrases.setdefault(folded(words), []).append((kind, words, meanings))
        self.stops = exact_forms(stop_phrases)
        self.particles = exact_forms(particles)

    def without_stop_phrases(self, words, marked):
        """The words without phrases that say nothing; all of them if nothing would be left.

        `marked` says whether the query was typed with marks, and is to be taken at its word.
        """
        kept = []
        at = 0
        while at < len(words):
            for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
                if listed(words[at : at + length], self.stops, marked):
                    at += length
                    break
            else:
                kept.append(words[at])
                at += 1
        return tuple(kept) or tuple(words)

    def light(self, words, marked):
        """Folded words of a query that are particles."""
        return {word.folded for word in words if listed([word], self.particles, marked)}

    def replacements(self, words):
        """`[(words, trust, kind)]`: the query with what it says in other words put in.

        The longest phrases are replaced; all of them at once, then one at a time.
        """
        found = self.phrases_in(words)
        if not found:
            return []
        results = []
        for number in range(max(len(meanings) for _a, _b, _k, meanings in found)):
            chosen = [(a, b, k, m[min(number, len(m) - 1)]) for a, b, k, m in found]
            results.append(self.put_in(words, chosen))
        if len(found) > 1:
            for start, end, kind, meanings in found:
                results.append(self.put_in(words, [(start, end, kind, meanings[0])]))
        return results[:MOST_REPLACEMENTS]

    def put_in(self, words, chosen):
        result = []
        at = 0
        for start, end, _kind, meaning in chosen:
            result += [*words[at:start], *meaning]
            at = end
        kinds = {kind for _start, _end, kind, _meaning in chosen}
        return (*result, *words[at:]), 1.0, "synonym" if "synonym" in kinds else "abbreviation"

    def phrases_in(self, words):
        """`[(start, end, kind, meanings)]` of the longest known phrases, from the left."""
        found = []
        at = 0
        while at < len(words):
            for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
                typed = words[at : at + length]
                entry = self.entry_for(typed)
                if entry:
                    found.append((at, at + length, *entry))
                    at += length
                    break
            else:
                at += 1
        return found

    def entry_for(self, typed):
        for kind, said, meanings in self.phrases.get(folded(typed), ()):
            if all(same_letters(a, b) for a, b in zip(typed, said, strict=True)):
                return kind, meanings
        return None


def exact_forms(lines):
    """`{folded: {exact}}` of the lines' words."""
    forms = {}
    for line in lines:
        words = split(line)[0]
        if words:
            forms.setdefault(folded(words), set()).add(" ".join(word.exact for word in words))
    return forms


def listed(words, forms, marked):
    """Whether words are in a list; with their marks, where the query was typed with any."""
    exact = forms.get(folded(words))
    return bool(exact) and (not marked or " ".join(word.exact for word in words) in exact)


def same_letters(typed, said):
    """Whether a typed word may be the one of the dictionary: without marks, or but for its tone.

    So "sổ đõ" is taken for "sổ đỏ", "sơ đồ" is not.
    """
    return not typed.marked or letters(typed.exact) == letters(said.exact)


def letters(exact):
    return exact.rstrip("\u0300\u0301\u0303\u0309\u0323")


def folded(words):
    return " ".join(word.folded for word in words)


@lru_cache(maxsize=8)
def compiled(*lines):
    return Dictionaries(*lines)


def dictionaries():
    """The site's `Dictionaries`; the shipped ones where there is no site."""
    registry = queryUtility(IRegistry)
    lines = []
    for name in NAMES:
        value = registry.get(f"{PREFIX}.{name}") if registry is not None else None
        lines.append(tuple(shipped_once(name) if value is None else value))
    return compiled(*lines)


@lru_cache(maxsize=8)
def shipped_once(name):
    return tuple(shipped(name))
