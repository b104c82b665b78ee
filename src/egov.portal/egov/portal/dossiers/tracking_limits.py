"""How often a dossier may be asked for."""

from egov.portal.dossiers.settings import settings
from egov.portal.dossiers.tracking import state_of
from egov.portal.dossiers.tracking import track
from egov.portal.shared import limiting


def track_within_limits(code, secret, request):
    """As `tracking.track`, within the limits of the sender, for all and for wrong secrets.

    Nothing is counted for a code: whoever knows one could lock its applicant out by sending wrong
    secrets, and there is nothing to protect, as 80 random bits are guessed by nobody (a million
    tries a second, from however many addresses, for a million years come to one in 40,000). What
    is counted for the sender keeps machines from being busy with guesses; the right secret opens
    whatever was counted, so that neighbours behind one address do not lock each other out.

    :raises egov.portal.shared.limiting.TooOften:
    """
    limiting.hit("track", request)
    found = track(code, secret)
    if found is None:
        limiting.hit("track_failed", request)
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
