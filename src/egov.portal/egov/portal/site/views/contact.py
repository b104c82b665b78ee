"""The page of contacts: where to turn to, and a form where the site has a mail address."""

from egov.portal import _
from egov.portal.shared import limiting
from egov.portal.shared.mail.message import plone_mail
from egov.portal.shared.mail.settings import is_mailbox
from egov.portal.site import contact
from egov.portal.site import display
from egov.portal.site.asked import printable
from egov.portal.site.usefulness import is_from_here
from egov.portal.site.views.page import Page
from functools import cached_property
from plone.protect.interfaces import IDisableCSRFProtection
from zExceptions import Forbidden
from zope.interface import alsoProvides


SHOWN = 6
LABELS = {
    "name": _("Your name"),
    "email": _("Your mail address"),
    "subject": _("Subject"),
    "text": _("Message"),
}
# Offices that people turn to first, by their level.
LEVELS = ("province", "department")


class Contact(Page):
    """Agencies with their channels; a message is kept and mailed by the outbox."""

    # Of the page, whatever it says: its title in the head tells of errors, too.
    name_in_path = _("Contact")
    refused = None

    def __call__(self):
        self.errors = {}
        if self.request.method == "POST":
            self.request.response.setHeader("Cache-Control", "private, no-store")
            return self.sent()
        return self.index()

    @property
    def page_title(self):
        title = self.translate(self.name_in_path)
        return _("Error: ${title}", mapping={"title": title}) if self.errors else title

    @property
    def has_form(self):
        """Whether somebody gets what is sent."""
        return is_mailbox(plone_mail().email_from_address)

    @property
    def done(self):
        return self.request.form.get("sent") == "1"

    @cached_property
    def values(self):
        form = self.request.form
        lines = form.get("text", "")
        lines = lines.splitlines() if isinstance(lines, str) else []
        return {
            "name": printable(form.get("name", ""), contact.LONGEST_NAME),
            "email": printable(form.get("email", ""), 254),
            "subject": printable(form.get("subject", ""), contact.LONGEST_SUBJECT),
            "text": "\n".join(printable(line, contact.LONGEST_TEXT) for line in lines).strip(),
        }

    def sent(self):
        if not self.has_form or not is_from_here(self.request):
            raise Forbidden("Not sent from this site")
        values = self.values
        for name in ("name", "subject", "text"):
            if not values[name]:
                self.errors[name] = self.translate(_("Fill this in, please."))
        if not is_mailbox(values["email"]):
            self.errors["email"] = self.translate(
                _("Write a mail address such as ten@example.vn: the answer goes there.")
            )
        if self.errors:
            # In the order of the form.
            self.errors = {name: self.errors[name] for name in LABELS if name in self.errors}
            self.request.response.setStatus(400)
            return self.index()
        # A field that people do not see.
        if not self.request.form.get("website"):
            try:
                limiting.hit("contact", self.request)
                # It is this site's own page that sent it; pages for everybody have no token.
                alsoProvides(self.request, IDisableCSRFProtection)
                contact.send(values["name"], values["email"], values["subject"], values["text"])
            except limiting.TooOften as refused:
                refused.tell(self.request.response)
                self.refused = refused.message
                return self.index()
            except contact.TooMany:
                self.request.response.setStatus(503)
                self.refused = _("Too many messages wait. Please telephone or come by.")
                return self.index()
        here = f"{self.context.absolute_url()}/contact-info?sent=1"
        self.request.response.redirect(here, status=303)
        return ""

    @cached_property
    def labels(self):
        return {name: self.translate(title) for name, title in LABELS.items()}

    @property
    def fields(self):
        """[{name, title, type, value, error, autocomplete}] of one line each."""
        rows = (("name", "text", "name"), ("email", "email", "email"), ("subject", "text", "off"))
        return [
            {
                "name": name,
                "title": self.labels[name],
                "type": kind,
                "autocomplete": autocomplete,
                "value": self.values[name],
                "error": self.errors.get(name),
            }
            for name, kind, autocomplete in rows
        ]

    @cached_property
    def agencies(self):
        """The first agencies of the province: entries with address, phone, email."""
        found = []
        for brain in self.find(portal_type="Agency", sort_on="sortable_title"):
            agency = brain.getObject()
            if agency.level in LEVELS and (agency.phone or agency.email):
                entry = self.entry(brain)
                entry.update(address=agency.address, phone=agency.phone, email=agency.email)
                entry["dial"] = display.dial(agency.phone)
                found.append((LEVELS.index(agency.level), entry))
        found.sort(key=lambda pair: pair[0])
        return [entry for _level, entry in found[:SHOWN]]
