"""Downloads of form templates: served as attachments, and counted.

A download writes nothing. Counts gather in the process; a thread adds them to the stored ones
every `EVERY` seconds, in a short transaction of its own, and once more when the process is told
to end. A stored count is a `Length`, on which conflicting additions are both kept, so several
processes may write at once. A process that is killed loses at most the downloads of its last
`EVERY` seconds. No download waits for the counting or fails by it. What a cache in front of the
portal answers is not counted.
"""

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from collections import Counter
from egov.portal.shared.requests import HEAD_ASKED
import logging
from plone import api
from plone.namedfile.browser import Download
from plone.uuid.interfaces import IUUID
import threading
import transaction
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations


logger = logging.getLogger(__name__)

EVERY = 30.0
ATTEMPTS = 10
KEY = "egov.portal.downloads"


class Gatherer:
    """Counts not yet stored, of all databases and sites of this process. Safe for threads.

    `add_to(site, what, number)` stores one; downloads of templates if it is not said.
    """

    def __init__(self, every=EVERY, add_to=None, name="downloads"):
        self.every = every
        self.add_to = add_to
        self.name = name
        self.lock = threading.Lock()
        self.flushing = threading.Lock()
        self.counts = Counter()
        self.thread = None

    def add(self, database, site_path, uid):
        with self.lock:
            self.counts[database, site_path, uid] += 1
            if self.thread is None:
                self.thread = threading.Thread(target=self.run, name=self.name, daemon=True)
                self.thread.start()

    def waiting(self, database, site_path, uid):
        with self.lock:
            return self.counts[database, site_path, uid]

    def run(self):
        pause = threading.Event()
        while True:
            pause.wait(self.every)
            self.flush()

    def flush(self):
        """Store what was gathered; what cannot be stored is kept for the next time."""
        with self.flushing:
            with self.lock:
                counts, self.counts = self.counts, Counter()
            for database in {key[0] for key in counts}:
                mine = {key[1:]: number for key, number in counts.items() if key[0] is database}
                try:
                    store(database, mine, self.add_to or add_to)
                except Exception:
                    logger.exception("%s %s wait to be stored", sum(mine.values()), self.name)
                    with self.lock:
                        for key, number in mine.items():
                            self.counts[(database, *key)] += number


def store(database, counts, add_to):
    """Add {(path of the site, UID): number} to the stored counts.

    Tries again after a conflict, which only the first download of a template can cause.
    """
    for attempt in range(ATTEMPTS):
        manager = transaction.TransactionManager()
        manager.begin()
        connection = database.open(manager)
        try:
            for (site_path, uid), number in counts.items():
                site = connection.root()["Application"].unrestrictedTraverse(site_path, None)
                if site is not None:
                    add_to(site, uid, number)
            manager.get().note("Counts that were gathered")
            manager.commit()
            return
        except ConflictError:
            manager.abort()
            if attempt == ATTEMPTS - 1:
                raise
        finally:
            manager.abort()
            connection.close()


def add_to(site, uid, number):
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    stored = annotations[KEY]
    if uid not in stored:
        stored[uid] = Length()
    stored[uid].change(number)


gathered = Gatherer()


def process_ending(event):
    gathered.flush()


def place(template):
    """(database, path of the site, UID): what a template's downloads are counted under."""
    site = api.portal.get()
    return site._p_jar.db(), "/".join(site.getPhysicalPath()), IUUID(template)


def downloads(template):
    """How often a form template was downloaded: what is stored and what this process adds."""
    database, site_path, uid = place(template)
    stored = IAnnotations(api.portal.get()).get(KEY, {}).get(uid)
    return (stored() if stored is not None else 0) + gathered.waiting(database, site_path, uid)


class DownloadTemplate(Download):
    """The file as an attachment with its own type. Each whole download counts once."""

    def __call__(self):
        data = super().__call__()
        counts = self.request.method == "GET" and not self.request.environ.get(HEAD_ASKED)
        if counts and self.begins_at_the_start():
            gathered.add(*place(self.context))
        return data

    def begins_at_the_start(self):
        """Parts that a browser asks for to go on with a download do not count."""
        part = self.request.response.getHeader("Content-Range") or ""
        return not part or part.startswith("bytes 0-")
