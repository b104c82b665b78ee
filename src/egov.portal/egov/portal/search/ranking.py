"""Ranking: BM25 with weighted parts for all that match, closer looks for the best of them."""

from bisect import bisect_right
from BTrees.IIBTree import IIBTree
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import weightedIntersection
from BTrees.IIBTree import weightedUnion
from collections.abc import Sequence
from egov.portal.search.words import PAIR
from egov.portal.search.words import pairs
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
# What a word counts for that stands beside official words which were put in for everyday ones.
BESIDE_WEIGHT = 0.6
# What a word that no record has counts for, beside the mean of the others.
UNKNOWN_WEIGHT = 0.6
# A record counts as found with this share of the weight of the words asked for ...
LEAST_COVER = 0.45
# ... and with this share of the most that any record has.
LEAST_OF_BEST = 0.55
# So many are looked at closely.
CLOSELY = 60
# Shares of the closer look. See `Look.name_parts`.
COVER, TIGHT, ORDER, COMMON = 0.5, 0.35, 0.25, 0.2
CODE_SCORE = 10.0
# Fewer records than that are looked up one by one.
FEW = 400
EMPTY = IISet()


class Hit(NamedTuple):
    """A record found: its score, and the reading (and its kind) that found it best."""

    rid: int
    score: float
    kind: str
    reading: object = None


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


def rank(index, query, within=None, closely=CLOSELY, least=LEAST_COVER, rest=True):
    """`Hits`, best first, of the records that a `Query` finds.

    `within` is a BTrees set that results are kept to; None for all. `closely` many, of each
    reading, are ordered with care; the rest follow by their words alone, or are left out if no
    `rest` is wanted (that is cheaper). `least` is the share of the weight of the words asked for
    that a record must have. A score is about 0 to 3,
    10 and more where a code of the query names the record.
    """
    scores = {}
    source = {}
    look = Look(index, within, query.light, closely, least, rest)
    for reading in query.readings:
        trust = reading.trust
        for rid, score in look.ranked(reading).items():
            score *= trust
            if score > scores.get(rid, 0.0):
                scores[rid] = score
                source[rid] = reading
    for code in query.codes:
        for rid in index.postings("#" + code) or ():
            if within is None or rid in within:
                scores[rid] = CODE_SCORE + scores.get(rid, 0.0)
                source[rid] = None
    return Hits(scores, source)


class Hits(Sequence):
    """The records found, best first, as `Hit`s made when they are looked at."""

    def __init__(self, scores, source):
        self.scores = scores
        self.source = source
        # Sorting is stable: records of one score come by their ids.
        self.order = sorted(sorted(scores), key=scores.__getitem__, reverse=True)

    def __len__(self):
        return len(self.order)

    def __getitem__(self, at):
        if isinstance(at, slice):
            return [self.hit(rid) for rid in self.order[at]]
        return self.hit(self.order[at])

    def hit(self, rid):
        reading = self.source[rid]
        kind = reading.kind if reading is not None else "code"
        return Hit(rid, self.scores[rid], kind, reading)


class Look:
    """One look at an index for all of a query's readings: what they share is worked out once."""

    def __init__(self, index, within, light, closely, least, rest=True):
        self.index = index
        self.within = within
        self.light = light
        self.closely = closely
        self.least = least
        self.rest = rest
        self.rarity = Rarities(index)
        self.having = {}
        self.names = {}

    def records(self, term):
        """The records within bounds that have a term, as a set."""
        if term not in self.having:
            postings = self.index.postings(term)
            if postings is None:
                found = EMPTY
            elif self.within is None:
                found = IISet(postings)
            elif len(postings) < FEW:
                # BTrees walk through both sets, however small one is.
                found = IISet([rid for rid in postings if rid in self.within])
            else:
                found = intersection(postings, self.within)
            self.having[term] = found
        return self.having[term]

    def ranked(self, reading):
        """`{record id: score}` of the records that a reading finds."""
        weights = self.weights(reading)
        cover = self.covered(weights)
        if not cover:
            return {}
        weight_asked = sum(weights.values()) or 1.0
        least = LEAST_OF_BEST * max(cover.values())
        least = max(self.least * weight_asked * COVER_GRAIN, least) - 1
        found = IISet(sorted(rid for _value, rid in cover.byValue(max(1, math.ceil(least)))))
        terms = self.terms(reading)
        ceiling = (sum(weights.values()) + sum(terms.values()) or 1.0) * GRAIN * 1000
        total = self.valued(found, weights)
        near_best = most_valued(total, self.closely)
        scores = dict(total) if self.rest else {rid: total[rid] for rid in near_best}
        scores = {rid: value / ceiling for rid, value in scores.items()}
        folded = [word.folded for word in reading.words]
        asked = Asked(weights, weight_asked, [f" {a} {b} " for a, b in neighbours(folded)])
        self.names = {}
        precise = [
            (self.index.postings(term).get, weight * GRAIN / ceiling)
            for term, weight in terms.items()
        ]
        for rid in near_best:
            near = sum(weight * worth(rid, 0) for worth, weight in precise)
            scores[rid] += near + self.close_score(rid, asked)
        return scores

    def parts(self, rid, reading):
        """The parts of a record's score by a reading, before its trust: `{name: value}`.

        words, pairs and marks: what they are worth in the record; cover, tight, order: how its
        best name fits; common: how often people want it.
        """
        weights = self.weights(reading)
        terms = self.terms(reading)
        ceiling = (sum(weights.values()) + sum(terms.values()) or 1.0) * 1000
        worth = {
            term: weight * (self.index.postings(term) or {}).get(rid, 0) / ceiling
            for term, weight in {**weights, **terms}.items()
        }
        folded = [word.folded for word in reading.words]
        pairs_asked = [f" {a} {b} " for a, b in neighbours(folded)]
        asked = Asked(weights, sum(weights.values()) or 1.0, pairs_asked)
        names = self.index.head(rid).split("\n")
        best = max((self.name_parts(name, asked) for name in names), key=sum)
        return {
            "words": sum(value for term, value in worth.items() if term in weights),
            "pairs": sum(value for term, value in worth.items() if term.startswith(PAIR)),
            "marks": sum(value for term, value in worth.items() if term.startswith("=")),
            "cover": best[0],
            "tight": best[1],
            "order": best[2],
            "common": COMMON * self.index.commonness(rid),
        }

    def weights(self, reading):
        """`{folded word: weight}` of a reading: rare words weigh more, particles little."""
        words = dict.fromkeys(word.folded for word in reading.words)
        rarity, index = self.rarity, self.index
        weights = {
            word: rarity[word]
            * (LIGHT_WEIGHT if word in self.light else 1.0)
            * (BESIDE_WEIGHT if word in reading.beside else 1.0)
            for word in words
        }
        known = [weight for word, weight in weights.items() if index.postings(word)]
        if known and len(known) < len(weights):
            # What nothing has tells nothing apart: it counts for little.
            usual = UNKNOWN_WEIGHT * sum(known) / len(known)
            for word, weight in weights.items():
                if not index.postings(word):
                    weights[word] = min(usual, weight)
        return weights

    def terms(self, reading):
        """`{term: weight}` of what makes a record fit better: pairs of words, words with marks."""
        index, rarity = self.index, self.rarity
        folded = [word.folded for word in reading.words]
        terms = {pair: PAIR_WEIGHT * rarity[pair] for pair in pairs(folded) if index.postings(pair)}
        if any(word.marked for word in reading.words):
            exact = [word.exact for word in reading.words]
            for term in ("=" + term for term in [*exact, *pairs(exact)]):
                if index.postings(term):
                    terms[term] = EXACT_WEIGHT * rarity[term]
        return terms

    def covered(self, weights):
        """`{record id: sum of the weights of the words it has}` in whole numbers (`COVER_GRAIN`).

        Only of records that can reach the least share: the most frequent words, which weigh less
        than that together, bring no record in.
        """
        spare = self.least * sum(weights.values())
        bringing, counting = [], []
        for word in sorted(weights, key=weights.get):
            spare -= weights[word]
            (counting if spare > 0 else bringing).append(word)
        cover = IIBTree()
        for word in bringing:
            share = max(1, round(weights[word] * COVER_GRAIN))
            # In a union, a member of a set counts for one.
            cover = weightedUnion(cover, self.records(word), 1, share)[1]
        for word in counting:
            share = max(1, round(weights[word] * COVER_GRAIN))
            postings = self.index.postings(word)
            if postings is not None:
                both = intersection(cover, self.having.get(word, postings))
                cover = weightedUnion(cover, both, 1, share)[1]
        return cover

    def valued(self, found, weights):
        """`{record id: what the words are worth in it}` of the records found, as a BTree."""
        total = IIBTree()
        few = len(found) < FEW
        values = dict.fromkeys(found, 0) if few else {}
        for word, weight in weights.items():
            postings = self.index.postings(word)
            if postings is None or weight <= 0:
                continue
            grains = max(1, round(weight * GRAIN))
            if few:
                worth = postings.get
                for rid in values:
                    values[rid] += grains * worth(rid, 0)
            else:
                worth = weightedIntersection(found, postings, 0, grains)[1]
                total = weightedUnion(total, worth, 1, 1)[1]
        return IIBTree(values) if few else total

    def close_score(self, rid, asked):
        """How well the best of a record's names fits the words asked for, and how common it is."""
        best = max(
            (self.name_score(name, asked) for name in self.index.head(rid).split("\n")),
            default=0.0,
        )
        return best + COMMON * self.index.commonness(rid)

    def name_score(self, name, asked):
        if name not in self.names:
            self.names[name] = sum(self.name_parts(name, asked))
        return self.names[name]

    def name_parts(self, name, asked):
        """The share of the question that a name covers, of the name that the question covers,
        and of the neighbours kept.
        """
        distinct = set(name.split(" "))
        said = distinct & asked.weights.keys()
        if not said:
            return 0.0, 0.0, 0.0
        cover = sum(map(asked.weights.__getitem__, said)) / asked.total
        rarity = self.rarity.__getitem__
        tight = sum(map(rarity, said)) / (sum(map(rarity, distinct)) or 1.0)
        padded = f" {name} "
        kept = sum(pair in padded for pair in asked.pairs)
        order = kept / len(asked.pairs) if asked.pairs else cover
        return COVER * cover, TIGHT * tight * cover, ORDER * order


def most_valued(values, count):
    """The keys with the highest values, so many at most, those of one value by their order."""
    if count <= 0 or not values:
        return []
    ranked = values.byValue(1)
    least = ranked[min(count, len(ranked)) - 1][0]
    # byValue has the highest key of one value first: all of the last value are looked at.
    until = bisect_right(ranked, -least, key=lambda one: -one[0])
    return [key for _value, key in sorted((-value, key) for value, key in ranked[:until])][:count]


class Asked(NamedTuple):
    """What a reading asks for: words and their weights, those together, neighbours in blanks."""

    weights: dict
    total: float
    pairs: list


def neighbours(words):
    return dict.fromkeys(zip(words, words[1:], strict=False))
