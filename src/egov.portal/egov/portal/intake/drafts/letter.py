"""The private link by mail, to the address its holder has filled in, at their wish only."""

from egov.portal import _
from egov.portal.dossiers.display import moment
from egov.portal.intake.contact import has
from egov.portal.intake.drafts.store import get_store
from egov.portal.intake.models import schema_of
from egov.portal.intake.snapshot import fields_in_order
from egov.portal.shared import mail
from egov.portal.shared import outbox
from egov.portal.shared.outbox import GiveUp
from egov.portal.shared.outbox import IOutboxHandler
from html import escape
from plone import api
from plone.schema.email import IEmail
from zope.i18n import translate
from zope.interface import implementer


KIND = "draft-link"


def can_be_sent():
    """Whether letters are sent at all, and the portal knows its own address."""
    return bool(mail.public_address()) and not mail.why_not()


def address(form, draft):
    """The first e-mail address filled in, or an empty text."""
    given = draft.given
    for name, field in fields_in_order(schema_of(form)):
        value = given.get(name)
        if isinstance(value, str) and value and (IEmail.providedBy(field) or has(field, "email")):
            return value.strip()
    return ""


def key(draft):
    return f"{KIND}:{draft.id}:{draft.links}"


def ask(draft):
    """Have the link sent, once. The outbox holds the draft's id and no token."""
    outbox.add(KIND, {"draft": draft.id}, key=key(draft))


def is_asked_for(draft):
    return draft.links > 0 and outbox.find(key(draft)) is not None


@implementer(IOutboxHandler)
class LinkSender:
    """Entries of the kind "draft-link": {draft: id}."""

    def away(self):
        return mail.why_not()

    def __call__(self, entry):
        store = get_store()
        draft = store.get(entry.payload["draft"]) if store is not None else None
        form = api.content.get(UID=draft.form) if draft is not None and draft.links else None
        if form is None:
            return None  # sent, deleted or expired meanwhile
        root = mail.public_address()
        if not root:
            raise GiveUp(_("The public address of the portal is not set."))
        path = form.getPhysicalPath()[len(api.portal.get().getPhysicalPath()) :]
        link = f"{root}/{'/'.join(path)}/mo/{draft.id}.{store.link_token(draft)}"
        subject, plain, html = words(form, draft, link)
        mail.deliver(
            mail.message(
                key=entry.key,
                name="",
                address=address(form, draft),
                subject=subject,
                plain=plain,
                html=html,
                language=draft.language,
                made_at=entry.created,
            )
        )
        return None


def words(form, draft, link):
    """(subject, plain text, HTML). Of the answers nothing is said."""

    def say(message):
        return translate(message, target_language=draft.language)

    subject = say(_("Your unfinished application: ${title}", mapping={"title": form.Title()}))
    until = {"moment": moment(draft.expires, draft.language)}
    before = say(_("You asked for the private link of your unfinished application:"))
    after = [
        say(_("It opens the application until ${moment}.", mapping=until)),
        say(_("Whoever has the link can read and send the application: do not pass it on.")),
        say(_("If you did not ask for it, do nothing: the application is deleted by itself.")),
    ]
    plain = "\n\n".join([before, link, *after]) + "\n"
    shown = escape(link)
    html = (
        f'<!DOCTYPE html>\n<html lang="{draft.language}"><head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head><body>"
        f'<p>{escape(before)}</p><p><a href="{shown}">{shown}</a></p>'
        + "".join(f"<p>{escape(text)}</p>" for text in after)
        + "</body></html>\n"
    )
    return subject, plain, html
