"""What a transaction changes, written down as bumped marks when it is committed.

Three sources, so that nothing passes by: what goes through the catalogue (`Noticing`, with the
values of before and after), settings (events of the registry), and any other object of a request's
transaction (`sweep`): content of its own, all else as the frame, unless it is of a kind that no
stranger's page shows.
"""

from Acquisition import aq_base
from egov.portal.shared.caching.marks import ensure_marks
from egov.portal.shared.caching.sweeping import sweep
from egov.portal.shared.caching.tags import FRAME
from egov.portal.shared.caching.tags import KEYS
from egov.portal.shared.caching.tags import NAMES
from egov.portal.shared.caching.tags import of_record
import logging
from Products.CMFCore.interfaces import IIndexQueueProcessor
import transaction
from transaction import TransactionManager
from zope.component.hooks import getSite
from zope.interface import implementer


logger = logging.getLogger("egov.portal.caching")


class Noticed:
    """What the present transaction has changed so far; a hook bumps it before the commit."""

    def __init__(self, portal):
        self.portal = portal
        self.tags = set()
        self.paths = set()
        self.hooked = False
        self.looking = False

    def hook(self):
        if not self.hooked:
            transaction.get().addBeforeCommitHook(self.bump)
            self.hooked = True

    def bump(self):
        self.hooked = False
        tags, paths = self.tags, self.paths
        self.tags, self.paths = set(), set()
        if paths:
            tags = tags | tags_of(self.portal, paths)
        if self.looking:
            tags = tags | sweep(self.portal)
        if tags:
            ensure_marks(self.portal).bump(tags)


def noticed(portal=None):
    """The `Noticed` of this transaction for a portal (the present one), or None without one."""
    portal = portal if portal is not None else present_portal()
    if portal is None or getattr(portal, "_p_jar", None) is None:
        return None
    current = transaction.get()
    key = (Noticed, portal._p_oid)
    try:
        return current.data(key)
    except KeyError:
        found = Noticed(portal)
        current.set_data(key, found)
        return found


def present_portal():
    """The portal of this thread, without the request that it was found by."""
    site = getSite()
    while site is not None and getattr(aq_base(site), "portal_type", None) != "Plone Site":
        site = getattr(site, "__parent__", None)
    return site


def changed(*tags):
    """Throw away what shows any of these tags, once this transaction is committed."""
    found = noticed()
    if found is not None:
        found.tags.update(tags)
        found.hook()


def sweep_later():
    """Look through what the present transaction has changed, before it is committed."""
    found = noticed()
    if found is not None:
        found.looking = True
        found.hook()


def settings_changed(event):
    """A record of the registry was added, changed or removed: it may be on every page."""
    changed(FRAME)


@implementer(IIndexQueueProcessor)
class Noticing:
    """Told of everything that is catalogued anew. It changes no catalogue itself."""

    def index(self, obj, attributes=None):
        self.notice(obj)

    def reindex(self, obj, attributes=None, update_metadata=1):
        self.notice(obj)

    def unindex(self, obj):
        self.notice(obj)

    def notice(self, obj):
        found = noticed()
        if found is not None:
            found.paths.add("/".join(obj.getPhysicalPath()))
            found.hook()

    def begin(self):
        """Nothing to begin."""

    def commit(self):
        """Nothing to commit: the hook has been."""

    def abort(self):
        """Nothing to forget: it belongs to the transaction."""


def tags_of(portal, paths):
    """The tags of records: as the last committed state has them, and as this transaction does."""
    catalog = portal.portal_catalog._catalog
    found = set()
    for path in paths:
        found |= tags_in(catalog, path)
    jar = portal._p_jar
    if catalog._p_oid is None or catalog._p_jar is None:
        return found
    before = jar.db().open(transaction_manager=TransactionManager(explicit=True))
    try:
        before.transaction_manager.begin()
        old = before.get(catalog._p_oid)
        for path in paths:
            found |= tags_in(old, path)
    except KeyError:
        logger.info("The catalogue is new: there was nothing before.")
    finally:
        before.transaction_manager.abort()
        before.close()
    return found


def tags_in(catalog, path):
    """The tags of a path by what a catalogue's indexes (`ZCatalog.Catalog`) have of it."""
    rid = catalog.uids.get(path)
    entries, portal_type, public, provided = {}, "", False, ()
    if rid is not None:
        indexes = catalog.indexes
        portal_type = indexes["portal_type"].getEntryForObject(rid, "")
        public = "Anonymous" in indexes["allowedRolesAndUsers"].getEntryForObject(rid, ())
        provided = indexes["object_provides"].getEntryForObject(rid, ())
        names = [name for name in (KEYS if public else NAMES) if name in indexes]
        entries = {name: indexes[name].getEntryForObject(rid) for name in names}
    return of_record(path, portal_type, entries, public, provided)
