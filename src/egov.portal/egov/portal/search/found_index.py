"""The catalogue index `egov_found`: any catalogue query can ask for words, ranked.

It stores nothing: it asks the indexes that do, procedures' and all the others', and gives both
answers as one. So `@search`, collections and the editors' pickers rank as the search page does.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.IIBTree import IIBTree
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
from egov.portal.shared.caching.recording import shows_query
from OFS.SimpleItem import SimpleItem
from Products.PluginIndexes.interfaces import IPluggableIndex
from Products.PluginIndexes.interfaces import ITransposeQuery
from Products.ZCatalog.query import IndexQuery
from zope.interface import implementer


NAMES = ("egov_text", "egov_other_text")
SCALE = 1000


@implementer(IPluggableIndex, ITransposeQuery)
class FoundIndex(SimpleItem):
    """Ranked words over the text indexes. Options: `query`, `unfinished` for text being typed.

    The catalogue shows it every query, which so is noted among what the present page shows.
    """

    meta_type = "EgovFoundIndex"
    query_options = ("query", "unfinished")
    manage_options = ()

    def __init__(self, id, extra=None, caller=None):
        self.id = id

    def getId(self):
        return self.id

    def clear(self):
        """Nothing is stored."""

    def index_object(self, documentId, obj, threshold=None):
        return 0

    def unindex_object(self, documentId):
        return 0

    def make_query(self, query):
        shows_query(query)
        return query

    def getIndexNames(self):
        return ()

    def getIndexSourceNames(self):
        return [self.id]

    def getIndexQueryNames(self):
        return [self.id]

    def numObjects(self):
        return 0

    def indexSize(self):
        return 0

    def getEntryForObject(self, documentId, default=None):
        return default

    def hasUniqueValuesFor(self, name):
        return False

    def uniqueValues(self, name=None, withLengths=0):
        return ()

    def _apply_index(self, request, resultset=None):
        record = IndexQuery(request, self.id, self.query_options)
        if record.keys is None:
            return None
        text = " ".join(str(key) for key in record.keys)
        unfinished = bool(getattr(record, "unfinished", False))
        scores = IIBTree()
        catalog = aq_parent(aq_inner(self))
        for name in NAMES:
            if name in catalog.indexes:
                index = catalog.getIndex(name)
                hits = rank(index, read(text, index, unfinished))
                scores.update({rid: round(score * SCALE) for rid, score in hits.scores.items()})
        return scores, (self.id,)
