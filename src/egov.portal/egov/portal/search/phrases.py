"""Known phrases within a query: what they mean, and which words of it say little or nothing."""

from collections import Counter
from egov.portal.search.words import split
from typing import NamedTuple


# A line of a dictionary that begins with it is for who reads it.
COMMENT = "#"
# So many other ways of saying a query are tried.
MOST_REPLACEMENTS = 6
LONGEST_PHRASE = 12
# A phrase of so many words is known in any order, too, with so many others between; so many such
# phrases of a query are taken.
SHORTEST_SCATTERED = 3
MOST_APART = 4
MOST_SCATTERED = 1
# So many words that say little may stand within a known phrase ("mở một cửa hàng").
MOST_BETWEEN = 2


class Entry(NamedTuple):
    """A phrase of a dictionary: what is `said`, and what it may mean, as words and as texts."""

    kind: str
    said: tuple
    meanings: tuple
    texts: tuple

    def which(self, number):
        """The number itself, or that of the last meaning there is."""
        return min(number, len(self.meanings) - 1)


class Dictionaries:
    """The dictionaries, ready for looking up by folded words."""

    def __init__(self, abbreviations=(), synonyms=(), stop_phrases=(), particles=(), actions=()):
        self.phrases = {}
        for kind, lines in (("synonym", synonyms), ("abbreviation", abbreviations)):
            for line in lines:
                if line.startswith(COMMENT):
                    continue
                said, _equals, meant = line.partition("=")
                words = tuple(split(said)[0])
                texts = [part.strip() for part in meant.split(";") if split(part)[0]]
                if words and texts:
                    meanings = tuple(tuple(split(text)[0]) for text in texts)
                    entry = Entry(kind, words[:LONGEST_PHRASE], meanings, tuple(texts))
                    self.phrases.setdefault(words[0].folded, []).append(entry)
        self.learn_words()
        self.stops = exact_forms(stop_phrases)
        self.particles = exact_forms(particles)
        self.actions = set(exact_forms(actions))

    def learn_words(self):
        """Words that people are expected to type: no typing errors, and where others may lead."""
        said = [entry.said for entries in self.phrases.values() for entry in entries]
        self.known = {word.folded for words in said for word in words}
        often = Counter(word.folded for words in said for word in words)
        self.by_rare_word = {}
        for entries in self.phrases.values():
            for entry in entries:
                if len(entry.said) >= SHORTEST_SCATTERED:
                    rare = min((word.folded for word in entry.said), key=often.__getitem__)
                    self.by_rare_word.setdefault(rare, []).append(entry)
        self.known_pairs = {
            (one.folded, other.folded)
            for words in said
            for one, other in zip(words, words[1:], strict=False)
        }
        self.by_letter = {}
        for word in sorted(self.known):
            self.by_letter.setdefault(word[:1], []).append(word)

    def known_from(self, letter):
        """Known words that begin with a letter."""
        return self.by_letter.get(letter, ())

    def without_stop_phrases(self, words, marked):
        """The words without phrases that say nothing; all of them if nothing would be left.

        `marked` says whether the query was typed with marks, and is to be taken at its word.
        """
        kept = []
        at = 0
        while at < len(words):
            for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
                if listed(words[at : at + length], self.stops, marked):
                    if length == 1 and self.belongs(words, at):
                        continue
                    at += length
                    break
            else:
                kept.append(words[at])
                at += 1
        return tuple(kept) or tuple(words)

    def belongs(self, words, at):
        """Whether a word without marks makes a known pair with a neighbour: "chung minh" is not
        "mình".
        """
        if words[at].marked:
            return False
        around = [word.folded for word in words[max(0, at - 1) : at + 2]]
        return any(pair in self.known_pairs for pair in zip(around, around[1:], strict=False))

    def light(self, words, marked):
        """Folded words of a query that are particles."""
        return {word.folded for word in words if listed([word], self.particles, marked)}

    def spelled_out(self, words, marked):
        """`(words, places, said)`: with the first meanings of all abbreviations put in.

        `places` has, for each of the words, where in the query it comes from: `(start, end)`.
        """
        full, places, said = [], [], []
        at = 0
        for start, end, entry in self.phrases_in(words, marked, "abbreviation"):
            full += [*words[at:start], *entry.meanings[0]]
            places += [(n, n + 1) for n in range(at, start)]
            places += [(start, end)] * len(entry.meanings[0])
            said.append((start, end, entry.texts[0]))
            at = end
        full += words[at:]
        places += [(n, n + 1) for n in range(at, len(words))]
        return tuple(full), places, tuple(said)

    def replacements(self, found, words):
        """`[(words, kind, said)]`: the query with what it says in other words put in.

        `found` is what `phrases_in` gave. The longest phrases are replaced; all of them at once,
        then one at a time. `said` is what was replaced: `((start, end, text), ...)`.
        """
        if not found:
            return []
        results = []
        for number in range(max(len(entry.meanings) for _a, _b, entry in found)):
            results.append(put_in(words, [(a, b, e, e.which(number)) for a, b, e in found]))
        if len(found) > 1:
            results += [put_in(words, [(start, end, entry, 0)]) for start, end, entry in found]
        return results[:MOST_REPLACEMENTS]

    def phrases_in(self, words, marked, kind=None):
        """`[(start, end, Entry)]` of the longest known phrases (of a kind), from the left."""
        found = []
        at = 0
        while at < len(words):
            best = None
            for entry in self.phrases.get(words[at].folded, ()):
                if kind not in (None, entry.kind):
                    continue
                if best is None or len(entry.said) > len(best[1].said):
                    end = self.end_of(entry, words, at, marked)
                    if end:
                        best = end, entry
            if best is None:
                at += 1
                continue
            found.append((at, *best))
            at = best[0]
        return found

    def scattered(self, words, found):
        """`[(places, Entry)]` of known phrases whose words all stand near each other in a query.

        In any order, with others between: "bằng lái của tôi sắp hết hạn" has "bằng lái hết hạn".
        The longest and closest first; not those that were `found` in one piece.
        """
        there = {}
        for at, word in enumerate(words):
            there.setdefault(word.folded, at)
        whole = {id(entry) for _start, _end, entry in found}
        results = []
        for rare in there:
            for entry in self.by_rare_word.get(rare, ()):
                if id(entry) in whole or not all(word.folded in there for word in entry.said):
                    continue
                places = sorted({there[word.folded] for word in entry.said})
                near = places[-1] - places[0] < len(entry.said) + MOST_APART
                if len(places) == len(entry.said) and near:
                    if all(same_letters(words[there[w.folded]], w) for w in entry.said):
                        results.append((tuple(places), entry))
        results.sort(key=lambda one: (-len(one[0]), one[0][-1] - one[0][0]))
        return results[:MOST_SCATTERED]

    def end_of(self, entry, words, at, marked):
        """Where a phrase that begins at a word ends, or None if it is another one."""
        between = 0
        for number, said in enumerate(entry.said):
            while True:
                if at >= len(words):
                    return None
                typed = words[at]
                at += 1
                if typed.folded == said.folded and same_letters(typed, said):
                    # A single word is too little to see past a wrong tone.
                    if len(entry.said) == 1 and typed.marked and typed.exact != said.exact:
                        return None
                    break
                between += 1
                little = number and listed([typed], self.particles, marked)
                if not little or between > MOST_BETWEEN:
                    return None
        return at


def put_in(words, chosen):
    result = []
    at = 0
    for start, end, entry, number in chosen:
        result += [*words[at:start], *entry.meanings[number]]
        at = end
    kinds = {entry.kind for _start, _end, entry, _number in chosen}
    said = tuple((start, end, entry.texts[number]) for start, end, entry, number in chosen)
    return (*result, *words[at:]), "synonym" if "synonym" in kinds else "abbreviation", said


def exact_forms(lines):
    """`{folded: {exact}}` of the lines' words."""
    forms = {}
    for line in lines:
        words = split(line)[0]
        if words and not line.startswith(COMMENT):
            forms.setdefault(folded(words), set()).add(" ".join(word.exact for word in words))
    return forms


def listed(words, forms, marked):
    """Whether words are in a list; with their marks, where the query was typed with any.

    Or where they have some themselves, as what a dictionary puts in has: "xã hội" says no "hỏi".
    """
    exact = forms.get(folded(words))
    if not exact:
        return False
    marked = marked or any(word.marked for word in words)
    return not marked or " ".join(word.exact for word in words) in exact


def same_letters(typed, said):
    """Whether a typed word may be the one of the dictionary: without marks, or but for its tone.

    So "sổ đõ" is taken for "sổ đỏ", "sơ đồ" is not.
    """
    return not typed.marked or letters(typed.exact) == letters(said.exact)


def letters(exact):
    return exact.rstrip("\u0300\u0301\u0303\u0309\u0323")


def folded(words):
    return " ".join(word.folded for word in words)
