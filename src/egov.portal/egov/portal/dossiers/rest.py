"""Dossiers over REST: what the HTML pages show, to the same people."""

from AccessControl import getSecurityManager
from egov.portal.dossiers import readings
from egov.portal.dossiers.interfaces import IDossier
from egov.portal.dossiers.interfaces import IDossierFolder
from egov.portal.dossiers.interfaces import IDossierRegister
from egov.portal.dossiers.quarantine import handed_out
from egov.portal.dossiers.security import agencies_seen
from egov.portal.dossiers.views import private
from egov.portal.interfaces import IEgovLayer
from plone.restapi.batching import HypermediaBatch
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from zExceptions import Forbidden
from zope.component import adapter
from zope.interface import implementer


SLICE = 100


def iso(value):
    """ISO 8601 with its offset; None for None."""
    return value.isoformat() if value else None


def summary(dossier):
    return {
        "@id": dossier.absolute_url(),
        "@type": "Dossier",
        "code": dossier.code,
        "title": dossier.service.get("title", ""),
        "state": dossier.state(),
        "received_at": iso(dossier.received_at),
        "due_at": iso(dossier.due_at),
    }


@implementer(ISerializeToJsonSummary)
@adapter(IDossier, IEgovLayer)
class DossierSummary:
    def __init__(self, context, request):
        self.context = context

    def __call__(self):
        return summary(self.context)


@implementer(ISerializeToJson)
@adapter(IDossier, IEgovLayer)
class DossierToJson:
    """A dossier; the log only for those who work on it."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True):
        private(self.request.response)
        dossier = self.context
        readings.note(dossier, "rest")
        result = {
            **summary(dossier),
            "agency": dossier.agency,
            "service": plain(dossier.service),
            "procedure": plain(dossier.procedure),
            "fees": [plain(fee) for fee in dossier.fees],
            "candidates": [
                {
                    "procedure": plain(candidate["procedure"]),
                    "fees": [plain(fee) for fee in candidate["fees"]],
                }
                for candidate in dossier.candidates
            ],
            "contact": plain(dossier.contact),
            "consent": plain(dossier.consent),
            "form": plain(dossier.form),
            "answers": [plain(answer) for answer in dossier.answers],
            "files": [
                {
                    "@id": f"{dossier.absolute_url()}/@@file/{id_}",
                    "id": id_,
                    "field": stored.field,
                    "filename": stored.filename,
                    "content-type": stored.content_type,
                    "size": stored.size,
                    "sha256": stored.sha256,
                    "scan": stored.scan,
                    "available": handed_out(stored),
                }
                for id_, stored in dossier.files.items()
            ],
        }
        result["supplements"] = [
            {
                "at": iso(record["at"]),
                "asked": record["asked"],
                "text": record["text"],
                "files": list(record["files"]),
            }
            for record in dossier.supplements
        ]
        result["rating"] = plain(dossier.rating)
        if getSecurityManager().checkPermission("egov.portal: Process dossiers", dossier):
            result["log"] = [{**entry._asdict(), "at": iso(entry.at)} for entry in dossier.log]
        return result


def plain(record):
    """A stored record as JSON takes it."""
    return {
        key: iso(value) if hasattr(value, "isoformat") else value for key, value in record.items()
    }


@implementer(ISerializeToJson)
@adapter(IDossierRegister, IEgovLayer)
class RegisterToJson:
    """The dossiers of the current user's agencies, newest first, in batches."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True):
        private(self.request.response)
        check = getSecurityManager().checkPermission
        agencies = agencies_seen()
        catalog = self.context._catalog
        found = Found(self.context, agencies, catalog.count(agencies=agencies))
        batch = HypermediaBatch(self.request, found)
        result = {
            "@id": batch.canonical_url,
            "@type": self.context.portal_type,
            "items_total": batch.items_total,
            # Whatever the index says, each is asked for the permission.
            "items": [summary(dossier) for dossier in batch if check("View", dossier)],
        }
        if batch.links:
            result["batching"] = batch.links
        return result


class Found:
    """All dossiers of some agencies as a sequence of which slices only are read.

    Each look into the catalogue passes over what comes before: so a batch is read by few of them.
    """

    def __init__(self, register, agencies, total):
        self.register, self.agencies, self.total = register, agencies, total
        self.rows = {}

    def __len__(self):
        return self.total

    def __getitem__(self, index):
        if index not in self.rows:
            rows = self.register._catalog.search(agencies=self.agencies, start=index, size=SLICE)
            self.rows = dict(enumerate(rows, index))
        return self.register.unrestrictedTraverse(self.rows[index].path)


@implementer(ISerializeToJson)
@adapter(IDossierFolder, IEgovLayer)
class FolderToJson:
    """A year, month or day tells nothing of what is in it."""

    def __init__(self, context, request):
        self.context = context

    def __call__(self, version=None, include_items=True):
        return {"@id": self.context.absolute_url(), "@type": self.context.portal_type}


@implementer(IDeserializeFromJson)
@adapter(IDossier, IEgovLayer)
class NothingToWrite:
    """A dossier is not written over REST."""

    def __init__(self, context, request):
        self.request = request

    def __call__(self, **kw):
        json_body(self.request)
        raise Forbidden("A dossier is changed by its workflow only")
