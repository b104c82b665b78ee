"""Ranking: BM25 with weighted parts for all that match, closer looks for the best of them."""

from BTrees.IIBTree import IIBTree
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import weightedUnion
from egov.portal.search.words import pairs
from heapq import nlargest
import math
from typing import NamedTuple


# Weights are whole numbers in BTrees' unions.
GRAIN = 16
COVER_GRAIN = 1024
# What a pair of neighbouring words, and a word with its marks, add to words alone.
PAIR_WEIGHT = 0.8
EXACT_WEIGHT = 0.35
# What a particle counts for beside another word.
LIGHT_WEIGHT = 0.3
# A record counts as found with this share of the weight of the words asked for ...
LEAST_COVER = 0.4
# ... and with this share of the most that any record has.
LEAST_OF_BEST = 0.5
# So many are looked at closely.
CLOSELY = 100
# Shares of the closer look. See `close_score`.
COVER, TIGHT, ORDER, COMMON = 0.5, 0.35, 0.25, 0.2
CODE_SCORE = 10.0


class Hit(NamedTuple):
    """A record found: its score, and the kind of reading that found it best."""

    rid: int
    score: float
    kind: str


class Rarities(dict):
    """Inverse document frequencies of terms in an index, each worked out once in a query.

    Near 0 for what is everywhere, the highest for what is nowhere.
    """

    def __init__(self, index):
        super().__init__()
        self.index = index
        self.total = index.numObjects() or 1

    def __missing__(self, term):
        postings = self.index.postings(term)
        count = len(postings) if postings is not None else 0
        self[term] = value = math.log(1 + (self.total - count + 0.5) / (count + 0.5))
        return value


def rank(index, query, within=None, closely=CLOSELY):
    """`Hit`s, best first, of the records that a `Query` finds.

    `within` is a BTrees set that results are kept to; None for all. `closely` many, of each
    reading, are ordered with care; the rest follow by their words alone. A score is about 0 to 3,
    10 and more where a code of the query names the record.
    """
    best = {}
    rarity = Rarities(index)
    for reading in query.readings:
        found = ranked(index, reading, within, query.light, rarity, closely)
        for rid, score in found:
            score *= reading.trust
            if rid not in best or score > best[rid][0]:
                best[rid] = score, reading.kind
    for code in query.codes:
        for rid in index.postings("#" + code) or ():
            if within is None or rid in within:
                best[rid] = CODE_SCORE + best.get(rid, (0.0,))[0], "code"
    order = sorted(best, key=lambda rid: (-best[rid][0], rid))
    return [Hit(rid, *best[rid]) for rid in order]


def ranked(index, reading, within, light, rarity, closely):
    words = list(dict.fromkeys(word.folded for word in reading.words))
    rarities = {word: rarity[word] * (LIGHT_WEIGHT if word in light else 1.0) for word in words}
    cover = covered(index, rarities, within)
    if not cover:
        return []
    weight_asked = sum(rarities.values()) or 1.0
    least = max(LEAST_COVER * weight_asked * COVER_GRAIN, LEAST_OF_BEST * max(cover.values()))
    found = [rid for rid, value in cover.items() if value >= least - 1]
    if not found:
        return []
    terms = dict(rarities)
    folded = [word.folded for word in reading.words]
    for pair in pairs(folded):
        if index.postings(pair):
            terms[pair] = PAIR_WEIGHT * rarity[pair]
    exact = [word.exact for word in reading.words]
    if any(word.marked for word in reading.words):
        for term in [*exact, *pairs(exact)]:
            if index.postings("=" + term):
                terms["=" + term] = EXACT_WEIGHT * rarity["=" + term]
    total = IIBTree()
    most = 0.0
    for term, weight in terms.items():
        most += weight
        postings = index.postings(term)
        if postings is None or weight <= 0:
            continue
        total = weightedUnion(total, postings, 1, max(1, round(weight * GRAIN)))[1]
    ceiling = (most or 1.0) * GRAIN * 1000
    scores = {rid: total[rid] / ceiling for rid in found}
    first = nlargest(closely, scores, key=scores.get)
    asked = weight_asked, set(pairs(folded))
    for rid in first:
        scores[rid] += close_score(index, rid, asked, rarities, rarity)
    return scores.items()


def covered(index, rarities, within):
    """`{record id: sum of the rarities of the words it has}`, in whole numbers (`COVER_GRAIN`)."""
    cover = IIBTree()
    for word, weight in rarities.items():
        postings = index.postings(word)
        if postings is None:
            continue
        # In a union, a member of a set counts for one.
        records = IISet(postings) if within is None else intersection(postings, within)
        cover = weightedUnion(cover, records, 1, max(1, round(weight * COVER_GRAIN)))[1]
    return cover


def close_score(index, rid, asked, rarities, rarity):
    """How well the best of a record's names (title, synonyms) fits the words asked for.

    The share of the question that the name covers, the share of the name that the question
    covers, and the share of neighbours kept; and how common the procedure is.
    """
    weight_asked, asked_pairs = asked
    best = 0.0
    for name in index.head(rid).split("\n"):
        heads = name.split(" ")
        distinct = set(heads)
        cover = sum(weight for word, weight in rarities.items() if word in distinct)
        cover /= weight_asked
        if not cover:
            continue
        said = named = 0.0
        for word in distinct:
            weight = rarity[word]
            named += weight
            if word in rarities:
                said += weight
        tight = said / named if named else 0.0
        kept = (
            len(asked_pairs.intersection(pairs(heads))) / len(asked_pairs) if asked_pairs else cover
        )
        best = max(best, COVER * cover + TIGHT * tight * cover + ORDER * kept)
    return best + COMMON * index.commonness(rid)
