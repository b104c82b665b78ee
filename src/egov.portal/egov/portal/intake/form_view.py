"""The page of a service's form: filled in, sent once, answered with a receipt."""

from AccessControl import getSecurityManager
from collective.easyform.browser.view import EasyFormForm
from collective.easyform.config import FORM_ERROR_MARKER
from egov.portal import _
from egov.portal import dossiers
from egov.portal.dossiers import states
from egov.portal.dossiers.display import moment
from egov.portal.intake.action import RECEIPT
from egov.portal.intake.alike import key_of_page
from egov.portal.intake.conditional_form import ConditionalForm
from egov.portal.intake.consent import ConsentBox
from egov.portal.intake.consent import NotGiven
from egov.portal.intake.empty_box import EmptyBox
from egov.portal.intake.file_widget import submitted_file_widget
from egov.portal.intake.forms import DEFAULTS
from egov.portal.intake.forms import is_open
from egov.portal.intake.forms import service_of
from egov.portal.intake.forms import submit_action
from egov.portal.intake.forms import takes_applications
from egov.portal.intake.forms import words_lang
from egov.portal.intake.models import schema_of
from egov.portal.intake.payload import digest_of_form
from egov.portal.intake.payload import DRAFT_FIELD
from egov.portal.intake.payload import draft_key
from egov.portal.intake.payload import new_draft_key
from egov.portal.intake.settings import largest_body
from egov.portal.intake.settings import settings
from egov.portal.intake.submitting import answered
from egov.portal.intake.uploads import problem
from egov.portal.intake.uploads import total_problem
from egov.portal.intake.uploads import TYPES
from egov.portal.shared import limiting
from egov.portal.shared.bodies import body_size
from egov.portal.shared.crowded import CROWDED
from html import escape
from plone import api
from plone.namedfile.interfaces import INamed
from plone.namedfile.interfaces import INamedField
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.interfaces import IErrorViewSnippet
from z3c.form.interfaces import IMultipleErrors
from z3c.form.interfaces import INPUT_MODE
from zope.cachedescriptors.property import Lazy
from zope.component import getMultiAdapter
from zope.component import queryMultiAdapter
from zope.i18n import translate
from zope.interface import Invalid


class ServiceForm(ConditionalForm, EasyFormForm):
    """A form whose answers become one dossier.

    Of easyform's form it keeps fields, widgets and validators. Its actions other than ours, its
    thanks page and its second validation are left out.
    """

    form_template = ViewPageTemplateFile("templates/form.pt")
    receipt_template = ViewPageTemplateFile("templates/receipt.pt")
    closed_template = ViewPageTemplateFile("templates/closed.pt")
    formErrorsMessage = _("Some answers need to be put right.")
    # Answers come with the form only, not with a link somebody else has made.
    allow_prefill_from_GET_request = False
    draft_field = DRAFT_FIELD
    receipt = None
    closed = False
    pick_again = False
    # Bytes of files that are sent along without being in this part of the form.
    sizes_elsewhere = ()

    moment = staticmethod(moment)
    state_title = staticmethod(states.title)

    @property
    def label(self):
        if self.receipt is not None:
            return _("Your application was received")
        return self.context.Title()

    @property
    def description(self):
        return "" if self.receipt is not None else self.context.Description()

    @Lazy
    def schema(self):
        """easyform's own property parses it for every field."""
        return schema_of(self.context)

    @property
    def default_fieldset_label(self):
        return self.context.default_fieldset_label or _("About the application")

    @property
    def enable_autofocus(self):
        # An empty text, as the template writes a False into the class.
        return self.context.autofocus or ""

    @property
    def words_lang(self):
        return words_lang(self.context, self.request)

    @property
    def service(self):
        return service_of(self.context)

    @property
    def asks_in_vietnamese(self):
        """Whether its questions are in another language than the page: then the page says so."""
        language = api.portal.get_current_language(self.context)
        return language != "vi" and self.context.Language() in ("vi", "")

    @property
    def draft_key(self):
        """The key of this draft: kept while the form is put right, new when it is opened."""
        if not hasattr(self, "_draft_key"):
            self._draft_key = draft_key(self.request) or key_of_page(self)
        return self._draft_key

    @Lazy
    def consent_box(self):
        return ConsentBox(self.context, self.request)

    @Lazy
    def empty_box(self):
        return EmptyBox(self.context, self.request)

    def action(self):
        """Another address than the form's own: what is sent to an address makes browsers forget
        the page they keep of it, and that is where the back button leads.
        """
        address = f"{self.context.absolute_url()}/@@view"
        return address.replace("http://", "https://") if self.context.forceSSL else address

    @property
    def can_be_tracked(self):
        """Whether the portal has its page for following an application."""
        portal = api.portal.get()
        view = queryMultiAdapter((portal, self.request), name="tra-cuu")
        return view is not None or "tra-cuu" in portal

    @property
    def tracking_url(self):
        return f"{api.portal.get().absolute_url()}/tra-cuu"

    def may_edit(self):
        return getSecurityManager().checkPermission("Modify portal content", self.context)

    def update(self):
        # A draft's key is for one sender only: no cache may hand it to the next. The sender's own
        # browser keeps the empty form for its back button: with another key, what is sent from
        # there again would be a second dossier. What answers a form sent is kept nowhere.
        opened = self.request.method in ("GET", "HEAD")
        self.request.response.setHeader(
            "Cache-Control", "private, no-cache" if opened else "private, no-store"
        )
        self.closed = self.is_closed()
        if self.closed and not self.may_edit():
            self.template = self.closed_template
            return
        self.formMaybeForceSSL()
        too_large = body_size(self.request) > largest_body()
        if too_large:
            self.ignoreRequest = True
            token = self.request.form.get("_authenticator")
            self.request.form.clear()
            # Else what is told is that the form was forged.
            self.request.form["_authenticator"] = token
        # Not easyform's own update, which validates again and shows its own page of thanks.
        super(EasyFormForm, self).update()
        self.markWidgets()
        for group in self.groups:
            # The form's template takes it for HTML; editors write a text.
            group.description = escape(group.description or "")
        self.template = self.form_template
        if too_large:
            self.request.response.setStatus(413)
            self.status = _("What you sent is too large.")
        self.receipt = self.request.get(RECEIPT)
        if self.receipt is not None:
            self.template = self.receipt_template

    def is_closed(self):
        return not (is_open(self.context) and takes_applications(self.context))

    def updateFields(self):
        super().updateFields()
        for fields in [self.fields, *(group.fields for group in self.groups)]:
            for field in fields.values():
                if INamedField.providedBy(field.field):
                    field.widgetFactory[INPUT_MODE] = submitted_file_widget

    def all_widgets(self):
        for form in [self, *self.groups]:
            yield from form.widgets.values()

    def extractData(self, setErrors=True):
        data, errors = super().extractData(setErrors)
        errors = tuple(errors) + tuple(self.file_errors(data, setErrors))
        return data, errors

    def file_errors(self, data, setErrors=True):
        """Errors of files, one by one and all together, as error views."""
        sizes = [*self.sizes_elsewhere]
        for widget in self.all_widgets():
            value = data.get(widget.field.__name__)
            if not INamed.providedBy(value):
                continue
            sizes.append(value.getSize())
            wrong = problem(value.filename or "", value.data) or total_problem(sizes)
            if wrong:
                yield self.error(widget, wrong, setErrors)

    def error(self, widget, message, setErrors=True):
        view = getMultiAdapter(
            (Invalid(message), self.request, widget, widget.field, widget.form, self.context),
            IErrorViewSnippet,
        )
        view.update()
        if setErrors:
            widget.error = view
            widget.form.widgets.errors += (view,)
        return view

    @button.buttonAndHandler(_("Submit"), name="submit", condition=lambda form: not form.closed)
    def handleSubmit(self, action):
        if self.sent_before() or self.crowded_out() or self.sent_too_often():
            return
        if self.empty_box.is_filled():
            self.show_again(self.empty_box.error)
            return
        has_consent = self.has_consent()
        data, errors = self.extractData()
        if errors or not has_consent:
            self.status = self.formErrorsMessage
            self.forget_files()
            return
        wrong = submit_action(self.context).onSuccess(self.updateServerSideData(data), self.request)
        if wrong:
            self.status = wrong.get(FORM_ERROR_MARKER) or self.formErrorsMessage
            self.forget_files()

    def has_consent(self):
        """Whether consent is given, or not asked for; if not, its box says so."""
        try:
            self.consent_box.given()
        except NotGiven:
            return False
        return True

    def sent_before(self):
        """Whether the same was sent before: then the same receipt is shown, checked no more."""
        key = draft_key(self.request)
        if key is None or self.closed:
            return False
        try:
            receipt = answered(self.context, key, digest_of_form(self.request))
        except dossiers.KeyReused:
            # Should these answers be meant as another application, the next try is one.
            self._draft_key = new_draft_key()
            return False
        if receipt is not None:
            self.request.set(RECEIPT, receipt)
        return receipt is not None

    def crowded_out(self):
        """Whether this is shown after all tries have failed: see `crowded`."""
        message = self.request.get(CROWDED)
        if message:
            self.show_again(message)
        return bool(message)

    def sent_too_often(self):
        """Whether the sender has to wait: then the page is shown again with all answers."""
        try:
            limiting.hit("submit", self.request)
        except limiting.TooOften as refused:
            refused.tell(self.request.response)
            self.show_again(refused.message)
            return True
        return False

    def show_again(self, message):
        """The page with all answers as they were, and a message."""
        self.status = message
        self.extractData(setErrors=False)
        self.forget_files()

    def forget_files(self):
        """A browser does not send a file again unless it is picked again: say so."""
        for widget in self.all_widgets():
            if INamedField.providedBy(widget.field) and widget.value is not None:
                widget.value = None
                self.pick_again = True

    def updateActions(self):
        super().updateActions()
        if "submit" in self.actions:
            submit = self.actions["submit"]
            submit.klass = submit.klass.replace("btn-secondary", "btn-primary")
            if self.context.submitLabel == DEFAULTS["submitLabel"]:
                submit.title = _("Submit application")

    def has_files(self):
        return any(INamedField.providedBy(widget.field) for widget in self.all_widgets())

    def file_hint(self):
        """What may be sent along, in one sentence."""
        record = settings()
        return translate(
            _(
                "Files: ${types}; each up to ${size} MB, together up to ${total} MB.",
                mapping={
                    "types": ", ".join(end for end in record.file_types if end in TYPES),
                    "size": record.max_file_size,
                    "total": record.max_total_size,
                },
            ),
            context=self.request,
        )


def text_of(error):
    """The message of an error view; of several, the first."""
    if IMultipleErrors.providedBy(error.error):
        return text_of(error.error.errors[0])
    return error.message
