"""One thing to be done outside of the transaction that asked for it."""

from persistent import Persistent


WAITING = "waiting"
CLAIMED = "claimed"
DONE = "done"
DEAD = "dead"


class Entry(Persistent):
    """An entry of the outbox.

    `kind`: name of its handler; `payload`: dict that could be JSON; `key`: its id in the outbox;
    `created`, `next_at`: POSIX seconds; `attempts`: how often it failed; `state`: waiting, claimed
    (by `owner` until `next_at`), dead (since `next_at`), done (no longer in the outbox);
    `last_error`: why it failed, in English; `reason`: the same as `reasons.stored` gives it, None
    where an older version wrote it; `asked`: how often it was asked for again while it was here;
    `replayed`: POSIX seconds at which it was last made to live again, 0 for never.
    """

    state = WAITING
    attempts = 0
    last_error = ""
    reason = None
    owner = ""
    asked = 0
    replayed = 0.0

    def __init__(self, kind, payload, key, created, next_at):
        self.kind = kind
        self.payload = payload
        self.key = key
        self.created = created
        self.next_at = next_at
