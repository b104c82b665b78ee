"""What the outbox asks of those who use it."""

from zope.interface import Interface


class GiveUp(Exception):
    """The other side refused for good: the entry becomes a dead letter at once.

    Its reason is shown to administrators: a message of the catalogue where the portal says it.
    """


class NotNow(Exception):
    """The other side is not there, or not configured, whatever the entry.

    All entries of the kind wait for so many seconds, and no attempt is counted.
    """

    def __init__(self, reason, seconds=60):
        super().__init__(reason)
        self.seconds = seconds


class IOutboxHandler(Interface):
    """Does the entries of one kind: a utility with the kind as its name.

    It may also have `away()`: why nothing of its kind can be done as long as the settings are as
    they are, or an empty text; its entries then wait and nothing is written. And
    `discarded(entry)`: an administrator has taken a dead letter out, in this transaction.
    """

    def __call__(entry):
        """Do what the entry asks, and return when the other side has confirmed it.

        What it writes to the database is stored together with the end of the entry. It may be
        called again for the same entry, so it looks first whether all of it is done already.

        A handler that reaches outside of the database returns a function without arguments, which
        writes down that it was confirmed: this function alone is called again when the transaction
        meets another, so that a letter is not sent twice.

        :param entry: an `entries.Entry`, to be read only
        :raises GiveUp: it will never be done
        :raises NotNow: nothing of this kind can be done at present
        :raises Exception: anything else is tried again, later and later, for a number of times
        """


class IReconciler(Interface):
    """Finds what is unfinished: a named utility."""

    def __call__(cursor, size):
        """Look at the next `size` things after the cursor; (next cursor, entries asked for).

        The cursor is None at the beginning and, returned, at the end; else anything that can be
        stored.
        """
