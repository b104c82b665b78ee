"""Which state of an index this is: a number that stands for one state only, in every process.

What is worked out from an index may be kept for as long as its version is the same. The number is
random, so that a state which was given up (an aborted transaction's) has none that comes again;
changes of two transactions at the same moment merge whatever their order.
"""

from persistent import Persistent
from secrets import randbits
import threading
from weakref import WeakKeyDictionary


BITS = 62
# So many states of one index are kept: the present one, and one that another thread still reads.
MOST_STATES = 2


class Version(Persistent):
    """A number that is another after each `change`."""

    def __init__(self):
        self.number = randbits(BITS)

    def change(self):
        self.number ^= randbits(BITS)

    def _p_resolveConflict(self, old, saved, new):
        return {**saved, "number": saved["number"] ^ new["number"] ^ old["number"]}


lock = threading.Lock()
# database -> {(owner's oid, what): {version's number(s): value}}
of_databases = WeakKeyDictionary()


def worked_out(owner, what, numbers, make):
    """What `make()` gives for the state of a persistent object that the `numbers` stand for.

    The value is shared by the threads of this process: it must hold nothing of a database
    connection, and nothing that depends on who asks. `what` names it, hashable. Without a version
    (None among the numbers) nothing is kept.
    """
    if None in numbers:
        return make()
    jar = owner._p_jar
    if jar is None:
        kept = owner.__dict__.setdefault("_v_worked_out", {})
        key = what
    else:
        kept = of_databases.get(jar.db())
        if kept is None:
            with lock:
                kept = of_databases.setdefault(jar.db(), {})
        key = (owner._p_oid, what)
    states = kept.get(key)
    if states is None:
        states = kept.setdefault(key, {})
    value = states.get(numbers)
    if value is None:
        value = make()
        with lock:
            while len(states) >= MOST_STATES:
                del states[next(iter(states))]
            states[numbers] = value
    return value
