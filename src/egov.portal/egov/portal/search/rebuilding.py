"""Building the text indexes anew: after an upgrade, or when somebody doubts them."""

from egov.portal.search.seen import FOUND
from plone import api
import transaction


NAMES = ("egov_text", "egov_other_text")
BATCH = 500


def give_versions(catalog):
    """Let the indexes of an older portal know their states, so that arrays of them are kept."""
    indexes = catalog._catalog.indexes
    for name in NAMES:
        if name in indexes:
            indexes[name].changed()
    if FOUND in indexes:
        indexes[FOUND].clear()


def rebuild_indexes(portal, progress=None, commit=False):
    """Index every record of the catalogue anew in the text indexes; returns how many there are.

    `progress(done, total)` is called after each batch. With `commit` each batch is a transaction,
    so that memory stays bounded; until the end a search finds part of what there is.
    """
    catalog = api.portal.get_tool("portal_catalog")
    inner = catalog._catalog
    names = [name for name in NAMES if name in inner.indexes]
    for name in names:
        inner.getIndex(name).clear()
    paths = list(inner.uids)
    for number, path in enumerate(paths, 1):
        content = catalog.unrestrictedTraverse(path, None)
        if content is not None:
            catalog.catalog_object(content, path, idxs=names, update_metadata=False)
        if number % BATCH == 0 or number == len(paths):
            if commit:
                transaction.get().note("Text indexes built anew")
                transaction.commit()
                portal._p_jar.cacheMinimize()
            if progress:
                progress(number, len(paths))
    return len(paths)
