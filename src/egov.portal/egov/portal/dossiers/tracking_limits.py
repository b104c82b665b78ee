"""How often a dossier may be asked for."""

from egov.portal.dossiers.codes import plain_text
from egov.portal.dossiers.settings import settings
from egov.portal.dossiers.tracking import state_of
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


def code_is_enough():
    """Whether an administrator allows the state to be told for the code alone."""
    return bool(settings().track_by_code)


def state_within_limits(code, request):
    """As `tracking.state_of`, within the limit of the sender.

    :raises egov.portal.shared.limiting.TooOften:
    """
    limiting.hit("track_code", request)
    return state_of(code)
