"""Running an import: here and now, or in a thread of its own with its own connection."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from Acquisition import aq_base
from egov.portal.catalogue.importers import locking
from egov.portal.catalogue.importers import report
from egov.portal.catalogue.importers import runs
from egov.portal.catalogue.importers.national import import_file
from egov.portal.catalogue.importers.reading import Unreadable
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.requests import with_request
import logging
import threading
import time
import transaction
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.interface import alsoProvides


logger = logging.getLogger("egov.portal.import")
INTERVAL = 0.5  # seconds between two notes of how far a run is


def run(site, path, folder, dry_run=False, language="vi", filename="", progress=None):
    """Import a file and write status and report into the run's folder; returns the `Result`.

    The caller holds the lock. Raises what the import raised, after having noted it.
    """
    told = {"file": filename or path.name, "dry_run": dry_run}
    noted = [0.0]

    def note(result, fraction):
        if progress:
            progress(result, fraction)
        if time.monotonic() - noted[0] >= INTERVAL:
            noted[0] = time.monotonic()
            runs.save_status(
                folder, state=runs.RUNNING, fraction=fraction, summary=result.summary(), **told
            )

    runs.save_status(folder, state=runs.RUNNING, fraction=0.0, summary={}, **told)
    try:
        result = import_file(site, path, dry_run, note)
        report.write(folder, result, language, told["file"])
    except BaseException as error:
        unreadable = isinstance(error, Unreadable)
        reason = str(error) if unreadable else f"{type(error).__name__}: {error}"
        runs.save_status(folder, state=runs.FAILED, fraction=0.0, error=reason, **told)
        raise
    runs.save_status(folder, state=runs.DONE, fraction=1.0, summary=result.summary(), **told)
    return result


def start(site, path, folder, user, dry_run=False, language="vi", filename=""):
    """Run an import in a thread of its own; returns the thread. `user` is its folder's path and id.

    Raises `locking.Busy` when another import is running. The file at `path` is removed at the end.
    """
    lock = locking.acquire()
    arguments = {
        "db": site._p_jar.db(),
        "site_path": site.getPhysicalPath(),
        "user": user,
        "work": lambda site: run(site, path, folder, dry_run, language, filename),
        "clean_up": lambda: (lock.close(), path.unlink(missing_ok=True)),
    }
    # A stopping portal does not wait for it: every batch is a transaction of its own.
    thread = threading.Thread(target=_in_thread, kwargs=arguments, name="import", daemon=True)
    try:
        thread.start()
    except RuntimeError:
        lock.close()
        raise
    return thread


def _in_thread(db, site_path, user, work, clean_up):
    connection = db.open()
    app = with_request(connection.root()["Application"])
    try:
        enter(app, site_path, user)
        work(app.unrestrictedTraverse(site_path))
    except Unreadable as error:
        logger.info("Nothing was imported: %s", error)
    except Exception:
        logger.exception("The import was given up")
    finally:
        transaction.abort()
        # What the request holds wants the database once more when it goes.
        app.REQUEST.close()
        leave()
        connection.close()
        clean_up()


def enter(app, site_path, user):
    """Acts in the site, for a user, with a request that has the portal's layer."""
    user_path, user_id = user
    request = app.REQUEST
    alsoProvides(request, IEgovLayer)
    setRequest(request)
    setSite(app.unrestrictedTraverse(site_path))
    users = app.unrestrictedTraverse(user_path)
    found = users.getUserById(user_id)
    if found is None:
        raise LookupError(f"The user {user_id} is gone")
    newSecurityManager(None, aq_base(found).__of__(users))


def leave():
    noSecurityManager()
    setSite(None)
    clearRequest()
