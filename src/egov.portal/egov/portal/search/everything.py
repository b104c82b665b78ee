"""Finding anything of the site: procedures and all the rest, ranked together."""

from collections import Counter
from egov.portal.search import missed
from egov.portal.search.procedures import did_you_mean
from egov.portal.search.procedures import Found
from egov.portal.search.procedures import is_query
from egov.portal.search.procedures import item
from egov.portal.search.procedures import LARGEST_SIZE
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
from egov.portal.search.seen import applied
from egov.portal.search.seen import seen
from egov.portal.search.seen import visible
import numpy
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
    kinds = catalog._catalog.getIndex("portal_type")
    answers, counts = [], Counter()
    for name in (PROCEDURES, OTHERS):
        if name not in indexes:
            continue
        index = catalog._catalog.getIndex(name)
        understood = read(query, index)
        hits = rank(index, understood, visible(catalog, index, types))
        answers.append((hits, understood))
        known = seen(catalog, index)
        counts.update(known.counts(kinds, hits.scores > 0))
        if name == PROCEDURES:
            found.did_you_mean = did_you_mean(catalog, understood, hits)
        if kind:
            of_kind = known.columns.mask(applied(catalog, "portal_type", kind) or ())
            hits.at = hits.at[of_kind[hits.at]]
    if not answers:
        return found
    if not counts:
        missed.note(query)
    found.facets["kind"] = [
        {"value": value, "count": counts[value]} for value in types if counts[value]
    ]
    scores = numpy.concatenate([hits.scores[hits.at] for hits, _understood in answers])
    rids = numpy.concatenate([hits.rids[hits.at] for hits, _understood in answers])
    whose = [(hits, understood, at) for hits, understood in answers for at in hits.at.tolist()]
    found.items_total = len(whose)
    order = numpy.lexsort((rids, -scores))[found.b_start : found.b_start + found.b_size]
    for number in order.tolist():
        hits, understood, at = whose[number]
        hit = hits.hit(at)
        found.items.append(item(catalog._catalog[hit.rid], hit, understood))
    return found
