"""How often a dossier may be asked for."""

from egov.portal.dossiers.codes import plain_text
from egov.portal.dossiers.tracking import track
from egov.portal.shared import limiting


def track_within_limits(code, secret, request):
    """As `tracking.track`, within the limits of the sender and of wrong secrets for one code.

    A code that does not exist is counted like one that does.

    :raises egov.portal.shared.limiting.TooOften:
    """
    limiting.hit("track", request)
    asked = "".join(letter for letter in plain_text(code).upper() if letter.isalnum())
    limiting.refuse_if_spent("track_failed", asked)
    found = track(code, secret)
    if found is None:
        limiting.count("track_failed", asked, request)
    return found
