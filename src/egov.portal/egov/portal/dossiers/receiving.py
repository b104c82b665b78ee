"""Receiving a submission: one transaction, one dossier, however often it is sent."""

from dataclasses import dataclass
from dataclasses import field
import datetime
from egov.portal.catalogue.agencies import agency_by_uid
from egov.portal.dossiers import keys
from egov.portal.dossiers.beginning import begin
from egov.portal.dossiers.content import Dossier
from egov.portal.dossiers.content import DossierFolder
from egov.portal.dossiers.content import StoredFile
from egov.portal.dossiers.form_models import keep_model
from egov.portal.dossiers.interfaces import DossierReceived
from egov.portal.dossiers.log import Log
from egov.portal.dossiers.numbers import new_code
from egov.portal.dossiers.readings import Readings
from egov.portal.dossiers.register import get_register
from egov.portal.shared.clock import now
import hashlib
from persistent.mapping import PersistentMapping
from plone.base.interfaces import IHideFromBreadcrumbs
from plone.uuid.interfaces import ATTRIBUTE_NAME
from plone.uuid.interfaces import IUUIDGenerator
from ZODB.blob import Blob
from zope.component import getUtility
from zope.event import notify
from zope.interface import alsoProvides


class KeyReused(Exception):
    """The key was seen with another body."""


@dataclass(frozen=True)
class Upload:
    """A checked file: `data` bytes; `content_type` told from the content."""

    id: str
    field: str
    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Submission:
    """What intake hands over, checked.

    `key`: the submission's key, text; `digest`: bytes that are the same for the same body only;
    `service`: {uid, title}; `procedure`: {code, title, and its version}; `fees`: tuple of dicts;
    `candidates`: tuple of {procedure, fees, times} where nobody has said yet which of several it
    is, `times` as in `due_dates`;
    `answers`: tuple of dicts as `Dossier.answers`, `uploads` the files they name by id;
    `contact`: {name, email, phone}, any may be ""; `consent`: {version, at, text_digest} or {};
    `form`: {digest, modified} of the form it was filled in with, and `form_model` that form's
    fields as XML, kept once for each digest;
    `due`: function from the aware moment of receipt to an aware one or None.
    """

    key: str
    digest: bytes
    agency: str
    service: dict
    procedure: dict = field(default_factory=dict)
    fees: tuple = ()
    candidates: tuple = ()
    answers: tuple = ()
    uploads: tuple = ()
    applicant: str = ""
    channel: str = "form"
    language: str = "vi"
    contact: dict = field(default_factory=dict)
    consent: dict = field(default_factory=dict)
    form: dict = field(default_factory=dict)
    form_model: str = field(default="", repr=False)
    due: object = None


@dataclass(frozen=True)
class Receipt:
    """What the sender is told. `created` is False when the dossier was there already."""

    code: str
    secret: str
    state: str
    received_at: datetime.datetime
    due_at: datetime.datetime | None
    created: bool
    dossier: object = field(repr=False)


def receive(submission):
    """Store a submission and return its Receipt; the same key and body give the same one again.

    Two at once with the same key write the same entry: one of them has a conflict, is tried
    again by the publisher, and finds the other's dossier.

    :raises KeyReused: when the key was used with another body
    """
    known = answered(submission.service["uid"], submission.key, submission.digest)
    if known is not None:
        return known
    register = get_register()
    server_key = register._server_key
    scope = submission.service["uid"]
    key = keys.keyed_hash(server_key, "key", scope, submission.key).hex()
    digest = keys.keyed_hash(server_key, "body", submission.digest)
    secret = keys.secret_of(server_key, scope, submission.key)
    dossier = store(register, submission, keys.secret_hash(server_key, secret))
    dossier._submission_key = key
    register._submissions[key] = (digest, dossier.path())
    notify(DossierReceived(dossier))
    return receipt(dossier, secret, created=True)


def answered(service_uid, key, digest):
    """The Receipt given before for this key and body, or None.

    :raises KeyReused: when the key was used with another body
    """
    register = get_register()
    server_key = register._server_key
    hashed = keys.keyed_hash(server_key, "key", service_uid, key).hex()
    known = register._submissions.get(hashed)
    if known is None:
        return None
    if known[0] != keys.keyed_hash(server_key, "body", digest):
        raise KeyReused()
    dossier = register.unrestrictedTraverse(known[1])
    return receipt(dossier, keys.secret_of(server_key, service_uid, key), created=False)


def is_known(service_uid, key):
    """Whether a key has its dossier, whatever its body: one look-up, for limits of use."""
    register = get_register()
    hashed = keys.keyed_hash(register._server_key, "key", service_uid, key).hex()
    return hashed in register._submissions


def receipt(dossier, secret, created):
    return Receipt(
        code=dossier.code,
        secret=secret,
        state=dossier.state(),
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        created=created,
        dossier=dossier,
    )


def store(register, submission, secret_hash):
    """Make the dossier in the folder of its day, in its first state, with its first log entry."""
    received = now()
    agency = agency_by_uid(submission.agency) if submission.agency else None
    folder = day_folder(register, received)
    code = new_code(register, getattr(agency, "code", ""), received)
    while code in folder:
        code = new_code(register, getattr(agency, "code", ""), received)
    dossier = Dossier(id=code, title=code, language=submission.language)
    dossier.portal_type = "Dossier"
    setattr(dossier, ATTRIBUTE_NAME, getUtility(IUUIDGenerator)())
    dossier.code = code
    dossier.agency = submission.agency
    dossier.applicant = submission.applicant
    dossier.creators = (submission.applicant,) if submission.applicant else ()
    dossier.__ac_local_roles__ = {submission.applicant: ["Owner"]} if submission.applicant else {}
    dossier.channel = submission.channel
    dossier.received_at = received
    dossier.due_at = submission.due(received) if submission.due else None
    dossier.answers = submission.answers
    dossier.fees = submission.fees
    dossier.procedure = dict(submission.procedure)
    dossier.candidates = tuple(submission.candidates)
    dossier.service = dict(submission.service)
    dossier.contact = dict(submission.contact)
    dossier.consent = dict(submission.consent)
    dossier.form = dict(submission.form)
    if submission.form_model:
        keep_model(register, submission.form["digest"], submission.form_model)
    dossier.files = PersistentMapping({up.id: stored(up) for up in submission.uploads})
    dossier.log = Log()
    dossier.readings = Readings()
    dossier._secret_hash = secret_hash
    dossier._docid = register._catalog.new_id(received)
    # Not the usual way of adding: its events write the folder and the site's catalogue, which
    # every other submission writes at the same moment.
    folder._setOb(code, dossier)
    dossier = folder._getOb(code)
    begin(dossier)
    dossier.log.add("received", who=submission.applicant, after=dossier.state(), at=received)
    dossier.indexObject()
    return dossier


def stored(upload):
    blob = Blob()
    with blob.open("w") as out:
        out.write(upload.data)
    return StoredFile(
        field=upload.field,
        filename=upload.filename,
        content_type=upload.content_type,
        size=len(upload.data),
        sha256=hashlib.sha256(upload.data).hexdigest(),
        blob=blob,
    )


def day_folder(register, moment):
    """The folder yyyy/mm/dd, made where it is missing."""
    folder = register
    for name in moment.strftime("%Y/%m/%d").split("/"):
        if name not in folder:
            new = DossierFolder(id=name, title=name)
            new.portal_type = "DossierFolder"
            # Officers come from the list; these folders show them nothing.
            alsoProvides(new, IHideFromBreadcrumbs)
            folder._setOb(name, new)
        folder = folder._getOb(name)
    return folder
