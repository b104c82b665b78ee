"""Ranking: BM25 with weighted parts for all that match, closer looks for the best of them."""

from collections.abc import Sequence
from egov.portal.search.columns import columns_of
from egov.portal.search.words import PAIR
from egov.portal.search.words import pairs
import numpy
from typing import NamedTuple


# What a term is worth at most.
FULL_WORTH = 1000
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
# Less than any difference that tells.
TINY = 1 / 1024
BY_CODE = -1
NOWHERE = numpy.array([], int)
NOTHING = numpy.array([], float)


class Hit(NamedTuple):
    """A record found: its score, and the reading (and its kind) that found it best."""

    rid: int
    score: float
    kind: str
    reading: object = None


def rank(index, query, within=None, closely=CLOSELY, least=LEAST_COVER, rest=True):
    """`Hits`, best first, of the records that a `Query` finds.

    `within` says of each place of the index's columns whether results are kept to it (see
    `Columns.mask`); None for all. `closely` many, of each reading, are ordered with care; the rest
    follow by their words alone, or are left out if no `rest` is wanted. `least` is the share of the
    weight of the words asked for that a record must have. A score is about 0 to 3, 10 and more
    where a code of the query names the record.
    """
    columns = columns_of(index)
    scores = numpy.zeros(columns.size)
    source = numpy.full(columns.size, BY_CODE, numpy.int8)
    look = Look(index, columns, within, query.light, closely, least, rest)
    for number, reading in enumerate(query.readings):
        at, found = look.ranked(reading)
        found = found * reading.trust
        better = found > scores[at]
        at = at[better]
        scores[at] = found[better]
        source[at] = number
    for code in query.codes:
        posting = columns.posting(index, "#" + code)
        for place in posting.at.tolist() if posting is not None else ():
            if within is None or within[place]:
                scores[place] += CODE_SCORE
                source[place] = BY_CODE
    return Hits(columns.rids, scores, source, query.readings)


class Hits(Sequence):
    """The records found, best first, as `Hit`s made when they are looked at.

    `at` are their places in the index's columns, `scores` what every place has. Records of one
    score come by their ids.
    """

    def __init__(self, rids, scores, source, readings):
        self.rids = rids
        self.scores = scores
        self.source = source
        self.readings = readings
        found = numpy.flatnonzero(scores)
        self.at = found[numpy.argsort(-scores[found], kind="stable")]

    @property
    def order(self):
        """The ids of the records, best first."""
        return self.rids[self.at].tolist()

    def __len__(self):
        return len(self.at)

    def __getitem__(self, number):
        if isinstance(number, slice):
            return [self.hit(place) for place in self.at[number].tolist()]
        return self.hit(int(self.at[number]))

    def hit(self, place):
        """The `Hit` of the record at a place."""
        number = int(self.source[place])
        reading = None if number == BY_CODE else self.readings[number]
        kind = "code" if reading is None else reading.kind
        return Hit(int(self.rids[place]), float(self.scores[place]), kind, reading)

    def scaled(self, scale):
        """`{record id: score}` in whole numbers."""
        values = numpy.rint(self.scores[self.at] * scale).astype(int)
        return dict(zip(self.order, values.tolist(), strict=True))


class Look:
    """One look at an index for all of a query's readings."""

    def __init__(self, index, columns, within, light, closely, least, rest=True):
        self.index = index
        self.columns = columns
        self.within = within
        self.light = light
        self.closely = closely
        self.least = least
        self.rest = rest
        self.commonness = columns.commonness(index)

    def posting(self, term):
        return self.columns.posting(self.index, term)

    def count(self, term):
        return self.columns.count(self.index, term)

    def rarity(self, term):
        return self.columns.rarity(self.index, term)

    def ranked(self, reading):
        """`(places, scores)` of the records that a reading finds, before its trust."""
        weights = self.weights(reading)
        found = self.covered(weights)
        if not len(found):
            return found, NOTHING
        terms = self.terms(reading)
        ceiling = (sum(weights.values()) + sum(terms.values()) or 1.0) * FULL_WORTH
        worth = self.valued(found, weights)
        close = most_valued(worth, self.closely)
        scores = worth / ceiling
        if not self.rest:
            found, scores, close = found[close], scores[close], slice(None)
        places = found[close]
        near = self.commonness[places] * COMMON
        for term, weight in terms.items():
            near += self.posting(term).worth_at(places) * (weight / ceiling)
        asked = self.asked(reading, weights)
        known = {}
        near += [self.name_score(place, asked, known) for place in places.tolist()]
        scores[close] += near
        return found, scores

    def parts(self, place, reading):
        """The parts of a record's score by a reading, before its trust: `{name: value}`.

        words, pairs and marks: what they are worth in the record; cover, tight, order: how its
        best name fits; common: how often people want it.
        """
        weights = self.weights(reading)
        terms = self.terms(reading)
        ceiling = (sum(weights.values()) + sum(terms.values()) or 1.0) * FULL_WORTH
        worth = {}
        for term, weight in {**weights, **terms}.items():
            posting = self.posting(term)
            if posting is not None:
                found = posting.worth_at(numpy.array([place]))
                worth[term] = weight * float(found[0]) / ceiling
        asked = self.asked(reading, weights)
        names = self.columns.names_of(self.index, place)
        best = max((name_parts(name, asked) for name in names), key=sum)
        return {
            "words": sum(value for term, value in worth.items() if term in weights),
            "pairs": sum(value for term, value in worth.items() if term.startswith(PAIR)),
            "marks": sum(value for term, value in worth.items() if term.startswith("=")),
            "cover": best[0],
            "tight": best[1],
            "order": best[2],
            "common": COMMON * float(self.commonness[place]),
        }

    def weights(self, reading):
        """`{folded word: weight}` of a reading: rare words weigh more, particles little."""
        words = dict.fromkeys(word.folded for word in reading.words)
        weights = {
            word: self.rarity(word)
            * (LIGHT_WEIGHT if word in self.light else 1.0)
            * (BESIDE_WEIGHT if word in reading.beside else 1.0)
            for word in words
        }
        unknown = [word for word in weights if not self.count(word)]
        if unknown and len(unknown) < len(weights):
            # What nothing has tells nothing apart: it counts for little.
            known = sum(weights.values()) - sum(weights[word] for word in unknown)
            usual = UNKNOWN_WEIGHT * known / (len(weights) - len(unknown))
            for word in unknown:
                weights[word] = min(usual, weights[word])
        return weights

    def terms(self, reading):
        """`{term: weight}` of what makes a record fit better: pairs of words, words with marks."""
        folded = [word.folded for word in reading.words]
        known = filter(self.count, pairs(folded))
        terms = {pair: PAIR_WEIGHT * self.rarity(pair) for pair in known}
        if any(word.marked for word in reading.words):
            exact = [word.exact for word in reading.words]
            for term in ("=" + term for term in [*exact, *pairs(exact)]):
                if self.count(term):
                    terms[term] = EXACT_WEIGHT * self.rarity(term)
        return terms

    def asked(self, reading, weights):
        folded = [word.folded for word in reading.words]
        together = [f" {a} {b} " for a, b in neighbours(folded)]
        return Asked(weights, sum(weights.values()) or 1.0, together, self.rarity)

    def covered(self, weights):
        """The places of the records that have enough of the weight of the words asked for.

        Only those that can reach the least share: the most frequent words, which weigh less than
        that together, bring no record in.
        """
        asked = sum(weights.values()) or 1.0
        spare = self.least * asked
        bringing, counting = [], []
        for word in sorted(weights, key=weights.get):
            spare -= weights[word]
            posting = self.posting(word)
            if posting is not None:
                # What weighs nothing brings its records all the same.
                share = max(TINY, weights[word])
                (counting if spare > 0 else bringing).append((posting, share))
        if not bringing:
            return NOWHERE
        cover = numpy.zeros(self.columns.size)
        for posting, share in bringing:
            posting.add_to(cover, share)
        brought = cover > 0
        if self.within is not None:
            brought &= self.within
        for posting, share in counting:
            posting.add_to(cover, share)
        cover *= brought
        best = cover.max()
        if best <= 0:
            return NOWHERE
        return numpy.flatnonzero(cover >= max(self.least * asked, LEAST_OF_BEST * best) - TINY)

    def valued(self, found, weights):
        """What the words are worth in the records found, as an array."""
        total = numpy.zeros(len(found))
        for word, weight in weights.items():
            posting = self.posting(word)
            if posting is not None:
                total += posting.worth_at(found) * weight
        return total

    def name_score(self, place, asked, known):
        """How well the best of a record's names fits the words asked for; remembered by `known`."""
        best = 0.0
        for name in self.columns.names_of(self.index, place):
            score = known.get(name.padded)
            if score is None:
                score = known[name.padded] = sum(name_parts(name, asked))
            if score > best:
                best = score
        return best


def name_parts(name, asked):
    """The share of the question that a name covers, of the name that the question covers,
    and of the neighbours kept.
    """
    said = name.words & asked.weights.keys()
    if not said:
        return 0.0, 0.0, 0.0
    cover = sum(map(asked.weights.__getitem__, said)) / asked.total
    tight = sum(map(asked.rarity, said)) / (name.rarity or 1.0)
    kept = sum(pair in name.padded for pair in asked.pairs)
    order = kept / len(asked.pairs) if asked.pairs else cover
    return COVER * cover, TIGHT * tight * cover, ORDER * order


def most_valued(values, count):
    """Where the highest values are, so many at most, the highest first; those alike in order."""
    if count <= 0:
        return NOWHERE
    if count < len(values):
        least = numpy.partition(values, len(values) - count)[len(values) - count]
        at = numpy.flatnonzero(values >= least)
    else:
        at = numpy.arange(len(values))
    return at[numpy.argsort(-values[at], kind="stable")][:count]


class Asked(NamedTuple):
    """What a reading asks for: words and their weights, those together, neighbours in blanks.

    `rarity` gives that of a word.
    """

    weights: dict
    total: float
    pairs: list
    rarity: object


def neighbours(words):
    return dict.fromkeys(zip(words, words[1:], strict=False))
