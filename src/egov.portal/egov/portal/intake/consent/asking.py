"""Asking for consent, and telling whether it was given to the text that is in force."""

from egov.portal import _
from egov.portal.intake.consent.versions import current
from egov.portal.shared.clock import now
from egov.portal.shared.language import language_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


# Names of the box in a form and of the members of `fields` over REST.
CONSENT = "egov_consent"
VERSION = "egov_consent_version"
NOT_TICKED = _("Without your consent the application cannot be received. Tick the box.")
CHANGED = _(
    "The text of the consent was changed meanwhile. Read it and tick the box again; your answers "
    "were kept."
)


class NotGiven(Exception):
    """Consent is asked for and was not given; `message` says what to do."""

    def __init__(self, message=NOT_TICKED):
        super().__init__(message)
        self.message = message


def agreed(version):
    """What a dossier keeps of consent given now to a version."""
    return {"version": version.number, "at": now(), "text_digest": version.digest}


class ConsentBox:
    """The box to tick at the end of a form. Never ticked beforehand.

    `render()` gives its HTML. `given()` gives what the dossier keeps, {} where nothing is asked;
    without consent it raises NotGiven, and what is rendered then says so.
    """

    template = ViewPageTemplateFile("templates/box.pt")
    name = CONSENT

    def __init__(self, context, request):
        self.context = context
        self.request = request
        self.version = current()
        self.error = None
        self.ticked = False

    def given(self):
        if not self.version.asked:
            return {}
        value = self.request.form.get(CONSENT)
        if value == str(self.version.number):
            self.ticked = True
            return agreed(self.version)
        self.error = NOT_TICKED if value is None else CHANGED
        raise NotGiven(self.error)

    def render(self):
        return self.template() if self.version.asked else ""

    @property
    def text(self):
        return self.version.text(language_of(self.request))

    @property
    def notice_url(self):
        number = self.version.number
        return f"{api.portal.get().absolute_url()}/@@du-lieu-ca-nhan?version={number}"
