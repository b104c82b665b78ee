"""Handing a letter to the mail server of Products.MailHost, and believing its answer only."""

from contextlib import suppress
from egov.portal import _
from egov.portal.shared.mail.message import plone_mail
from egov.portal.shared.mail.settings import is_mailbox
from egov.portal.shared.outbox import GiveUp
from egov.portal.shared.outbox import NotNow
from plone import api
import smtplib


# Seconds until a server that cannot be reached is tried again.
AWAY = 60


class QuitsQuietly:
    """The letter is delivered when its text was confirmed, whatever follows."""

    def quit(self):
        with suppress(smtplib.SMTPException, OSError):
            return super().quit()
        self.close()


class Connection(QuitsQuietly, smtplib.SMTP):
    pass


class SecureConnection(QuitsQuietly, smtplib.SMTP_SSL):
    pass


def why_not():
    """Why no letter can be sent at present, or an empty text."""
    found = plone_mail()
    if not found.smtp_host or not is_mailbox(found.email_from_address):
        return _("No mail server or no sender's address is set: letters wait.")
    return ""


def deliver(letter):
    """Send a letter to the one it is addressed to; returns when the server has confirmed it.

    :raises GiveUp: the server refused the recipient or the text for good
    :raises NotNow: there is no server
    :raises smtplib.SMTPException, OSError: anything else, to be tried again
    """
    mailer = api.portal.get_tool("MailHost")._makeMailer()
    mailer.smtp = SecureConnection if mailer.implicit_tls else Connection
    sender = letter["From"].addresses[0].addr_spec
    recipient = letter["To"].addresses[0].addr_spec
    try:
        connect(mailer, sender, recipient)
        mailer.send(sender, [recipient], letter.as_bytes())
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise_answer(code, answer, recipient, error)
    except smtplib.SMTPDataError as error:
        raise_answer(error.smtp_code, error.smtp_error, recipient, error)
    except smtplib.SMTPAuthenticationError as error:
        raise NotNow(_("The mail server does not let the portal sign in."), AWAY) from error
    finally:
        mailer.abort()


def connect(mailer, sender, recipient):
    try:
        mailer.vote(sender, [recipient], b"")
    except (OSError, RuntimeError) as error:  # those of smtplib are among them
        mapping = {"error": str(error)}
        reason = _("The mail server cannot be reached: ${error}", mapping=mapping)
        raise NotNow(reason, AWAY) from error


def raise_answer(code, answer, recipient, error):
    """Raise what a server's refusal means; the address itself is not for administrators."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    said = f"{code} {text}".replace(recipient, "(address)")
    if code >= 500:
        raise GiveUp(_("The mail server refused: ${said}", mapping={"said": said})) from error
    raise smtplib.SMTPException(said) from error
