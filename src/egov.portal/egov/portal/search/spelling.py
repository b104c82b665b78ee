"""What was meant where the fingers slipped: Telex and VNI keys, confused sounds, typing errors."""

from egov.portal.search.words import PAIR
from egov.portal.search.words import word_forms
from egov.portal.shared.text import fold
from functools import lru_cache
from itertools import chain
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
import re
import unicodedata


TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
VOWELS = "aeiouy"
LONGEST_SYLLABLE = 7
MOST_NEAR = 12
SYLLABLE = re.compile(r"^[^aeiouy]{0,3}[aeiouy]{1,3}[^aeiouy]{0,2}$")
REPEATED_TONE = re.compile(r"([sfrxj])\1+$")
# A word typed without blanks has at least so many letters, and so many syllables at most.
JOINED = range(6, 33)
# Sounds that speakers of one region or another write alike, at the start and the end of a word.
STARTS = [("ch", "tr"), ("s", "x"), ("l", "n"), ("gi", "d"), ("gi", "r"), ("d", "r")]
ENDS = [("n", "ng"), ("t", "c"), ("ch", "t"), ("nh", "n"), ("i", "y"), ("u", "o")]


@lru_cache(maxsize=10_000)
def from_telex(token):
    """A word typed with Telex keys and no Vietnamese keyboard, or None: `giaays` is `giấy`."""
    if not token.isascii() or not token.isalpha():
        return None
    tone = ""
    word = REPEATED_TONE.sub(r"\1", token)
    found = re.search(rf"[{VOWELS}w][a-z]*?([sfrxj])", word)
    if found:
        at = found.start(1)
        tone = TELEX_TONES[word[at]]
        word = word[:at] + word[at + 1 :]
    # A doubled vowel carries a circumflex, also when its second letter comes at the word's end.
    for vowel, hat in (("a", "â"), ("e", "ê"), ("o", "ô")):
        word = re.sub(rf"{vowel}{vowel}", hat, word, count=1)
    if word.count("d") == 2 and word[0] == "d":
        word = "đ" + word[1:].replace("d", "", 1)
    if word.startswith("w"):
        word = "ư" + word[1:]
    elif "w" in word:
        word = horned(word.replace("w", ""))
    if word == token and not tone:
        return None
    return composed(word, tone)


def horned(word):
    if "uo" in word:
        return word.replace("uo", "ươ", 1)
    for plain, marked in (("u", "ư"), ("o", "ơ"), ("a", "ă")):
        if plain in word:
            return word.replace(plain, marked, 1)
    return word


@lru_cache(maxsize=10_000)
def from_vni(token):
    """A word typed with VNI's number keys and no Vietnamese keyboard, or None: `ho65` is `hộ`."""
    if not re.fullmatch(r"[a-z]+[a-z1-9]*[1-9][a-z1-9]*", token):
        return None
    tone = "".join(VNI_TONES[c] for c in token if c in VNI_TONES)
    if len(tone) > 1:
        return None
    word = re.sub("[1-5]", "", token)
    if "9" in word:
        word = word.replace("9", "", 1).replace("d", "đ", 1)
    if "6" in word:
        word = re.sub("[aeo]", lambda m: {"a": "â", "e": "ê", "o": "ô"}[m[0]], word, count=1)
        word = word.replace("6", "", 1)
    if "7" in word:
        word = horned(word.replace("7", ""))
    if "8" in word:
        word = word.replace("8", "", 1).replace("a", "ă", 1)
    return None if any(c.isdigit() for c in word) else composed(word, tone)


def taken_apart(tokens, index):
    """The tokens, with those typed without blanks ("khaisinh") as the words they are made of."""
    for token in tokens:
        if len(token) not in JOINED or not token.isalpha() or index.postings(fold(token)):
            yield token
            continue
        if from_telex(token) and index.postings(word_forms(from_telex(token)).folded):
            yield token
            continue
        yield from joined_words(token, index) or [token]


def joined_words(token, index):
    """The known words a token is made of, such that neighbours are known pairs; None if it is not.

    The way with the fewest words wins, among those the one with the most known pairs.
    """
    ways = {0: (0, [])}
    for end in range(1, len(token) + 1):
        best = None
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            if start not in ways:
                continue
            piece = token[start:end]
            if not SYLLABLE.search(fold(piece)) or not index.postings(word_forms(piece).folded):
                continue
            cost, pieces = ways[start]
            cost += 1
            if pieces:
                before = word_forms(pieces[-1]).folded
                cost += 0 if known_pair(index, before, word_forms(piece).folded) else 2
            if best is None or cost < best[0]:
                best = cost, [*pieces, piece]
        if best is not None:
            ways[end] = best
    cost, pieces = ways.get(len(token), (0, []))
    # A pair that nobody knows in every second place: no words, but letters.
    return pieces if 1 < len(pieces) and cost <= 1.5 * len(pieces) else None


def composed(word, tone):
    """The word with its tone on some vowel: where exactly does not matter to comparison."""
    for at, letter in enumerate(word):
        if unicodedata.normalize("NFD", letter)[0] in VOWELS:
            return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])
    return unicodedata.normalize("NFC", word)


def typed_keys(words, index):
    """Words with those that are Telex or VNI keys, and nothing otherwise, decoded."""
    for word in words:
        if index.postings(word.folded):
            yield word
            continue
        decoded = from_telex(word.exact) or from_vni(word.exact)
        forms = decoded and word_forms(decoded)
        yield forms if forms and index.postings(forms.folded) else word


def sounds_like(word):
    """Other ways of writing what some speakers say alike, folded."""
    result = set()
    for sounds in STARTS:
        for one, other in (sounds, sounds[::-1]):
            if word.startswith(one):
                result.add(other + word[len(one) :])
    for sounds in ENDS:
        for one, other in (sounds, sounds[::-1]):
            if word.endswith(one):
                result.add(word[: -len(one)] + other)
    return result


def candidates(word, index, books, slips):
    """Known words near a folded one: `(word, likeness 0..1)`, best first.

    Words that sound alike; with `slips`, words at one typing error's distance too.
    """
    found = {
        other: 0.9
        for other in sounds_like(word)
        if index.postings(other) or (slips and other in books.known)
    }
    if slips and len(word) > 2:
        for first in {word[:1], word[1:2], *(other[:1] for other in found)}:
            known = chain(known_words(index, first), books.known_from(first))
            near = extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=MOST_NEAR)
            for other, _distance, _at in near:
                if other != word:
                    found.setdefault(other, 0.8)
    weigh = lambda item: (-item[1], -len(index.postings(item[0]) or ()))  # noqa: E731
    return sorted(found.items(), key=weigh)[:8]


def known_words(index, first):
    """The index's words that begin with a letter, remembered while no record comes or goes."""
    count, words = index.words_by_letter.get(first, (None, ()))
    if count != index.numObjects():
        count = index.numObjects()
        words = index.terms_from(first, limit=20_000)
        index.words_by_letter[first] = count, words
    return words


def known_pair(index, first, second):
    return bool(index.postings(f"{PAIR}{first} {second}"))


def corrected(words, index, books):
    """The words with probable errors mended; the same tuple when nothing speaks for it.

    A word that the index or a dictionary knows is replaced only if that makes a known pair with a
    neighbour where the typed one makes none; in a query with marks only by one that sounds like it.
    """
    result = list(words)
    marked = any(word.marked for word in words)
    for at, word in enumerate(words):
        if word.folded.isdecimal() or any(c.isdigit() for c in word.folded):
            continue
        if marked and index.postings("=" + word.exact):
            continue
        if books.light([word], marked):
            continue
        before = result[at - 1].folded if at else None
        after = words[at + 1].folded if at + 1 < len(words) else None
        known = bool(index.postings(word.folded)) or word.folded in books.known
        if known and len(words) == 1:
            continue
        if known and pair_count(index, books, before, word.folded, after):
            continue
        best = None
        for other, likeness in candidates(word.folded, index, books, slips=not (known and marked)):
            fit = pair_count(index, books, before, other, after)
            if known and not fit:
                continue
            score = (fit, likeness, pair_records(index, before, other, after))
            if best is None or score > best[0]:
                best = (score, other)
        if best and (best[0][0] or len(words) == 1 or not known):
            result[at] = word_forms(best[1])
    return tuple(result)


def pair_records(index, before, word, after):
    """How many records have a word beside one of its neighbours."""
    pairs = (f"{PAIR}{before} {word}", f"{PAIR}{word} {after}")
    return sum(len(index.postings(pair) or ()) for pair in pairs)


def pair_count(index, books, before, word, after):
    count = 0
    if before is not None:
        count += known_pair(index, before, word) or (before, word) in books.known_pairs
    if after is not None:
        count += known_pair(index, word, after) or (word, after) in books.known_pairs
    return count
