"""Finding anything of the site: procedures and all the rest, ranked together."""

from BTrees.IIBTree import IITreeSet
from egov.portal.search import missed
from egov.portal.search.facets import count_values
from egov.portal.search.procedures import did_you_mean
from egov.portal.search.procedures import Found
from egov.portal.search.procedures import is_query
from egov.portal.search.procedures import item
from egov.portal.search.procedures import LARGEST_SIZE
from egov.portal.search.procedures import visible
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
from plone import api
from Products.CMFCore.indexing import processQueue


PROCEDURES = "egov_text"
OTHERS = "egov_other_text"


def everything(query, types, kind=None, b_start=0, b_size=20):
    """`Found` content of these types that the current user may see, best first.

    `kind` is one of the types to keep to; the facet "kind" counts them all, in the order of
    `types`. Procedures and the rest are found by indexes of their own, so that words are rare or
    common among their like; their scores are of one scale.
    """
    found = Found(b_start=max(0, int(b_start)), b_size=min(max(0, int(b_size)), LARGEST_SIZE))
    if not is_query(query):
        return found
    catalog = api.portal.get_tool("portal_catalog")
    processQueue()
    indexes = catalog._catalog.indexes
    mine = visible(catalog, list(types))
    hits = {}
    for name in (PROCEDURES, OTHERS):
        if name in indexes:
            index = catalog._catalog.getIndex(name)
            understood = read(query, index)
            ranked = rank(index, understood, mine)
            hits.update({rid: (ranked, understood) for rid in ranked.order})
            if name == PROCEDURES:
                found.did_you_mean = did_you_mean(catalog, understood, ranked)
    if not hits:
        missed.note(query)
    kinds = catalog._catalog.getIndex("portal_type")
    counts = count_values(kinds, IITreeSet(hits))
    found.facets["kind"] = [
        {"value": value, "count": counts[value]} for value in types if counts[value]
    ]
    if kind:
        hits = {rid: by for rid, by in hits.items() if kinds.getEntryForObject(rid) == kind}
    found.items_total = len(hits)
    order = sorted(sorted(hits), key=lambda rid: -hits[rid][0].scores[rid])
    for rid in order[found.b_start : found.b_start + found.b_size]:
        ranked, understood = hits[rid]
        found.items.append(item(catalog._catalog[rid], ranked.hit(rid), understood))
    return found
