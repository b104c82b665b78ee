"""How a query is read and each part of the score: for whoever keeps the dictionaries."""

from egov.portal.search.columns import columns_of
from egov.portal.search.procedures import INDEX
from egov.portal.search.procedures import is_query
from egov.portal.search.query import read
from egov.portal.search.ranking import CLOSELY
from egov.portal.search.ranking import LEAST_COVER
from egov.portal.search.ranking import Look
from egov.portal.search.ranking import rank
from egov.portal.search.seen import visible
from plone import api
from Products.CMFCore.indexing import processQueue


MOST = 10


def explain(query):
    """What a query is taken for: `{"readings", "codes", "spelt", "light", "hits"}`, or None.

    `readings` are `{"kind", "trust", "words", "said"}`; `hits` the first ten, each with its
    score and its parts as `ranking.Look.parts` gives them.
    """
    if not is_query(query):
        return None
    catalog = api.portal.get_tool("portal_catalog")
    processQueue()
    index = catalog._catalog.getIndex(INDEX)
    understood = read(query, index)
    mine = visible(catalog, index)
    hits = rank(index, understood, mine)
    look = Look(index, columns_of(index), mine, understood.light, CLOSELY, LEAST_COVER)
    return {
        "readings": [
            {
                "kind": reading.kind,
                "trust": round(reading.trust, 2),
                "words": " ".join(word.folded for word in reading.words),
                "said": [(" ".join(understood.tokens[a:b]), text) for a, b, text in reading.said],
            }
            for reading in understood.readings
        ],
        "codes": understood.codes,
        "spelt": " ".join(word.folded for word in understood.spelt),
        "light": sorted(understood.light),
        "total": len(hits),
        "hits": [explained(catalog, look, hit) for hit in hits[:MOST]],
    }


def explained(catalog, look, hit):
    brain = catalog._catalog[hit.rid]
    parts = look.parts(look.columns.place(hit.rid), hit.reading) if hit.reading is not None else {}
    return {
        "title": brain.Title,
        "code": brain.code,
        "url": brain.getURL(),
        "score": round(hit.score, 3),
        "kind": hit.kind,
        "trust": round(hit.reading.trust, 2) if hit.reading is not None else 1.0,
        "parts": {name: round(value, 3) for name, value in parts.items()},
    }
