"""What the holder of a code and secret is told: states, dates, and what is asked of them."""

from dataclasses import dataclass
import datetime
from egov.portal import _
from egov.portal.dossiers import keys
from egov.portal.dossiers.codes import plain_text
from egov.portal.dossiers.codes import possible_codes
from egov.portal.dossiers.register import get_register


NOT_FOUND = _("There is no application with this code and secret.")

# States in which the applicant has to do something.
WAITING_FOR_APPLICANT = {"supplement_requested", "payment_requested", "finished"}

# States in which the agency's words say what it asks for. Why it refused or stopped is told to
# the applicant, signed in or by letter, and not to whoever holds the secret: it is about a person.
ASKING = {"supplement_requested", "payment_requested"}
ENDED_BY_AGENCY = {"refused", "stopped"}

# What is asked of the applicant in each state.
ASKED = {
    "new": _(
        "Your application has arrived. An officer will check whether it is complete. "
        "There is nothing you need to do now."
    ),
    "accepted": _(
        "Your application is complete and was accepted. There is nothing you need to do now."
    ),
    "refused": _(
        "Your application was not accepted. The agency's reason is in the letter it sent you, and "
        "on the application's page if you sent it signed in; else ask the agency. When what it "
        "names is put right, you may apply again."
    ),
    "processing": _("Your application is being worked on. There is nothing you need to do now."),
    "supplement_requested": _(
        "More papers are needed. What the agency asks for stands below; send it from this page. "
        "The time until it arrives is not counted."
    ),
    "payment_requested": _(
        "A payment is needed before your application is worked on further. Pay the amount the "
        "agency told you, and keep the receipt."
    ),
    "withdrawn": _(
        "You have withdrawn this application, and it is not worked on any more. "
        "You may apply again at any time."
    ),
    "stopped": _(
        "Your application is not worked on any more. The agency's reason is in the letter it sent "
        "you, and on the application's page if you sent it signed in; else ask the agency."
    ),
    "finished": _(
        "The result is ready. If you chose to fetch it, come with this code and your identity "
        "card; if you chose post or online, it is on its way."
    ),
    "returned": _("The result was handed over. There is nothing left to do."),
}


@dataclass(frozen=True)
class Course:
    """`log`: ((aware moment, state), ...), oldest first; `updated_at`: the last of these.

    `asked`: what the agency asks for where it waits for papers or a payment, as it wrote it; else
    empty.
    """

    code: str
    state: str
    received_at: datetime.datetime
    due_at: datetime.datetime | None
    updated_at: datetime.datetime
    log: tuple
    asked: str = ""


def track(code, secret):
    """The Course of the dossier with this code, if the secret is its own; else None.

    :param code, secret: texts as typed by a stranger
    """
    dossier = find(code, secret)
    return course(dossier) if dossier is not None else None


def state_of(code):
    """(code, state) of the dossier with this code, or None: what anybody may be told where an
    administrator allows it. An unknown code takes the same way, as in `find`."""
    dossier = find(code)
    return (dossier.code, dossier.state()) if dossier is not None else None


def find(code, secret=None):
    """The dossier with this code, if the secret is its own (None asks for no secret); else None.

    An unknown code takes the same way as a wrong secret: as many look-ups, a dossier woken, its
    hash compared. Which dossier stands in depends on the code only, so that asking often tells no
    more than asking once.

    :param code, secret: texts as typed by a stranger
    """
    register = get_register()
    catalog = register._catalog
    codes = possible_codes(code)
    rows = [catalog.by_code(each) for each in codes]
    digest = keys.keyed_hash(register._server_key, "stand-in", *codes)
    stand_in = catalog.any_row(int.from_bytes(digest[:8], "big"))
    known = next((row for row in rows if row is not None), None)
    row = known or stand_in
    dossier = register.unrestrictedTraverse(row.path, None) if row is not None else None
    stored = dossier._secret_hash if dossier is not None else digest
    fits = keys.secret_fits(register._server_key, stored, plain_text(secret or ""))
    return dossier if (fits or secret is None) and known is not None else None


def course(dossier):
    log = tuple((entry.at, entry.after) for entry in dossier.log if entry.after)
    return Course(
        code=dossier.code,
        state=dossier.state(),
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        updated_at=log[-1][0] if log else dossier.received_at,
        log=log,
        asked=asked_for(dossier),
    )


def asked_for(dossier):
    """The agency's words where papers or a payment are waited for; else empty."""
    return why(dossier) if dossier.state() in ASKING else ""


def why_ended(dossier):
    """Why the agency refused or stopped, for its applicant only; else empty."""
    return why(dossier) if dossier.state() in ENDED_BY_AGENCY else ""


def why(dossier):
    """What was written when the dossier came into its state."""
    return next(
        (entry.why for entry in reversed(list(dossier.log)) if entry.after == dossier.state()), ""
    )
