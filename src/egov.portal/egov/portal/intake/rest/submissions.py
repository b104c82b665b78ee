"""POST @submissions: send an application, once, however often it is tried."""

from collections import deque
from collective.easyform.interfaces import ILabel
from dataclasses import replace
from egov.portal import _
from egov.portal import dossiers
from egov.portal.dossiers.rest import iso
from egov.portal.intake import kinds
from egov.portal.intake.consent.rest import of_fields
from egov.portal.intake.form_view import ServiceForm
from egov.portal.intake.form_view import text_of
from egov.portal.intake.forms import NO_FORM
from egov.portal.intake.forms import open_form
from egov.portal.intake.models import schema_of
from egov.portal.intake.payload import digest
from egov.portal.intake.payload import valid_key
from egov.portal.intake.rest import plan
from egov.portal.intake.rest.body import malformed
from egov.portal.intake.rest.body import read
from egov.portal.intake.rest.body import Refused
from egov.portal.intake.submitting import answered
from egov.portal.intake.submitting import is_known
from egov.portal.intake.submitting import submit
from egov.portal.shared import limiting
from egov.portal.shared.answers import failure
from egov.portal.shared.answers import say
from egov.portal.shared.answers import too_often
from egov.portal.shared.language import use_asked_language
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from plone.transformchain.interfaces import DISABLE_TRANSFORM_REQUEST_KEY
from plone.z3cform.z2 import IFixedUpRequest
from plone.z3cform.z2 import IProcessedRequest
from z3c.form.interfaces import IActions
from z3c.form.interfaces import IFormLayer
from z3c.form.interfaces import IMultiWidget
from z3c.form.interfaces import IObjectWidget
from zope.i18n.locales import locales
from zope.interface import directlyProvides
from zope.interface import implementer


# What z3c.form wants of a request: its views, and no decoding, as nothing came by the form itself.
PREPARED = (IFixedUpRequest, IFormLayer, IProcessedRequest)
# What requests provided lately: reckoning it anew for each takes longer than reading its body.
provided = deque(maxlen=8)


class SubmissionsPost(Service):
    """Drives the form itself, so that both ways in have the same rules."""

    def reply(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        language = use_asked_language(self.request)
        self.request.response.setHeader("Content-Language", language)
        try:
            receipt = self.receipt(language)
        except Refused as refused:
            errors = [
                {"field": name, "message": say(self.request, message)}
                for name, message in refused.errors
            ]
            return failure(self.request, refused.status, refused.type, refused.message, errors)
        except limiting.TooOften as refused:
            return too_often(self.request, refused)
        self.request.response.setStatus(201 if receipt.created else 200)
        # Nothing is done to an answer of a few words in JSON.
        self.request.environ[DISABLE_TRANSFORM_REQUEST_KEY] = True
        return {
            "code": receipt.code,
            "secret": receipt.secret,
            "state": receipt.state,
            "received_at": iso(receipt.received_at),
            "due_at": iso(receipt.due_at),
        }

    def receipt(self, language):
        form = open_form(self.context)
        if form is None:
            raise Refused(404, "NotFound", NO_FORM)
        key = self.request.getHeader("Idempotency-Key")
        if not valid_key(key):
            raise malformed(
                _("The header Idempotency-Key is required: 16 to 128 visible ASCII characters.")
            )
        # Before anything is read. Who asks again for an answer given already is not refused.
        known = is_known(form, key)
        if not known:
            limiting.hit("submit", self.request)
        # No page of another site can send this header unless CORS lets it.
        prepare(self.request)
        body = read(self.request)
        body_digest = digest(body.content)
        try:
            # What was not there a moment ago is not: all of it is one transaction.
            receipt = answered(form, key, body_digest) if known else None
            if receipt is not None:
                return receipt
            model = schema_of(form)
            data, consent = checked(form, model, self.request, body, language)
            return submit(
                form, data, key, body_digest, channel="rest", model=model, consent=consent
            )
        except dossiers.KeyReused:
            if known:
                limiting.hit("submit", self.request)
            raise Refused(
                409, "Conflict", _("This key was used before with another body.")
            ) from None


def prepare(request):
    """What the request provides, with what is wanted of one that is no page's, all at once."""
    given = request.__provides__.__bases__[:-1]  # the last one is its class's
    directlyProvides(request, given, IDisableCSRFProtection, *PREPARED)
    if request.__provides__ not in provided:
        provided.append(request.__provides__)


@implementer(IActions)
class NoActions(dict):
    """No buttons were pressed, and none are shown."""

    def execute(self):
        """Nothing to do."""


class SentForm(ServiceForm):
    """The form as it is sent over REST: known to be open, and never shown."""

    def updateActions(self):
        self.actions = NoActions()

    def is_closed(self):
        return False

    def markWidgets(self):
        pass


def checked(form, model, request, body, language):
    """(data, consent) of a body, by the form's plan where it has one.

    :raises Refused: 400 with an error for each field that is wrong
    """
    consent, missing, fields = of_fields(body.fields, body.texts)
    if not missing:
        data = plan.data_of(form, model, request, replace(body, fields=fields))
        if data is not None:
            return data, consent
    view = SentForm(form, request)
    data = extract(view, request, body, language)
    plan.keep(view)
    return data, view.consent


def extract(view, request, body, language):
    """The data of a body, checked by the form that `view` is, which then has its `consent`.

    :raises Refused: 400 with an error for each field that is wrong
    """
    # What is sent is put into a request of nothing but that, in the notation of programs.
    request.environ.pop("HTTP_REFERER", None)
    request.form.clear()
    request._locale = locales.getLocale("en")
    view.ignoreRequest = True
    view.update()
    view.consent, missing, fields = of_fields(body.fields, body.texts)
    wrong, misread = fill(view, request, replace(body, fields=fields), language)
    wrong += missing
    for widget in view.all_widgets():
        widget.ignoreRequest = False
        # Others are asked for what is in the request when the data are extracted.
        if IMultiWidget.providedBy(widget) or IObjectWidget.providedBy(widget):
            widget.update()
    data, errors = view.extractData()
    found = {name: message for name, message in wrong if name not in misread & view.not_asked}
    for error in errors:
        name = error.widget.field.__name__ if error.widget is not None else ""
        found.setdefault(name, text_of(error))
    if found:
        raise malformed(_("Some answers need to be put right."), list(found.items()))
    return view.updateServerSideData(data)


def fill(view, request, body, language):
    """Put the values of a body into the request.

    ([(field, message)] of what is wrong, names of those that would not matter if the field did
    not apply): a client is told types and choices whether it applies or not.
    """
    widgets = {
        widget.field.__name__: widget
        for widget in view.all_widgets()
        if not ILabel.providedBy(widget.field)
    }
    wrong, misread = [], set()
    for name, value in body.fields.items():
        widget = widgets.get(name)
        if widget is None or kinds.is_upload(widget.field):
            wrong.append((name, _("There is no such field.")))
            continue
        if value is None:
            continue
        kind = kinds.kind_of(widget, language)
        try:
            kind.into(request, of_texts(kind, value) if body.texts else value)
        except ValueError as error:
            wrong.append((name, error.args[0]))
            if body.texts or isinstance(error, kinds.WrongValue):
                misread.add(name)
    for name, value in body.files.items():
        widget = widgets.get(name)
        if widget is None or not kinds.is_upload(widget.field):
            wrong.append((name, _("There is no such field.")))
        else:
            request.form[widget.name] = value
    return wrong, misread


def of_texts(kind, value):
    """A list of texts where only one is asked for is no value of it."""
    if isinstance(value, list) and not isinstance(kind, (kinds.Choices, kinds.Lines)):
        raise ValueError(kind.wrong)
    return kind.of_text(value)
