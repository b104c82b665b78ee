"""How the scanner is: there, with signatures of these days."""

import datetime
from egov.portal import _
from egov.portal.shared.scanning.clamd import Clamd
from egov.portal.shared.scanning.clamd import NoAnswer
from egov.portal.shared.scanning.clamd import Unreachable
from egov.portal.shared.scanning.settings import settings


OLD = datetime.timedelta(days=7)
# How long a check waits, in seconds, whatever a scan may take.
PATIENCE = 5
FORM = "%a %b %d %H:%M:%S %Y"


def check():
    """(status, message) for the health view. Never an error: applications are taken all the same,
    and a balancer must not turn citizens away for a scanner that is down.
    """
    record = settings()
    if record.hand_out_unscanned:
        return "warning", _("Files are handed out although they were not scanned.")
    status, message = state_of(record.address, record.timeout)
    return ("ok" if status == "ok" else "warning"), message


def state_of(address, timeout):
    """(ok, warning or error; message) of the scanner at an address; empty for none."""
    if not address:
        return "warning", _("There is no virus scanner: files stay in quarantine.")
    try:
        version = Clamd(address, min(timeout, PATIENCE)).version()
    except (Unreachable, NoAnswer) as error:
        return "error", _("The virus scanner does not answer: ${why}", mapping={"why": str(error)})
    signed = signatures_of(version)
    told = {"version": version}
    if signed is None:
        return "warning", _(
            "The virus scanner answers (${version}), but does not say how old its signatures are.",
            mapping=told,
        )
    if datetime.datetime.now().astimezone() - signed > OLD:
        return "warning", _(
            "The virus scanner answers (${version}), but its signatures are older than a week.",
            mapping=told,
        )
    return "ok", _("The virus scanner answers: ${version}", mapping=told)


def signatures_of(version):
    """The moment of the signatures, None without one: in clamd's own time, taken for ours."""
    parts = version.split("/", 2)
    try:
        return datetime.datetime.strptime(parts[2].strip(), FORM).astimezone()
    except (IndexError, ValueError):
        return None
