"""The worker of a process: a thread, or the whole of a process that is there for it only."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.SpecialUsers import system
from contextlib import contextmanager
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.outbox import reconciling
from egov.portal.shared.outbox.adding import existing_outbox
from egov.portal.shared.outbox.claiming import Claimant
from egov.portal.shared.outbox.claiming import new_owner
from egov.portal.shared.outbox.settings import policy
from egov.portal.shared.outbox.waking import awake
from egov.portal.shared.outbox.working import logger
from egov.portal.shared.requests import with_request
import os
from plone.base.interfaces import IPloneSiteRoot
import threading
import transaction
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.interface import alsoProvides
import Zope2


# Other processes cannot wake this one: it looks by itself.
LONGEST_WAIT = 10.0
# Seconds: what is committed in that time is done together. Each look costs what an application
# received at the same moment would need.
GATHERING = 0.25
AFTER_TROUBLE = 15.0
PATIENCE_AT_END = 15.0
SWITCH = "EGOV_OUTBOX_WORKER"


class Worker:
    """Works the outboxes of all sites in the database until it is told to end."""

    def __init__(self, database=None):
        self.database = database or Zope2.DB
        self.owner = new_owner()
        self.ending = threading.Event()
        self.paused = {}
        self.reconciled = {}
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self.run, name="outbox", daemon=True)
        self.thread.start()

    def end(self):
        """Finish the entry at hand, and no other."""
        self.ending.set()
        awake.set()
        if self.thread is not None:
            self.thread.join(PATIENCE_AT_END)

    def run(self):
        logger.info("The outbox is worked by %s", self.owner)
        first, busy = True, False
        while not self.ending.is_set():
            awake.clear()
            try:
                wait = self.turn(first, busy)
                first = False
            except Exception:
                logger.exception("The worker of the outbox had an accident and goes on")
                wait = AFTER_TROUBLE
            busy = awake.wait(wait)
            if busy and not self.ending.is_set():
                self.ending.wait(GATHERING)

    def turn(self, first=False, busy=False):
        """Do all that is due at present; returns how many seconds there is nothing more.

        :param busy: whether it was woken by something stored just now
        """
        wait = LONGEST_WAIT
        with opened(self.database) as sites:
            for path in sites():
                site = enter(sites.app, path)
                outbox = existing_outbox(site)
                if outbox is None:
                    continue
                paused = self.paused.setdefault(path, {})
                claimant = Claimant(
                    outbox, self.owner, policy(), ending=self.ending.is_set, paused=paused
                )
                if first:
                    claimant.free_dead()
                claimant.work()
                transaction.begin()
                wait = min(wait, reconciling.turn(site, busy), claimant.wait(LONGEST_WAIT))
        return wait


class Sites:
    """Paths of the Plone sites in the database."""

    def __init__(self, app):
        self.app = app

    def __call__(self):
        return [
            name for name, content in self.app.objectItems() if IPloneSiteRoot.providedBy(content)
        ]


@contextmanager
def opened(database):
    """The sites of the database, on a connection of this thread's own, as the system's user."""
    connection = database.open()
    app = with_request(connection.root()["Application"])
    try:
        alsoProvides(app.REQUEST, IEgovLayer)
        setRequest(app.REQUEST)
        newSecurityManager(None, system)
        yield Sites(app)
    finally:
        transaction.abort()
        app.REQUEST.close()
        noSecurityManager()
        setSite(None)
        clearRequest()
        connection.close()


def enter(app, path):
    site = app.unrestrictedTraverse(path)
    setSite(site)
    return site


workers = []


def start_with_process(event=None):
    """Start the worker of this process, unless it is switched off (EGOV_OUTBOX_WORKER=off)."""
    if os.environ.get(SWITCH, "").lower() == "off":
        logger.info("The outbox is not worked by this process (%s=off)", SWITCH)
        return
    worker = Worker()
    workers.append(worker)
    worker.start()


def end_with_process(event=None):
    while workers:
        workers.pop().end()
