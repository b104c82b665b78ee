"""Finding procedures: ranked, filtered, with facets, for whoever asks.

Everything is read from the catalogue's indexes and metadata; no object is woken.
"""

from BTrees.IIBTree import IITreeSet
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from egov.portal.search import missed
from egov.portal.search.facets import facet_values
from egov.portal.search.query import read
from egov.portal.search.ranking import Hit
from egov.portal.search.ranking import rank
from egov.portal.search.seen import seen
from egov.portal.search.seen import visible
from egov.portal.search.words import prepared
from egov.portal.search.words import TOKEN
from egov.portal.search.words import word_forms
from egov.portal.shared.text import fold
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.query import IndexQuery
from typing import Any
from typing import NamedTuple


INDEX = "egov_text"
# Filters, by their names towards the outside, and the catalogue's indexes they ask.
FILTERS = {
    "field": "field",
    "level": "levels",
    "audience": "audience",
    "agency": "agencies",
    "life_event": "life_events",
    "online_level": "online_level",
}
DEFAULT_SIZE = 25
LARGEST_SIZE = 100
MOST_VALUES = 50
MOST_SUGGESTIONS = 10
# What is suggested has nearly all that was typed.
LEAST_SUGGESTED = 0.65
LEAST_NEAR = 0.1


class Item(NamedTuple):
    """A record found. `kind` says by what: typed, synonym, abbreviation, spelt, code, all.

    `why` has what was taken for other words, `[(typed, meant)]`; `words` are those that may be
    marked in a text, folded.
    """

    brain: Any
    score: float
    kind: str
    why: tuple = ()
    words: frozenset = frozenset()


@dataclass
class Found:
    """What a search found.

    `facets` is `{name: [{"value", "title", "count"}]}` with the names of `FILTERS`, most
    frequent first. Counts of a facet leave its own filter out, so that one can be exchanged
    for another. `did_you_mean` is a query that finds more, or None.
    """

    items_total: int = 0
    items: list = dataclass_field(default_factory=list)
    facets: dict = dataclass_field(default_factory=dict)
    did_you_mean: str | None = None
    b_start: int = 0
    b_size: int = DEFAULT_SIZE


def procedures(
    query=None,
    field=None,
    level=None,
    audience=None,
    agency=None,
    life_event=None,
    online_level=None,
    b_start=0,
    b_size=DEFAULT_SIZE,
    facets=True,
):
    """`Found` procedures that the current user may see, best first.

    Filters take one value or several (any of them fits). Without a query, all that pass the
    filters, the most common first. `b_size` is held to 100; of a query 300 characters are read.
    Nothing a stranger may write in it is an error.
    """
    catalog = api.portal.get_tool("portal_catalog")
    processQueue()
    asked = {
        "field": field,
        "level": level,
        "audience": audience,
        "agency": agency,
        "life_event": life_event,
        "online_level": online_level,
    }
    index = catalog._catalog.getIndex(INDEX)
    known = seen(catalog, index)
    passing = {
        name: known.columns.mask(having(catalog, FILTERS[name], values))
        for name, values in ((name, some(value)) for name, value in asked.items())
        if values
    }
    mine = visible(catalog, index)
    understood = read(query, index) if is_query(query) else None
    if understood is None:
        hits = None
        matching = mine
        order = known.by_commonness(catalog, index)
    else:
        hits = rank(index, understood, mine)
        matching = hits.scores > 0
        order = hits.at
    kept = narrowed(matching, passing)
    order = order[kept[order]]
    found = Found(
        items_total=len(order),
        b_start=max(0, int(b_start)),
        b_size=min(max(0, int(b_size)), LARGEST_SIZE),
    )
    end = found.b_start + found.b_size
    for place in order[found.b_start : end].tolist():
        hit = hits.hit(place) if hits is not None else all_hit(known.columns, place)
        found.items.append(item(catalog._catalog[hit.rid], hit, understood))
    if facets:
        for name, index_name in FILTERS.items():
            base = narrowed(matching, {k: v for k, v in passing.items() if k != name})
            counts = known.counts(catalog._catalog.getIndex(index_name), base)
            found.facets[name] = facet_values(name, counts.most_common(MOST_VALUES))
    if understood is not None:
        if not len(hits):
            missed.note(query)
        found.did_you_mean = did_you_mean(catalog, understood, hits)
    return found


def all_hit(columns, place):
    """The `Hit` of a record that is there without a query."""
    return Hit(int(columns.rids[place]), 0.0, "all")


def item(brain, hit, understood):
    """The `Item` of a record that a query found, or that is there without one."""
    why, words = (), frozenset()
    if understood is not None:
        reading = hit.reading
        if reading is not None:
            tokens = understood.tokens
            why = tuple((" ".join(tokens[a:b]), text) for a, b, text in reading.said)
        said = [*understood.words, *(reading.words if reading is not None else ())]
        words = frozenset(word.folded for word in said) - understood.light
    return Item(brain, round(hit.score, 4), hit.kind, why, words)


def nearest(query, limit=5):
    """Brains of procedures that have something of a query that found none."""
    if not is_query(query):
        return []
    catalog = api.portal.get_tool("portal_catalog")
    processQueue()
    index = catalog._catalog.getIndex(INDEX)
    hits = rank(index, read(query, index), visible(catalog, index), least=LEAST_NEAR)
    return [catalog._catalog[rid] for rid in hits.order[:limit]]


def suggest(query, limit=MOST_SUGGESTIONS):
    """Brains of procedures that fit what somebody is typing: the last word may be unfinished."""
    catalog = api.portal.get_tool("portal_catalog")
    if not is_query(query):
        return []
    processQueue()
    index = catalog._catalog.getIndex(INDEX)
    mine = visible(catalog, index)
    understood = read(query, index, unfinished=True)
    hits = rank(index, understood, mine, closely=2 * limit, least=LEAST_SUGGESTED, rest=False)
    return [catalog._catalog[rid] for rid in hits.order[: min(limit, MOST_SUGGESTIONS)]]


def is_query(query):
    return isinstance(query, str) and bool(query.strip())


def some(value):
    """A filter's values as a list of strings, empty ones left out."""
    values = value if isinstance(value, list | tuple | set) else [value]
    return [str(one) for one in values if one not in (None, "")]


def having(catalog, name, values):
    """Records with any of the values, as a set."""
    index = catalog._catalog.getIndex(name)
    record = IndexQuery({name: {"query": values}}, name, index.query_options, index.operators)
    return index.query_index(record) or IITreeSet()


def narrowed(matching, passing):
    """The mask of what matches and passes all filters."""
    for mask in passing.values():
        matching = matching & mask
    return matching


def did_you_mean(catalog, understood, hits):
    """The query as it was probably meant, when that is what found the best record; else None.

    A mended word is written as the best record's title writes it; without marks if the query
    has none.
    """
    if not understood.spelt or not len(hits) or hits[0].kind not in ("spelt", "synonym"):
        return None
    if len(understood.spelt) != len(understood.tokens):
        return None
    titles = " ".join(catalog._catalog[hit.rid].Title or "" for hit in hits[:3])
    written = {word_forms(word).folded: word for word in TOKEN.findall(prepared(titles))}
    marked = any(not token.isascii() for token in understood.tokens)
    words = []
    for token, word, meant in zip(
        understood.tokens, understood.words, understood.spelt, strict=True
    ):
        if meant.folded == word.folded:
            words.append(token)
        else:
            form = written.get(meant.folded, meant.folded)
            words.append(form if marked else fold(form))
    if any(a == b for a, b in zip(map(fold, words), map(fold, words[1:]), strict=False)):
        # "so so kien thiet": a word twice is hardly what was meant.
        return None
    result = " ".join(words)
    return result if result != understood.text else None
