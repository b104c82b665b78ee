"""Finding procedures: ranked, filtered, with facets, for whoever asks.

Everything is read from the catalogue's indexes and metadata; no object is woken.
"""

from BTrees.IIBTree import IITreeSet
from BTrees.IIBTree import intersection
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from DateTime import DateTime
from egov.portal.search import missed
from egov.portal.search.facets import count_values
from egov.portal.search.facets import facet_values
from egov.portal.search.query import read
from egov.portal.search.ranking import Hit
from egov.portal.search.ranking import rank
from egov.portal.search.words import prepared
from egov.portal.search.words import TOKEN
from egov.portal.search.words import word_forms
from egov.portal.shared.caching import shows_types
from egov.portal.shared.text import fold
from heapq import nsmallest
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
    passing = {
        name: having(catalog, FILTERS[name], values)
        for name, values in ((name, some(value)) for name, value in asked.items())
        if values
    }
    index = catalog._catalog.getIndex(INDEX)
    mine = visible(catalog)
    understood = read(query, index) if is_query(query) else None
    if understood is None:
        hits = None
        matching = mine
    else:
        hits = rank(index, understood, mine)
        matching = IITreeSet(hits.order)
    kept = narrowed(matching, passing)
    found = Found(
        items_total=len(kept),
        b_start=max(0, int(b_start)),
        b_size=min(max(0, int(b_size)), LARGEST_SIZE),
    )
    end = found.b_start + found.b_size
    if hits is None:
        order = common_first(catalog, index, kept, end)
    elif passing:
        order = [rid for rid in hits.order if rid in kept]
    else:
        order = hits.order
    for rid in order[found.b_start : end]:
        hit = Hit(rid, 0.0, "all") if hits is None else hits.hit(rid)
        found.items.append(item(catalog._catalog[rid], hit, understood))
    if facets:
        for name, index_name in FILTERS.items():
            base = narrowed(matching, {k: v for k, v in passing.items() if k != name})
            counts = count_values(catalog._catalog.getIndex(index_name), base)
            found.facets[name] = facet_values(name, counts.most_common(MOST_VALUES))
    if understood is not None:
        if not matching:
            missed.note(query)
        found.did_you_mean = did_you_mean(catalog, understood, hits)
    return found


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
    hits = rank(index, read(query, index), visible(catalog), least=LEAST_NEAR)
    return [catalog._catalog[rid] for rid in hits.order[:limit]]


def suggest(query, limit=MOST_SUGGESTIONS):
    """Brains of procedures that fit what somebody is typing: the last word may be unfinished."""
    catalog = api.portal.get_tool("portal_catalog")
    if not is_query(query):
        return []
    processQueue()
    index = catalog._catalog.getIndex(INDEX)
    mine = visible(catalog)
    understood = read(query, index, unfinished=True)
    hits = rank(index, understood, mine, closely=2 * limit, least=LEAST_SUGGESTED, rest=False)
    return [catalog._catalog[rid] for rid in hits.order[: min(limit, MOST_SUGGESTIONS)]]


def is_query(query):
    return isinstance(query, str) and bool(query.strip())


def some(value):
    """A filter's values as a list of strings, empty ones left out."""
    values = value if isinstance(value, list | tuple | set) else [value]
    return [str(one) for one in values if one not in (None, "")]


def applied(catalog, name, value):
    """The set of record ids that an index gives for a value."""
    index = catalog._catalog.getIndex(name)
    result = index._apply_index({name: value})
    return result[0] if result else None


def having(catalog, name, values):
    """Records with any of the values, as a set."""
    index = catalog._catalog.getIndex(name)
    record = IndexQuery({name: {"query": values}}, name, index.query_options, index.operators)
    return index.query_index(record) or IITreeSet()


def narrowed(records, passing):
    for wanted in passing.values():
        records = intersection(records, wanted)
    return records


def visible(catalog, types="Procedure"):
    """Ids of the records of these types that the current user may see, as a set."""
    user = api.user.get_current()
    shows_types(*([types] if isinstance(types, str) else types))
    query = {
        "portal_type": types,
        "allowedRolesAndUsers": catalog._listAllowedRolesAndUsers(user),
    }
    if not catalog.allow_inactive(query):
        query["effectiveRange"] = DateTime()
    records = None
    for name, value in query.items():
        records = intersection(records, applied(catalog, name, value))
    return records


def common_first(catalog, index, records, most):
    """Ids of records, so many at most, the most common first, those alike by their titles."""
    title_of = catalog._catalog.getIndex("sortable_title").documentToKeyMap().get
    commonness = index.commonness
    keyed = [(-commonness(rid), title_of(rid, ""), rid) for rid in records]
    return [rid for _common, _title, rid in nsmallest(most, keyed)]


def did_you_mean(catalog, understood, hits):
    """The query as it was probably meant, when that is what found the best record; else None.

    A mended word is written as the best record's title writes it; without marks if the query
    has none.
    """
    if not understood.spelt or not hits or hits[0].kind not in ("spelt", "synonym"):
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
