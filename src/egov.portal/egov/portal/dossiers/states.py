"""The ten national states of a dossier, by the ids the workflow has."""

from egov.portal import _


# Order and numbers 1 to 10 are those of the national portal.
STATES = {
    "new": _("Newly registered"),
    "accepted": _("Accepted"),
    "refused": _("Not accepted"),
    "processing": _("Being processed"),
    "supplement_requested": _("More papers requested"),
    "payment_requested": _("Payment requested"),
    "withdrawn": _("Withdrawn by the applicant"),
    "stopped": _("Processing stopped"),
    "finished": _("Processing finished"),
    "returned": _("Result returned"),
}
INITIAL = "new"

# Steps of the workflow; those that need a reason, which the applicant is told.
ACTIONS = {
    "accept": _("Accept"),
    "refuse": _("Do not accept"),
    "process": _("Begin processing"),
    "request_supplement": _("Ask for more papers"),
    "request_payment": _("Ask for payment"),
    "resume": _("Go on processing"),
    "stop": _("Stop processing"),
    "finish": _("Finish"),
    "return_result": _("Hand over the result"),
    "withdraw": _("Withdraw"),
    # Both are taken by the applicant's sending papers: see `supplementing`.
    "supplement": _("Papers sent"),
    "supplement_new": _("Papers sent, to be checked"),
}
NEED_REASON = {"refuse", "request_supplement", "stop"}
# States in which the applicant may still withdraw.
BEFORE_A_RESULT = {"new", "accepted", "processing", "supplement_requested", "payment_requested"}
# States in which the agency has to act, and time passes.
WITH_THE_AGENCY = {"new", "accepted", "processing"}
LONGEST_REASON = 2000  # characters


def title(state):
    """The title of a state, to be translated; the id itself for one that is not known."""
    return STATES.get(state, state)
