"""Objects that a request changed without saying so: found by looking through its transaction.

Content is thrown away by itself; anything else that a page might show (tools, actions, types,
templates, portlets) throws all pages away, unless it is of a kind known to be on none.
"""

from Acquisition import aq_base
from egov.portal.interfaces import ISection
from egov.portal.shared.caching.tags import FRAME
from egov.portal.shared.caching.tags import NAMES
from persistent.mapping import PersistentMapping
from Products.CMFPlone.interfaces import IPloneSiteRoot


#: Beginnings of the names of classes that no stranger's page shows, or whose owner says so itself:
#: trees (of the catalogue, the registry, folders), dossiers, drafts, the outbox, people, versions.
UNSEEN = (
    "BTrees.",
    "OFS.Uninstalled",
    "Products.CMFEditions.",
    "Products.PluggableAuthService.",
    "Products.PluginIndexes.",
    "Products.PlonePAS.",
    "Products.CMFPlone.CatalogTool",
    "Products.ZCTextIndex.",
    "Products.ZCatalog.Lazy",
    "Products.ZopeVersionControl.",
    "ZODB.",
    "egov.portal.dossiers.",
    "egov.portal.intake.",
    "egov.portal.shared.",
    "persistent.",
    "plone.app.linkintegrity",
    "plone.app.locking",
    "plone.contentrules.",
    "plone.folder.",
    "plone.keyring.",
    "plone.locking.",
    "plone.namedfile.",
    "plone.scale.",
    "plone.uuid",
    "z3c.relationfield.",
    "zc.relation.",
    "five.intid.",
    "zope.intid.",
    "plone.app.textfield.",
    "plone.app.iterate.",
)
#: Keys of the mappings by which plone.portlets blocks portlets somewhere, and hides them.
OF_PORTLETS = {"context", "user", "group", "content_type", "visible"}
#: What changes in a section or the site itself when something is added to it.
OF_CHILDREN = {"_count", "_tree", "_mt_index", "_ordering", "_objects", "modification_date"}
#: A transaction of more objects than these, kept aside meanwhile, throws all away.
MOST = 3000


def sweep(portal):
    """The tags of what the transaction of this portal's connection has changed."""
    jar = portal._p_jar
    objects = {id(thing): thing for thing in (*jar._registered_objects, *jar._added.values())}
    aside = jar._savepoint_storage
    if aside is not None:
        if len(aside.index) > MOST:
            return {FRAME}
        objects.update((id(thing), thing) for thing in map(jar.get, aside.index))
    found = set()
    for thing in objects.values():
        found |= tags_of(thing, jar)
    return found


def tags_of(thing, jar):
    """The tags of one object."""
    kind = type(thing)
    if isinstance(thing, PersistentMapping) and thing and OF_PORTLETS.issuperset(thing):
        return {FRAME}
    if f"{kind.__module__}.{kind.__name__}".startswith(UNSEEN):
        return set()
    if IPloneSiteRoot.providedBy(thing) or ISection.providedBy(thing):
        return {FRAME} if face_changed(thing, jar) else set()
    uid = getattr(aq_base(thing), "_plone.uuid", None)
    if uid is not None:
        values = {"UID": uid, "code": getattr(aq_base(thing), "code", None)}
        return {f"{name}={values[name]}" for name in NAMES if values[name]}
    # What the portal's own code stores beside content, such as counts, says so by `changed`.
    return set() if kind.__module__.startswith("egov.portal.") else {FRAME}


def face_changed(thing, jar):
    """Whether anything but the things in it has changed in a folder."""
    if thing._p_serial in (None, b"\0" * 8):
        return True
    try:
        before = jar.oldstate(thing, thing._p_serial)
    except AttributeError:
        return True  # after a savepoint the connection has no older states to give
    now = thing.__getstate__()
    if not isinstance(before, dict) or not isinstance(now, dict):
        return True
    names = (set(before) | set(now)) - OF_CHILDREN
    return any(before.get(name) != now.get(name) for name in names)
