"""Checks of what every portal stands on: the database, the outbox, the version, the clock."""

import datetime
from egov.portal import _
from egov.portal.shared.clock import timezone
from egov.portal.shared.health import ERROR
from egov.portal.shared.health import OK
from egov.portal.shared.health import WARNING
from egov.portal.shared.outbox.adding import existing_outbox
from egov.portal.shared.outbox.interfaces import IOutboxHandler
from egov.portal.shared.outbox.reasons import readable
from egov.portal.shared.outbox.working import why_away
import os
from plone import api
import time
from zope.component import getUtilitiesFor


PROFILE = "egov.portal:default"
# Bytes free where the database lies.
LITTLE = 1_000_000_000
TOO_LITTLE = 100_000_000
# Seconds by which something in the outbox may be late.
LATE = 15 * 60
FAR_TOO_LATE = 4 * 3600


def database():
    """Whether there is a database to write to, and room in it."""
    storage = api.portal.get()._p_jar.db().storage
    if storage.isReadOnly():
        return ERROR, _("The database is read-only: nothing can be accepted.")
    folder = os.path.dirname(getattr(storage, "_file_name", "") or "")
    if not folder:
        return OK, _("The database takes what is written.")
    space = os.statvfs(folder)
    free = space.f_bavail * space.f_frsize
    said = {"free": f"{free / 1e9:.1f}"}
    if free < TOO_LITTLE:
        return ERROR, _("The disk of the database is full: ${free} GB are free.", mapping=said)
    if free < LITTLE:
        return WARNING, _("The disk of the database is nearly full: ${free} GB.", mapping=said)
    return OK, _("The database takes what is written; ${free} GB are free.", mapping=said)


def outbox():
    """Whether the outbox is worked, what fails again and again, and what nobody will do any more.

    Kinds that cannot be done at present are left to the checks of their own.
    """
    found = existing_outbox()
    if found is None:
        return OK, _("Nothing waits.")
    now = time.time()
    away = found.paused_at(now)
    first = {kind: found.first(kind) for kind in able(found)}
    late = max([0.0, *(now - entry.next_at for kind, entry in first.items() if kind not in away)])
    if late > LATE:
        said = {"minutes": int(late // 60)}
        status = ERROR if late > FAR_TOO_LATE else WARNING
        return status, _(
            "Nobody works the outbox: an entry is due since ${minutes} minutes.", mapping=said
        )
    dead = found.count_dead()
    if dead:
        return WARNING, _("Dead letters: ${number}. See the outbox.", mapping={"number": dead})
    for kind, entry in first.items():
        reason = away.get(kind) or readable(entry.reason or entry.last_error)
        if reason and now - entry.created > LATE:
            said = {"minutes": int((now - entry.created) // 60), "reason": reason}
            return WARNING, _(
                "An entry has been waiting for ${minutes} minutes: ${reason}", mapping=said
            )
    return OK, _("Entries that wait: ${number}.", mapping={"number": found.count_living()})


def able(found):
    """Kinds of entries that no settings hold up; those that nobody does are among them."""
    held = {name for name, handler in getUtilitiesFor(IOutboxHandler) if why_away(handler)}
    return found.kinds() - held


def upgrades():
    """Whether the site is of the version of the code."""
    if api.portal.get_tool("portal_setup").listUpgrades(PROFILE):
        return WARNING, _("Upgrade steps wait: run make upgrade.")
    return OK, _("The site is of the version of the code.")


def zone():
    """Whether the process goes by the site's time zone.

    Plone shows and reads dates of publication by the process's (its `DateTime`), the portal
    everything else by the site's: where they differ, what is scheduled comes hours off. `make
    start` sets it; a process started otherwise has that of the machine unless `TZ` says another.
    """
    wanted = timezone()
    moment = datetime.datetime.now(datetime.UTC)
    own = moment.astimezone()
    said = {"zone": str(wanted)}
    if own.utcoffset() == moment.astimezone(wanted).utcoffset():
        return OK, _("The process goes by the site's time zone, ${zone}.", mapping=said)
    return WARNING, _(
        "The process's clock is at UTC${offset}, the site's time zone is ${zone}: moments of "
        "publication are off. Start the process with TZ=${zone}.",
        mapping={**said, "offset": f"{own:%z}"},
    )
