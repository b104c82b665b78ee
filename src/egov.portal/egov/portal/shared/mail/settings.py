"""Settings of letters, beside those of Plone's mail control panel."""

from egov.portal import _
from egov.portal.shared.settings import records
import re
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid


PREFIX = "egov.portal.mail"
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?")
# RFC 5321 without quoted names, address literals and what is not ASCII.
MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def valid_address(value):
    if value and not ADDRESS.fullmatch(value):
        raise Invalid(_("Write an address such as https://dichvucong.example.vn."))
    return True


def is_mailbox(value):
    """Whether a text is a mail address and nothing else."""
    return bool(value) and len(value) <= 254 and bool(MAILBOX.fullmatch(value))


def valid_mailbox(value):
    if value and not is_mailbox(value):
        raise Invalid(_("This is not a mail address."))
    return True


class ILetterSettings(Interface):
    """Registry records under `egov.portal.mail`."""

    public_address = schema.TextLine(
        title=_("Address of the portal"),
        description=_(
            "As citizens know it, for example https://dichvucong.example.vn. Letters link to it; "
            "without it they have no links"
        ),
        default="",
        missing_value="",
        required=False,
        constraint=valid_address,
    )
    reply_to = schema.TextLine(
        title=_("Answers go to"),
        description=_("Mail address; where there is none, answers go to the sender's address"),
        default="",
        missing_value="",
        required=False,
        constraint=valid_mailbox,
    )
    longest_days = schema.Int(
        title=_("Days after which a letter is too old to be sent"),
        description=_(
            "A letter that could not be sent for so long, as there was no mail server, says what "
            "is no longer so: it becomes a dead letter, which an administrator can send all the "
            "same"
        ),
        default=7,
        min=1,
        max=365,
    )


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(ILetterSettings, PREFIX)


def public_address():
    """The portal's address without a slash at its end, empty where none is set.

    It is never taken from a request: whoever sends one may name any host in it.
    """
    return (settings().public_address or "").rstrip("/")
