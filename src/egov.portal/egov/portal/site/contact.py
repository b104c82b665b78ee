"""Messages to the portal: kept until the mail server has confirmed them, then gone.

A message goes to the site's own address (control panel, Mail). The outbox knows its id only.
"""

from BTrees.OOBTree import OOBTree
from egov.portal.shared import outbox
from egov.portal.shared.clock import now
from egov.portal.shared.mail.delivery import deliver
from egov.portal.shared.mail.delivery import why_not
from egov.portal.shared.mail.message import LONGEST_NAME
from egov.portal.shared.mail.message import LONGEST_SUBJECT
from egov.portal.shared.mail.message import one_line
from egov.portal.shared.mail.message import plone_mail
from egov.portal.shared.mail.message import RULES
from egov.portal.shared.mail.settings import is_mailbox
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from persistent.mapping import PersistentMapping
from plone import api
import secrets
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


KEY = "egov.portal.messages"
KIND = "contact"
LONGEST_TEXT = 5000  # characters
MOST_WAITING = 1000


class TooMany(Exception):
    """More messages wait than anybody will read."""


def send(name, address, subject, text):
    """Keep a message, and ask for its delivery in the same transaction.

    :param address: a mail address, see `is_mailbox`
    :raises TooMany:
    """
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    waiting = annotations[KEY]
    if len(waiting) >= MOST_WAITING:
        raise TooMany()
    identity = secrets.token_hex(16)
    waiting[identity] = PersistentMapping(
        name=one_line(name, LONGEST_NAME),
        address=address,
        subject=one_line(subject, LONGEST_SUBJECT),
        text=text[:LONGEST_TEXT],
        at=now(),
    )
    outbox.add(KIND, {"message": identity}, key=f"{KIND} {identity}")
    return identity


def letter(message):
    """The mail: from the site to the site, answers go to who wrote it."""
    own = plone_mail()
    mail = EmailMessage(policy=RULES)
    name = one_line(own.email_from_name or "", LONGEST_NAME)
    site = Address(name, addr_spec=own.email_from_address)
    mail["From"] = site
    mail["To"] = site
    if is_mailbox(message["address"]):
        mail["Reply-To"] = Address(message["name"], addr_spec=message["address"])
    mail["Subject"] = message["subject"]
    mail["Date"] = format_datetime(message["at"])
    mail.set_content(f"{message['name']} <{message['address']}>\n\n{message['text']}\n")
    return mail


@implementer(outbox.IOutboxHandler)
class Handler:
    """Delivers one message, and forgets it."""

    def away(self):
        return why_not()

    def __call__(self, entry):
        identity = entry.payload["message"]
        message = (IAnnotations(api.portal.get()).get(KEY) or {}).get(identity)
        if message is None:
            return None
        deliver(letter(message))
        return lambda: forget(identity)

    def discarded(self, entry):
        """An administrator gave it up: nobody is to read it any more."""
        forget(entry.payload["message"])


def forget(identity):
    (IAnnotations(api.portal.get()).get(KEY) or {}).pop(identity, None)
