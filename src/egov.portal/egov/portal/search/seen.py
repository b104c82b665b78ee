"""What the catalogue's own indexes say of the records of a text index: who sees them, and facets.

Worked out once for a state of the catalogue, which `egov_found` knows, and kept as arrays over the
places of `Columns`.
"""

from BTrees.IIBTree import intersection
from collections import Counter
from DateTime import DateTime
from egov.portal.search.columns import columns_of
from egov.portal.search.version import worked_out
from egov.portal.shared.caching import shows_types
from egov.portal.shared.caching.moments import next_change
import numpy
from plone import api
import time
from typing import NamedTuple


FOUND = "egov_found"
PROCEDURES = "egov_text"
# So many different visitors' rights are kept.
MOST_READERS = 64


class Facet(NamedTuple):
    """An index's values, and pairs of a record's place and its value's number in them."""

    values: list
    places: numpy.ndarray
    numbers: numpy.ndarray


class Seen:
    """One state of the catalogue, for the records of one text index."""

    def __init__(self, columns):
        self.columns = columns
        self.visible = {}
        self.facets = {}
        self.common_first = None

    def visible_to(self, catalog, user, types):
        """Which records of these types (a tuple) a user may see now: an array of truths."""
        roles = tuple(catalog._listAllowedRolesAndUsers(user))
        query = {"portal_type": list(types), "allowedRolesAndUsers": list(roles)}
        inactive = catalog.allow_inactive(query)
        key = (roles, types, inactive)
        until, mask = self.visible.get(key, (0, None))
        now = time.time()
        if now < until:
            return mask
        if not inactive:
            query["effectiveRange"] = DateTime(now)
        records = None
        for name, value in query.items():
            records = intersection(records, applied(catalog, name, value))
        mask = self.columns.mask(records if records is not None else ())
        if len(self.visible) >= MOST_READERS:
            self.visible.clear()
        until = float("inf") if inactive else next_change(catalog._catalog, now)
        self.visible[key] = until, mask
        return mask

    def counts(self, index, mask):
        """`Counter` of the values of a Field or Keyword index among the records of a mask."""
        facet = self.facets.get(index.id)
        if facet is None:
            facet = self.facets[index.id] = self.facet(index)
        if not facet.values:
            return Counter()
        among = facet.numbers[mask[facet.places]]
        counts = numpy.bincount(among, minlength=len(facet.values)).tolist()
        return Counter({v: n for v, n in zip(facet.values, counts, strict=True) if n})

    def facet(self, index):
        values, places, numbers = [], [], []
        rids, size = self.columns.rids, self.columns.size
        for value, having in index._index.items():
            ids = numpy.fromiter([having] if isinstance(having, int) else having, numpy.int32)
            at = numpy.searchsorted(rids, ids)
            at[at == size] = 0
            at = at[rids[at] == ids] if size else at[:0]
            places.append(at)
            numbers.append(numpy.full(len(at), len(values)))
            values.append(value)
        nothing = numpy.array([], int)
        return Facet(
            values,
            numpy.concatenate([nothing, *places]),
            numpy.concatenate([nothing, *numbers]),
        )

    def by_commonness(self, catalog, index):
        """All places, the most common records first, those alike by their titles."""
        if self.common_first is None:
            title_of = catalog._catalog.getIndex("sortable_title").documentToKeyMap().get
            rids = self.columns.rids.tolist()
            common = self.columns.commonness(index).tolist()
            keyed = [(-common[at], title_of(rid, ""), rid, at) for at, rid in enumerate(rids)]
            self.common_first = numpy.array([at for *_key, at in sorted(keyed)], int)
        return self.common_first


def seen(catalog, index):
    """The `Seen` of a text index's records as the present transaction has them."""
    indexes = catalog._catalog.indexes
    found = indexes.get(FOUND)
    version = found.version(index.id == PROCEDURES) if found is not None else None
    columns = columns_of(index)
    return worked_out(index, Seen, (index.version, version), lambda: Seen(columns))


def titles_seen(catalog):
    """Titles by UID that were looked up for whoever may see as much as the current user.

    A dict to read and to add to, as the present transaction sees the catalogue; None stands for
    what one may not see.
    """
    found = catalog._catalog.indexes.get(FOUND)
    if found is None:
        return {}
    user = api.user.get_current()
    readers = worked_out(found, "titles", (found.version(False),), dict)
    key = (tuple(catalog._listAllowedRolesAndUsers(user)), catalog.allow_inactive({}))
    until, titles = readers.get(key, (0, {}))
    now = time.time()
    if now >= until:
        if len(readers) >= MOST_READERS:
            readers.clear()
        titles = {}
        readers[key] = next_change(catalog._catalog, now), titles
    return titles


def visible(catalog, index, types=("Procedure",)):
    """Which records of a text index, of these types, the current user may see: a mask."""
    shows_types(*types)
    return seen(catalog, index).visible_to(catalog, api.user.get_current(), tuple(types))


def applied(catalog, name, value):
    """The set of record ids that an index gives for a value."""
    result = catalog._catalog.getIndex(name)._apply_index({name: value})
    return result[0] if result else None
