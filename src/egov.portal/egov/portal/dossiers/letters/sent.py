"""Which letters an applicant was sent, for the applicant."""

import datetime
from egov.portal.dossiers.letters.asking import letters
from egov.portal.dossiers.letters.texts import Words


def sent(dossier):
    """[(aware moment, subject)] of the letters that a mail server confirmed, oldest first."""
    found = ((dossier.deliveries.get(name), entry) for name, entry in letters(dossier))
    return [
        (at, Words(dossier, entry).subject())
        for at, entry in found
        if isinstance(at, datetime.datetime)
    ]
