"""From checked data to a dossier: gathers what the dossier keeps, and hands it over."""

from AccessControl import getSecurityManager
from egov.portal import dossiers
from egov.portal.dossiers.due_dates import latest_due
from egov.portal.dossiers.due_dates import times_of
from egov.portal.dossiers.form_models import digest_of
from egov.portal.intake.consent import current
from egov.portal.intake.consent import NotGiven
from egov.portal.intake.contact import contact_of
from egov.portal.intake.forms import service_of
from egov.portal.intake.models import schema_of
from egov.portal.intake.procedures import described
from egov.portal.intake.procedures import fees_of
from egov.portal.intake.procedures import meant
from egov.portal.intake.snapshot import fields_in_order
from egov.portal.intake.snapshot import snapshot
from egov.portal.shared.language import language_of
from functools import partial
from zope.globalrequest import getRequest


def submit(form, data, key, digest, channel, model=None, consent=None):
    """Store the data of a form as a dossier; the Receipt.

    :param data: {field name: value}, validated
    :param key: the submission's key; the same key and digest give the same receipt
    :param model: the form's schema where it was parsed already
    :param consent: what `intake.consent` gave; {} where none is asked for
    :raises dossiers.KeyReused: when the key came with another body before
    :raises NotGiven: without consent where it is asked for
    """
    if not consent and current().asked:
        raise NotGiven()
    service = service_of(form)
    language = language_of(getRequest())
    model = model or schema_of(form)
    answers, uploads = snapshot(form, model, data, language)
    fields = fields_in_order(model)
    procedure, candidates = meant(service, fields, data)
    xml = form.fields_model or ""
    return dossiers.receive(
        dossiers.Submission(
            key=key,
            digest=digest,
            agency=service.agency or "",
            service={"uid": service.UID(), "title": service.Title()},
            procedure=described(procedure),
            fees=fees_of(procedure),
            candidates=candidates,
            answers=answers,
            uploads=uploads,
            applicant=getSecurityManager().getUser().getId() or "",
            channel=channel,
            language=language,
            contact=contact_of(fields, data),
            consent=consent or {},
            form={"digest": digest_of(xml), "modified": form.modified().ISO8601()},
            form_model=xml,
            due=due_of(procedure),
        )
    )


def answered(form, key, digest):
    """The Receipt this key and digest were given before, or None.

    :raises dossiers.KeyReused: when the key came with another body before
    """
    return dossiers.answered(service_of(form).UID(), key, digest)


def is_known(form, key):
    """Whether this key was answered before, whatever its body."""
    return dossiers.is_known(service_of(form).UID(), key)


def due_of(procedure):
    """A function from the moment of receipt to when it is due; None where it has no time."""
    times = times_of(procedure)
    return partial(latest_due, times=times) if times else None
