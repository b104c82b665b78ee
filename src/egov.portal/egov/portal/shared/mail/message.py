"""Making a letter. Whatever stands in a header has one line."""

from egov.portal import _
from egov.portal.shared.mail.settings import is_mailbox
from egov.portal.shared.mail.settings import public_address
from egov.portal.shared.mail.settings import settings
from egov.portal.shared.outbox import GiveUp
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
import hashlib
from plone.base.interfaces import IMailSchema
from plone.registry.interfaces import IRegistry
import unicodedata
from urllib.parse import urlsplit
from zope.component import getUtility


# Headers are folded, and everything that is not ASCII is encoded.
RULES = policy.SMTP.clone(max_line_length=78)
LONGEST_NAME = 100
LONGEST_SUBJECT = 200


def plone_mail():
    """Plone's own mail settings."""
    return getUtility(IRegistry).forInterface(IMailSchema, check=False, prefix="plone")


def one_line(text, longest):
    """A text without line breaks and other characters that steer, shortened."""
    plain = "".join(
        " " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text or ""
    )
    return " ".join(plain.split())[:longest].strip()


def message_id(key):
    """The same id for the same key: who gets a letter twice can tell."""
    name = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{name}@{domain()}>"


def domain():
    host = urlsplit(public_address()).hostname
    return host or (plone_mail().email_from_address or "").rpartition("@")[2] or "localhost"


def message(key, name, address, subject, plain, html, language, made_at, follows=None):
    """A letter in plain text and HTML, from the site to one person.

    :param key: names the letter; so does `follows`, the letter it belongs to
    :param made_at: POSIX seconds
    :raises GiveUp: when the address is none
    """
    if not is_mailbox(address):
        raise GiveUp(_("The address is not a mail address."))
    sender = plone_mail()
    letter = EmailMessage(policy=RULES)
    letter["From"] = Address(
        one_line(sender.email_from_name, LONGEST_NAME), addr_spec=sender.email_from_address
    )
    letter["To"] = Address(one_line(name, LONGEST_NAME), addr_spec=address)
    if settings().reply_to:
        letter["Reply-To"] = Address(addr_spec=settings().reply_to)
    letter["Subject"] = one_line(subject, LONGEST_SUBJECT)
    letter["Date"] = formatdate(made_at)
    letter["Message-ID"] = message_id(key)
    if follows and follows != key:
        letter["References"] = letter["In-Reply-To"] = message_id(follows)
    # Answering machines keep still (RFC 3834, and Microsoft's own word for it).
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    letter["List-Id"] = f"<applications.{domain()}>"
    letter.set_content(plain, cte="quoted-printable")
    letter.add_alternative(html, subtype="html", cte="quoted-printable")
    letter["Content-Language"] = language
    return letter
