"""Works the outboxes of the database's sites until SIGTERM or Ctrl+C.

For portals with a shared database (ZEO, RelStorage): there the web processes are started with
EGOV_OUTBOX_WORKER=off, and as many of these as are wanted beside them. A FileStorage takes one
process: there the portal's own thread does this, and this works only while the portal is stopped.
"""

from egov.portal.shared.outbox.worker import Worker
import signal


worker = Worker()


def end(number, frame):
    worker.ending.set()


for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, end)
print(f"The outbox is worked by {worker.owner}; Ctrl+C ends.", flush=True)
worker.run()
print("Ended.", flush=True)
