"""Queries that cannot find anything, told by one look into an index instead of a whole search."""

from egov.portal.shared.caching.recording import shows_query
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.query import IndexQuery


#: Indexes of names that most content does not have.
NAMES = ("procedures", "code", "document_number")


def is_in_vain(catalog, query):
    """Whether nothing at all has a name that a query of the catalogue asks for.

    It is noted among what the present page shows, as the query itself would be.
    """
    for name in NAMES:
        if name in query and not isinstance(query[name], dict):
            processQueue()  # as the catalogue does before it answers
            index = catalog._catalog.getIndex(name)
            if not index.query_index(IndexQuery({name: query[name]}, name)):
                shows_query(query)
                return True
    return False
