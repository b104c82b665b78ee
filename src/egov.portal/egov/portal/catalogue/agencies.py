"""Looking up agencies by their UID, whoever asks."""

from egov.portal.shared.caching import shows
from plone import api
from Products.CMFCore.indexing import processQueue
import transaction


def _remembered():
    """What this transaction has found so far: {UID: brain}."""
    current = transaction.get()
    try:
        return current.data(_remembered)
    except KeyError:
        found = {}
        current.set_data(_remembered, found)
        return found


def agency_by_uid(uid):
    """The catalogue's record (brain) of the agency, or None. Permissions are not looked at.

    Found once in a transaction; what is missing is looked for again, as it may be added.
    """
    if not uid or not isinstance(uid, str):
        return None
    shows(f"UID={uid}")
    found = _remembered()
    if uid not in found:
        brain = _brain(uid)
        if brain is None or brain.portal_type != "Agency":
            return None
        found[uid] = brain
    return found[uid]


def _brain(uid):
    """The catalogue's record of this UID, or None: read off the index, as no query is needed."""
    processQueue()
    catalog = api.portal.get_tool("portal_catalog")._catalog
    place = catalog.getIndex("UID")._index.get(uid)
    return None if place is None else catalog[place]
