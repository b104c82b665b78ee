"""Codes of dossiers. Serials are reserved in blocks, in a small transaction of their own.

A serial counted up within the submission's own transaction would make any two submissions at the
same moment conflict. A block reserved is reserved for good: what is not used of it, because a
transaction was tried again or the process ended, is a gap.
"""

from egov.portal.dossiers.settings import settings
from egov.portal.dossiers.settings import UNIT_CODE
import threading
import transaction
from weakref import WeakKeyDictionary
from ZODB.POSException import ConflictError
from ZODB.POSException import POSKeyError
from ZODB.utils import z64


ATTEMPTS = 50

# database -> thread id -> (unit, date) -> serials left of its block
blocks = WeakKeyDictionary()
lock = threading.Lock()


def unit_code(agency_code):
    """The agency's own code where it can be part of a number, else the default."""
    code = (agency_code or "").strip()
    return code if UNIT_CODE.fullmatch(code) else settings().default_unit_code


def new_code(register, agency_code, received):
    """A code nobody has or will have, for a dossier received at this aware moment."""
    record = settings()
    unit = unit_code(agency_code)
    date = received.strftime("%y%m%d")
    serial = str(next_serial(register, (unit, date), record.block_size))
    return record.number_pattern.format(
        unit=unit, date=date, serial=serial.zfill(record.serial_digits)
    )


def next_serial(register, key, size):
    """The next serial for this (unit, date)."""
    counters = register._counters
    counters._p_activate()  # a ghost has no serial yet, though it is stored
    if counters._p_jar is None or counters._p_serial == z64:
        # The register itself is not stored yet: nobody else can see it either.
        return reserve(counters, key, 1)[0]
    left = own_blocks(counters._p_jar.db())
    if not left.get(key):
        # Blocks of days gone by are of no use any more.
        for old in [other for other in left if other[1] != key[1]]:
            del left[old]
        left[key] = reserve_apart(counters, key, size)
    return left[key].pop(0)


def own_blocks(database):
    """This thread's blocks; a thread shares them with no other, so they need no lock."""
    with lock:
        threads = blocks.setdefault(database, {})
        return threads.setdefault(threading.get_ident(), {})


def reserve(counters, key, size):
    """Count on, and return the serials passed over."""
    name = "|".join(key)
    first = counters.get(name, 0) + 1
    counters[name] = first + size - 1
    return list(range(first, first + size))


def reserve_apart(counters, key, size):
    """Reserve in a transaction apart from the current one, trying again on conflict."""
    database = counters._p_jar.db()
    for _attempt in range(ATTEMPTS):
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        try:
            serials = reserve(connection.get(counters._p_oid), key, size)
            manager.get().note("Numbers of dossiers reserved")
            manager.commit()
            return serials
        except ConflictError:
            manager.abort()
        except POSKeyError:
            # Written in this transaction only, under a serial that is not stored yet.
            manager.abort()
            return reserve(counters, key, 1)
        finally:
            manager.abort()
            connection.close()
    raise ConflictError("Numbers of dossiers could not be reserved")
