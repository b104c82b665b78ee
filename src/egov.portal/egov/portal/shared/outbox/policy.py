"""How long, and how often, something is tried."""

import random
from typing import NamedTuple


class Policy(NamedTuple):
    """`attempts` before it is a dead letter; `first_delay`, `longest_delay`, `lease` in seconds.

    The lease is how long an entry belongs to the worker that claimed it: longer than any handler
    takes.
    """

    attempts: int = 12
    first_delay: float = 60.0
    longest_delay: float = 4 * 3600.0
    lease: float = 300.0

    def delay(self, attempts):
        """Seconds to wait after so many failures: twice as long each time, at most by chance."""
        longest = min(self.longest_delay, self.first_delay * 2 ** min(attempts - 1, 30))
        return longest * random.uniform(0.5, 1.0)
