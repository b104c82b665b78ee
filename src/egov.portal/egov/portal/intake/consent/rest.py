"""Consent over REST: two members of `fields` that are no fields of the form."""

from egov.portal import _
from egov.portal.intake.consent.asking import agreed
from egov.portal.intake.consent.asking import CHANGED
from egov.portal.intake.consent.asking import CONSENT
from egov.portal.intake.consent.asking import NOT_TICKED
from egov.portal.intake.consent.asking import VERSION
from egov.portal.intake.consent.versions import current
import re
from zope.i18n import translate


NUMBER = re.compile("[0-9]{1,8}")


def of_fields(fields, texts=False):
    """(what the dossier keeps, [(field, message)], the other fields) of a body's fields.

    :param texts: whether values are texts, as multipart bodies have nothing but those
    """
    version = current()
    if not version.asked:
        return {}, [], fields
    rest = {name: value for name, value in fields.items() if name not in (CONSENT, VERSION)}
    given, number = fields.get(CONSENT), fields.get(VERSION)
    if texts:
        given = isinstance(given, str) and given.lower() in ("true", "1", "on")
        number = int(number) if isinstance(number, str) and NUMBER.fullmatch(number) else number
    if given is not True:
        return None, [(CONSENT, NOT_TICKED)], rest
    # A JSON number like 2.0 is the same as 2; true is none.
    if number is not None and (isinstance(number, bool) or number != version.number):
        return None, [(CONSENT, CHANGED)], rest
    return agreed(version), [], rest


def properties(language, order):
    """JSON Schema of the two members, {} where no consent is asked for."""
    version = current()
    if not version.asked:
        return {}
    title = _("Consent to the processing of personal data")
    return {
        CONSENT: {
            "title": translate(title, target_language=language),
            "description": version.text(language),
            "order": order,
            "const": True,
            "version": version.number,
            "examples": [True],
        },
        VERSION: {
            "title": translate(_("Version of the text agreed to"), target_language=language),
            "order": order + 1,
            "const": version.number,
            "examples": [version.number],
        },
    }
