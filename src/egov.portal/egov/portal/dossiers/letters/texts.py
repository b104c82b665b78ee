"""What letters say. Of the person they hold the name, why the case ended, and never the secret."""

from dataclasses import dataclass
from egov.portal import _
from egov.portal.catalogue.agencies import agency_by_uid
from egov.portal.dossiers import states
from egov.portal.dossiers.choosing import LOGGED_AS as PROCEDURE
from egov.portal.dossiers.display import moment
from egov.portal.dossiers.quarantine import refusal
from egov.portal.dossiers.quarantine import SCANNED
from egov.portal.dossiers.tracking import ENDED_BY_AGENCY
from egov.portal.shared.mail import public_address
from egov.portal.shared.site_name import site_title
from html import escape
from plone import api
from zope.i18n import translate


# What has come about, and what there is to do.
RECEIVED = (
    _("Your application has reached us."),
    _(
        "Keep the secret that you were shown when you sent it: with it and the code you can "
        "follow your application. It is not sent by mail."
    ),
)
PROCEDURE_CHOSEN = (
    _("The agency has found out which procedure your application is for."),
    _("If that is not what you want, tell the agency before it accepts your application."),
)
FILE_REFUSED = (
    _("The virus scan refused a file that was sent with your application."),
    _(
        "Nobody here can open that file. Make a clean copy of it, checked on your own device. When "
        "the agency asks for it, send it from the tracking page with your code and secret."
    ),
)
ABOUT = {
    "supplement_requested": (
        _("Your application needs more papers or corrections."),
        _(
            "Open the tracking page with your code and secret, read what is asked of you, and "
            "send it from there."
        ),
    ),
    "payment_requested": (
        _("A payment is asked of you before your application can go on."),
        _("Open the tracking page with your code and secret to see what is to be paid."),
    ),
    "refused": (
        _("Your application was not accepted."),
        _("When what the reason names is put right, you may apply again."),
    ),
    "stopped": (
        _("The processing of your application was stopped."),
        _("If you do not agree with the reason, ask the agency, and tell it the code."),
    ),
    "withdrawn": (
        _("Your application was withdrawn, as you asked."),
        _("If you did not ask for that, tell the agency at once."),
    ),
    "finished": (
        _("Your application has been dealt with, and the result is ready."),
        _("You get the result in the way that you chose when you applied."),
    ),
    "returned": (
        _("The result of your application was handed over."),
        _("If you have not received it, tell the agency."),
    ),
}
# States in which the case goes on: its deadline still counts.
OPEN = {"new", "accepted", "processing", "supplement_requested", "payment_requested"}


@dataclass(frozen=True)
class Text:
    """A letter's words in one language."""

    subject: str
    plain: str
    html: str


def text_of(dossier, entry):
    """The words of the letter about a log entry, in the dossier's language."""
    words = Words(dossier, entry)
    return Text(words.subject(), words.plain(), words.html())


class Words:
    def __init__(self, dossier, entry):
        self.dossier = dossier
        self.entry = entry
        self.language = dossier.language if dossier.language in ("vi", "en") else "vi"
        # An entry that is no change of state is told with the state of today.
        self.after = entry.after or dossier.state()
        other = {"received": RECEIVED, PROCEDURE: PROCEDURE_CHOSEN, SCANNED: FILE_REFUSED}
        self.happened, self.to_do = other.get(entry.what) or ABOUT[self.after]

    def say(self, text):
        return translate(text, target_language=self.language)

    def state(self):
        return self.say(states.title(self.after))

    def subject(self):
        values = {"code": self.dossier.code, "state": self.state()}
        if self.entry.what == "received":
            return self.say(_("Application ${code}: it has reached us", mapping=values))
        if self.entry.what == SCANNED:
            return self.say(_("Application ${code}: a file was refused", mapping=values))
        if self.entry.what == PROCEDURE:
            return self.say(_("Application ${code}: its procedure", mapping=values))
        return self.say(_("Application ${code}: ${state}", mapping=values))

    def greeting(self):
        name = self.dossier.contact.get("name", "")
        if name:
            return self.say(_("Dear ${name},", mapping={"name": " ".join(name.split())}))
        return self.say(_("Dear Sir or Madam,"))

    def facts(self):
        """[(title, value)]"""
        facts = [
            (self.say(_("Code")), self.dossier.code),
            (self.say(_("State")), self.state()),
            (self.say(_("Date")), moment(self.entry.at, self.language)),
        ]
        refused = refusal(self.dossier, self.entry)
        if refused is not None:
            facts.append((self.say(_("File")), refused.filename))
        if self.entry.what == PROCEDURE:
            facts.append((self.say(_("Procedure")), self.entry.why))
        if self.dossier.due_at is not None and self.after in OPEN:
            facts.append(
                (self.say(_("Result expected by")), moment(self.dossier.due_at, self.language))
            )
        agency = agency_by_uid(self.dossier.agency) if self.dossier.agency else None
        if agency is not None:
            facts.append((self.say(_("Agency")), self.named(agency)))
        if self.after in ENDED_BY_AGENCY and self.entry.why:
            # The letter is the only way in which an applicant who was not signed in is told.
            facts.append((self.say(_("Reason")), self.entry.why))
        return facts

    def named(self, agency):
        """The agency's name in the letter's language, if it has one."""
        title = None
        if self.language == "en":
            title = getattr(agency._unrestrictedGetObject(), "title_en", None)
        return title or agency.Title

    def link(self):
        address = public_address()
        return f"{address}/tra-cuu" if address else ""

    def follow(self):
        if self.link():
            return self.say(_("Follow your application:"))
        return self.say(_("Follow your application on the tracking page of the portal."))

    def closing(self):
        return self.say(
            _(
                "This letter was made by the portal. Nobody will ask you for your secret by mail "
                "or telephone."
            )
        )

    def portal(self):
        return site_title(self.language) or api.portal.get().Title()

    def plain(self):
        parts = [
            self.greeting(),
            self.say(self.happened),
            "\n".join(f"{title}: {value}" for title, value in self.facts()),
            self.say(self.to_do),
            f"{self.follow()}\n{self.link()}".strip(),
            self.closing(),
            f"-- \n{self.portal()}",
        ]
        return "\n\n".join(parts) + "\n"

    def html(self):
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;padding:2px 12px 2px 0">{escape(title)}'
            f'</th><td style="white-space:pre-line">{escape(value)}</td></tr>'
            for title, value in self.facts()
        )
        link = escape(self.link())
        shown = f'<br><a href="{link}">{link}</a>' if link else ""
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8">'
            f"<title>{escape(self.subject())}</title></head>"
            '<body style="font-family:sans-serif;line-height:1.5;max-width:40em">'
            f"<p>{escape(self.greeting())}</p><p>{escape(self.say(self.happened))}</p>"
            f"<table>{rows}</table><p>{escape(self.say(self.to_do))}</p>"
            f"<p>{escape(self.follow())}{shown}</p>"
            f"<p><small>{escape(self.closing())}</small></p>"
            f"<p><small>{escape(self.portal())}</small></p></body></html>\n"
        )
