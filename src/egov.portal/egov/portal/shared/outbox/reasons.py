"""Why something was not done: kept so that each administrator reads it in their own language.

A handler says it with a message of the catalogue (`GiveUp(_("..."))`); what other programs say, and
what an older version has written down, is shown as it stands.
"""

from egov.portal.shared.outbox.interfaces import GiveUp
from egov.portal.shared.outbox.interfaces import NotNow
from zope.i18nmessageid import Message


LONGEST = 500
DOMAIN = "egov.portal"


def reason_of(error):
    """What an administrator is shown of an exception: a text, or a `Message` with short values."""
    said = error.args[0] if error.args else ""
    if isinstance(said, Message):
        mapping = {name: plain(value) for name, value in (said.mapping or {}).items()}
        return Message(str(said), said.domain, said.default, mapping)
    text = str(error)
    if not isinstance(error, GiveUp | NotNow):
        text = f"{type(error).__name__}: {text}"
    return plain(text)


def plain(value):
    """One line of at most `LONGEST` characters."""
    return " ".join(str(value).split())[:LONGEST]


def stored(reason):
    """A reason as it is kept: a text, or the parts of a message."""
    if isinstance(reason, Message):
        return (str(reason), reason.domain, dict(reason.mapping or {}))
    return reason


def readable(kept):
    """What is kept of a reason, to be translated; an older text that has a translation, too."""
    if isinstance(kept, tuple):
        text, domain, mapping = kept
        return Message(text, domain, None, mapping)
    return Message(kept, DOMAIN) if kept else ""


def in_english(reason):
    """A reason for logs."""
    text = str(reason)
    for name, value in (getattr(reason, "mapping", None) or {}).items():
        text = text.replace(f"${{{name}}}", str(value))
    return text
