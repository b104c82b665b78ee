"""From checked data to a dossier: gathers what the dossier keeps, and hands it over."""

from collective.easyform.api import get_schema
from egov.portal import dossiers
from egov.portal.intake.forms import service_of
from egov.portal.intake.snapshot import snapshot
from egov.portal.shared.deadlines import due
from egov.portal.shared.language import language_of
from functools import partial
from plone import api
from zope.globalrequest import getRequest


def submit(form, data, key, digest, channel, model=None):
    """Store the data of a form as a dossier; the Receipt.

    :param data: {field name: value}, validated
    :param key: the submission's key; the same key and digest give the same receipt
    :param model: the form's schema where it was parsed already
    :raises dossiers.KeyReused: when the key came with another body before
    """
    service = service_of(form)
    language = language_of(getRequest())
    answers, uploads = snapshot(form, model or get_schema(form), data, language)
    procedure = procedure_of(service)
    return dossiers.receive(
        dossiers.Submission(
            key=key,
            digest=digest,
            agency=service.agency or "",
            service={"uid": service.UID(), "title": service.Title()},
            procedure=described(procedure),
            fees=tuple(dict(fee) for fee in getattr(procedure, "fees", None) or ()),
            answers=answers,
            uploads=uploads,
            applicant="" if api.user.is_anonymous() else api.user.get_current().getId(),
            channel=channel,
            language=language,
            due=due_of(procedure),
        )
    )


def answered(form, key, digest):
    """The Receipt this key and digest were given before, or None.

    :raises dossiers.KeyReused: when the key came with another body before
    """
    return dossiers.answered(service_of(form).UID(), key, digest)


def procedure_of(service):
    """The service's procedure where there is exactly one, else None: which one it is of several
    is for the officer to say."""
    codes = list(service.procedures or ())
    if len(codes) != 1:
        return None
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="Procedure", code=codes[0])
    # A working copy or another copy has the same code: what is published counts, under its code.
    brains = sorted(
        brains, key=lambda brain: (brain.review_state != "published", brain.getId != brain.code)
    )
    return brains[0]._unrestrictedGetObject() if brains else None


def described(procedure):
    """What a dossier keeps of its procedure."""
    if procedure is None:
        return {}
    return {
        "code": procedure.code,
        "title": procedure.Title(),
        "updated": procedure.national_updated,
    }


def due_of(procedure):
    """A function from the moment of receipt to when it is due, by the way of submitting online."""
    ways = list(getattr(procedure, "submission_ways", None) or ())
    online = [way for way in ways if way.get("channel") == "ONLINE"] or ways
    timed = [way for way in online if way.get("time")]
    if not timed:
        return None
    return partial(due, time=timed[0]["time"], unit=timed[0].get("unit"))
