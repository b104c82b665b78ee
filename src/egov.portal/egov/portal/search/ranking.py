"""Ranking: BM25 with weighted parts for all that match, closer looks for the best of them."""

from BTrees.IIBTree import intersection
from BTrees.IIBTree import weightedUnion
from egov.portal.search.words import pairs
import math
from typing import NamedTuple


# Terms' weights are whole numbers in BTrees' unions.
GRAIN = 16
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


def rank(index, query, within=None):
    """`Hit`s, best first, of the records that a `Query` finds.

    `within` is a BTrees set that results are kept to; None for all. A score is about 0 to 3,
    10 and more where a code of the query names the record.
    """
    best = {}
    for reading in query.readings:
        for rid, score in ranked(index, reading, within, query.light):
            score *= reading.trust
            known = best.get(rid)
            if known is None or score > known.score:
                best[rid] = Hit(rid, score, reading.kind)
    for code in query.codes:
        for rid in index.postings("#" + code) or ():
            if within is None or rid in within:
                score = best[rid].score if rid in best else 0.0
                best[rid] = Hit(rid, CODE_SCORE + score, "code")
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.rid))


def rarity(index, term):
    """Inverse document frequency, 0 for what is everywhere; the highest for what is nowhere."""
    postings = index.postings(term)
    total = index.numObjects() or 1
    count = len(postings) if postings is not None else 0
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def ranked(index, reading, within, light):
    words = list(dict.fromkeys(word.folded for word in reading.words))
    rarities = {
        word: rarity(index, word) * (LIGHT_WEIGHT if word in light else 1.0) for word in words
    }
    cover = covered(index, rarities, within)
    if not cover:
        return []
    asked = sum(rarities.values())
    least = max(LEAST_COVER * asked, LEAST_OF_BEST * max(cover.values()))
    found = {rid for rid, value in cover.items() if value >= least - 1e-9}
    if not found:
        return []
    terms = dict(rarities)
    folded = [word.folded for word in reading.words]
    for pair in pairs(folded):
        if index.postings(pair):
            terms[pair] = PAIR_WEIGHT * rarity(index, pair)
    exact = [word.exact for word in reading.words]
    if any(word.marked for word in reading.words):
        for term in [*exact, *pairs(exact)]:
            if index.postings("=" + term):
                terms["=" + term] = EXACT_WEIGHT * rarity(index, "=" + term)
    total = None
    most = 0.0
    for term, weight in terms.items():
        most += weight
        postings = index.postings(term)
        if postings is None or weight <= 0:
            continue
        total = weightedUnion(total, postings, 1, max(1, round(weight * GRAIN)))[1]
    ceiling = (most or 1.0) * GRAIN * 1000
    scores = {rid: (total.get(rid, 0) / ceiling) for rid in found}
    first = sorted(scores, key=scores.get, reverse=True)[:CLOSELY]
    for rid in first:
        scores[rid] += close_score(index, rid, folded, rarities)
    return scores.items()


def covered(index, rarities, within):
    """`{record id: sum of the rarities of the words it has}`."""
    cover = {}
    for word, weight in rarities.items():
        postings = index.postings(word)
        if postings is None:
            continue
        rids = postings if within is None else intersection(postings, within)
        for rid in rids:
            cover[rid] = cover.get(rid, 0.0) + weight
    return cover


def close_score(index, rid, words, rarities):
    """How well the best of a record's names (title, synonyms) fits the words asked for.

    The share of the question that the name covers, the share of the name that the question
    covers, and the share of neighbours kept; and how common the procedure is.
    """
    asked = sum(rarities.values()) or 1.0
    asked_pairs = set(pairs(words))
    best = 0.0
    for name in index.head(rid).split("\n"):
        heads = name.split(" ")
        distinct = set(heads)
        cover = sum(weight for word, weight in rarities.items() if word in distinct) / asked
        if not cover:
            continue
        said = named = 0.0
        for word in distinct:
            weight = rarity(index, word)
            named += weight
            if word in rarities:
                said += weight
        tight = said / named if named else 0.0
        kept = (
            len(asked_pairs.intersection(pairs(heads))) / len(asked_pairs) if asked_pairs else cover
        )
        best = max(best, COVER * cover + TIGHT * tight * cover + ORDER * kept)
    return best + COMMON * index.commonness(rid)
