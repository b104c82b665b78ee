"""Several workers side by side (`pytest -n 2`): how they start, and which tests each does."""

import os
import sys
from xdist.scheduler import LoadScopeScheduling


# Those that use the made portal (`conftest.made_portal`): one worker does them all, so that it is
# made once.
OF_THE_MADE_PORTAL = ("tests/browser/", "tests/instance/")


class ByFile(LoadScopeScheduling):
    """A file stays with one worker, as its tests share what was set up for it."""

    def _split_scope(self, nodeid):
        if nodeid.startswith(OF_THE_MADE_PORTAL):
            return "made portal"
        return nodeid.partition("::")[0]


def tell_workers_the_path():
    """buildout's script alone knows where the packages are, and workers are started without it."""
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)


def forget_the_path():
    """In a worker: what its tests start finds the packages by itself, or should fail."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        os.environ.pop("PYTHONPATH", None)
