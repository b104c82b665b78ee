"""Dossier, and the folders dossiers are in. Lean: no site catalogue, no order, no versions."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from egov.portal.dossiers import keys
from egov.portal.dossiers.catalog import DossierCatalog
from egov.portal.dossiers.catalog import Row
from egov.portal.dossiers.gate import guard
from egov.portal.dossiers.interfaces import IDossier
from egov.portal.dossiers.interfaces import IDossierFolder
from egov.portal.dossiers.interfaces import IDossierRegister
from egov.portal.dossiers.shards import ShardedTree
from persistent import Persistent
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from Products.CMFCore.utils import getToolByName
from zope.interface import implementer


class NotInSiteCatalogue:
    """Content the site's catalogue never hears of."""

    def indexObject(self):
        pass

    def unindexObject(self):
        pass

    def reindexObject(self, idxs=()):
        pass

    def reindexObjectSecurity(self, skip_self=False):
        pass


class StoredFile(Persistent):
    """An uploaded file.

    `filename`: as the sender named it, made safe; `content_type`: told from the content;
    `size`: bytes; `sha256`: hex; `field`: name of the answer it belongs to;
    `blob`: ZODB blob; `scan`: "pending" until a scanner has said "clean", "infected" or
    "unscannable", at the aware moment `scanned_at`, with a signature's name or another reason.
    """

    scan = "pending"
    scan_reason = ""
    scanned_at = None

    def __init__(self, field, filename, content_type, size, sha256, blob):
        self.field = field
        self.filename = filename
        self.content_type = content_type
        self.size = size
        self.sha256 = sha256
        self.blob = blob


@implementer(IDossier)
class Dossier(NotInSiteCatalogue, Item):
    """A case.

    `answers`: tuple of dicts {name, title, type, value, readable}, in the order of the form, as
    they were when submitted; a file's value is the id of a `files` entry.
    `files`: {id: StoredFile}. `procedure`, `service`: dicts of what they said at that time;
    `candidates`: tuple of {procedure, fees, times} where the form did not say which of several it
    is; an officer does, see `choosing`.
    `contact`: {name, email, phone}, any may be "", or {} of older ones. `consent`: {version, at,
    text_digest}, or {} where none was asked for. `form`: {digest, modified} of the form it was
    submitted under; see `form_models`.
    `received_at`, `due_at`: aware datetimes; `due_at` may be None.
    `applicant`: user id, empty for an anonymous one. `channel`: "form" or "rest".
    `log`: what was done; `readings`: who read it. `rating`: {level, comment, at}, or {} before.
    `deliveries`: {name of a letter: aware datetime at which a mail server confirmed it, or
    "discarded"}.
    `supplements`: tuple of records of papers sent later, see `supplementing`.
    """

    security = ClassSecurityInfo()
    # Attributes are for code; people get them through views, which ask for permission.
    for _name in (
        *("answers", "applicant", "candidates", "channel", "consent", "contact", "deliveries"),
        *("due_at", "fees", "files", "form", "language", "log", "procedure", "rating"),
        *("readings", "received_at", "service", "supplements"),
    ):
        security.declarePrivate(_name)
    del _name

    # Roles somebody has in the folders above, or in the whole of /ho-so, end here.
    __ac_local_roles_block__ = True

    code = ""
    agency = ""
    applicant = ""
    channel = ""
    language = "vi"
    received_at = None
    due_at = None
    answers = ()
    fees = ()
    candidates = ()
    contact = {}
    consent = {}
    form = {}
    procedure = {}
    service = {}
    files = {}
    log = ()
    readings = None
    rating = {}
    supplements = ()
    deliveries = {}
    _docid = None
    _secret_hash = b""
    _submission_key = ""

    @security.private
    def state(self):
        return getToolByName(self, "portal_workflow").getInfoFor(self, "review_state", "new")

    @security.private
    def register(self):
        """The register this dossier is in, or None."""
        for parent in self.aq_chain:
            if IDossierRegister.providedBy(parent):
                return parent
        return None

    @security.private
    def secret_fits(self, given):
        return keys.secret_fits(self.register()._server_key, self._secret_hash, given)

    @security.private
    def path(self):
        """Its path from the register on: year/month/day/code."""
        return "/".join(self.getPhysicalPath()[len(self.register().getPhysicalPath()) :])

    @security.private
    def row(self):
        return Row(
            self.path(),
            self.code,
            self.agency or "",
            self.state(),
            self.applicant,
            self.procedure.get("code") or "",
            self.service.get("uid") or "",
        )

    def indexObject(self):
        register = self.register()
        if register is None or self._docid is None:
            return
        register._catalog.index(self._docid, self.row())

    def reindexObject(self, idxs=()):
        self.indexObject()

    def unindexObject(self):
        register = self.register()
        if register is not None and self._docid is not None:
            register._catalog.unindex(self._docid)


@implementer(IDossierFolder)
class DossierFolder(NotInSiteCatalogue, Container):
    """A year, a month or a day."""

    # The default order keeps one list of all ids, which every addition would write.
    _ordering = "unordered"

    def _initBTrees(self):
        self._tree = ShardedTree()
        self._count = Length()
        self._mt_index = OOBTree()

    def _setOb(self, id, object):
        # As the base class, without the index by meta type.
        if id in self._tree:
            raise KeyError(f"There is a {id} already")
        self._tree[id] = getattr(object, "aq_base", object)
        self._count.change(1)

    def _delOb(self, id):
        del self._tree[id]
        self._count.change(-1)


@implementer(IDossierRegister)
class DossierRegister(DossierFolder):
    """The folder /ho-so."""

    # {digest: XML} of the forms dossiers were submitted under
    _form_models = None

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self._form_models = OOBTree()
        self._catalog = DossierCatalog()
        self._counters = OOBTree()
        # keyed hash of a submission's key -> (keyed hash of its body, path of the dossier)
        self._submissions = ShardedTree()
        self._server_key = keys.new_server_key()

    def __before_publishing_traverse__(self, _register, request):
        guard(self, request)


InitializeClass(Dossier)
