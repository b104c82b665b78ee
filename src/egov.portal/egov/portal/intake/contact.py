"""Whom to write to about a dossier: name, e-mail address and telephone, from the answers.

A form has no field that is "the" name: fields are known by their checks, and the name by what the
question says. What the form does not ask for comes from the profile of a signed-in sender.
"""

from collective.easyform.interfaces import IFieldExtender
from egov.portal.shared.text import clean
from egov.portal.shared.text import fold
from plone import api
from plone.schema.email import IEmail
import re
from zope.schema.interfaces import ITextLine


# "Họ và tên", "Họ, chữ đệm, tên người yêu cầu", "ho_ten", "Full name", without marks.
NAME = re.compile(r"\bho(,| va|,? chu dem,?( va)?)? ten\b|\bfull name\b")
# Of several names in one form the sender's: not the child's, the deceased's, the company's.
SENDER = re.compile(r"\bnguoi (yeu cau|nop|de nghi|khai|gui)\b|\bapplicant\b")


def contact_of(fields, data):
    """{name, email, phone} of a submission; each may be "".

    :param fields: [(name, field)] of the form, in its order
    :param data: {field name: value}, validated
    """
    given = [(name, field) for name, field in fields if one_line(data.get(name))]
    names = [(name, field) for name, field in given if ITextLine.providedBy(field)]
    names = [(name, said) for name, said in map(said_of, names) if NAME.search(said)]
    names.sort(key=lambda found: not SENDER.search(found[1]))
    emails = [name for name, field in given if IEmail.providedBy(field) or has(field, "email")]
    phones = [name for name, field in given if has(field, "phone")]
    contact = {
        "name": one_line(data[names[0][0]]) if names else "",
        "email": one_line(data[emails[0]]) if emails else "",
        "phone": one_line(data[phones[0]]) if phones else "",
    }
    return {key: value or profile(key) for key, value in contact.items()}


def said_of(named):
    name, field = named
    words = f"{name.replace('_', ' ')} | {field.title or ''}"
    return name, " ".join(fold(words).split())


def has(field, check):
    return f"egov.portal.{check}" in (getattr(IFieldExtender(field), "validators", None) or ())


def one_line(value):
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def profile(key):
    """What the profile of the current user says; "" for an anonymous one."""
    if api.user.is_anonymous():
        return ""
    property_ = {"name": "fullname"}.get(key, key)
    return one_line(api.user.get_current().getProperty(property_, "") or "")
