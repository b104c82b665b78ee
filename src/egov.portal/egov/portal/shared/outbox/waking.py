"""Waking the worker of this process when something was committed for it."""

import threading


awake = threading.Event()


def wake_after(current):
    """Wake the worker when this transaction is committed."""
    try:
        current.data(awake)
    except KeyError:
        current.set_data(awake, True)
        current.addAfterCommitHook(wake)


def wake(committed=True):
    if committed:
        awake.set()
