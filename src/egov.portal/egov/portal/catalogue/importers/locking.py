"""One import at a time: a lock of the operating system, which a crash cannot leave behind."""

import App.config
from contextlib import contextmanager
import fcntl
import os
from pathlib import Path
import time


ATTEMPTS = 3


class Busy(Exception):
    """Another import is running."""


def var_folder():
    """The folder for what is made at run time, `instance/var`; `EGOV_VAR` names another."""
    named = os.environ.get("EGOV_VAR")
    if named:
        return Path(named)
    return Path(App.config.getConfiguration().clienthome).parent


def acquire():
    """An open lock; closing it lets the next import in. Raises `Busy`.

    Whoever shares `instance/var` shares the lock, processes and threads alike.
    """
    folder = var_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = open(folder / "import.lock", "a")
    for attempt in range(ATTEMPTS):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError as error:
            if attempt == ATTEMPTS - 1:
                lock.close()
                raise Busy("another import is running") from error
            # Whoever only asks whether it is taken (`is_taken`) holds it for a moment.
            time.sleep(0.02)
    return lock


def is_taken():
    """Whether an import is running now."""
    try:
        acquire().close()
    except Busy:
        return True
    return False


@contextmanager
def only_one():
    """Holds the lock; raises `Busy`."""
    lock = acquire()
    try:
        yield
    finally:
        lock.close()
