"""The catalogue index `egov_found`: any catalogue query can ask for words, ranked.

It stores nothing: it asks the indexes that do, procedures' and all the others', and gives both
answers as one. So `@search`, collections and the editors' pickers rank as the search page does.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.IIBTree import IIBTree
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
from egov.portal.search.version import Version
from egov.portal.shared.caching.recording import shows_query
from OFS.SimpleItem import SimpleItem
from Products.PluginIndexes.interfaces import IPluggableIndex
from Products.PluginIndexes.interfaces import ITransposeQuery
from Products.ZCatalog.query import IndexQuery
from zope.interface import implementer


NAMES = ("egov_text", "egov_other_text")
SCALE = 1000
# Indexes that who sees what, facets and their titles are worked out from.
WATCHED = (
    *NAMES,
    *("portal_type", "allowedRolesAndUsers", "effectiveRange", "sortable_title", "Title", "UID"),
    *("field", "levels", "audience", "agencies", "life_events", "online_level"),
)


@implementer(IPluggableIndex, ITransposeQuery)
class FoundIndex(SimpleItem):
    """Ranked words over the text indexes. Options: `query`, `unfinished` for text being typed.

    The catalogue shows it every query, which so is noted among what the present page shows. And
    it tells it of every record whose entry in one of the indexes `WATCHED` may change: all it
    stores is which state of the catalogue this is, of procedures and of all the others.
    """

    meta_type = "EgovFoundIndex"
    query_options = ("query", "unfinished")
    manage_options = ()
    # Indexes of before profile 1003 get theirs with the first change.
    _procedures = None
    _others = None

    def __init__(self, id, extra=None, caller=None):
        self.id = id
        self.clear()

    def getId(self):
        return self.id

    def clear(self):
        self.changed(True)
        self.changed(False)

    def version(self, procedures):
        """A number for this state of the catalogue's procedures or of all the others; or None."""
        version = self._procedures if procedures else self._others
        return version.number if version is not None else None

    def changed(self, procedures):
        """Something of the procedures, or of the others, is not as it was."""
        name = "_procedures" if procedures else "_others"
        if getattr(self, name) is None:
            setattr(self, name, Version())
        getattr(self, name).change()

    def index_object(self, documentId, obj, threshold=None):
        self.changed(getattr(obj, "portal_type", None) == "Procedure")
        return 0

    def unindex_object(self, documentId):
        self.clear()
        return 0

    def make_query(self, query):
        shows_query(query)
        return query

    def getIndexNames(self):
        return WATCHED

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
                scores.update(hits.scaled(SCALE))
        return scores, (self.id,)
