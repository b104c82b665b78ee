"""Withdrawing an application, by its applicant or the holder of its secret."""

from egov.portal.dossiers import states
from egov.portal.dossiers.holder import as_holder


class TooLate(Exception):
    """The dossier is past the states in which it can be withdrawn."""


def can_withdraw(dossier):
    return dossier.state() in states.BEFORE_A_RESULT


def withdraw(dossier, reason=""):
    """Withdraw it for good; nothing happens to one that is withdrawn already.

    The caller has made sure that it is theirs.

    :param reason: text, may be empty
    :raises TooLate:
    """
    if dossier.state() == "withdrawn":
        return
    if not can_withdraw(dossier):
        raise TooLate()
    with as_holder(dossier):
        dossier.portal_workflow.doActionFor(
            dossier, "withdraw", comment=reason[: states.LONGEST_REASON]
        )
