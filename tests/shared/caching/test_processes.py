"""Every process of one database sees a change with its commit; no process tells another."""

from egov.portal.shared.caching.front import Front
from egov.portal.shared.caching.marks import Marks
from egov.portal.shared.caching.memory import Answer
from egov.portal.shared.caching.memory import Memory
from egov.portal.shared.caching.recording import Whole
import pytest
import subprocess
import sys
import textwrap
import time


BUMP = """
import sys
sys.path[:] = {path!r}
import ZEO, transaction
database = ZEO.DB({address!r})
with database.transaction() as connection:
    connection.root.marks.bump({{"UID=one"}})
database.close()
"""


@pytest.fixture
def address(tmp_path):
    ZEO = pytest.importorskip("ZEO")
    address, stop = ZEO.server(str(tmp_path / "shared.fs"))
    yield address
    stop()


@pytest.fixture
def databases(address):
    """As two processes have them."""
    import ZEO

    found = [ZEO.DB(address), ZEO.DB(address)]
    with found[0].transaction() as connection:
        connection.root.marks = Marks()
    yield found
    for database in found:
        database.close()


def kept(database, tag):
    with database.transaction() as connection:
        marks = connection.root.marks
        whole = Whole(frozenset({tag}), marks._p_oid, *marks.read({tag}), 1_000_000, 0)
    return Answer([("Content-Type", "text/html")], b"a page", whole, time.time() + 60)


def test_a_change_in_one_process_is_seen_in_all(address, databases):
    fronts = [
        Front(None, database=lambda database=database: database, kept=Memory())
        for database in databases
    ]
    ones = [kept(database, "UID=one") for database in databases]
    others = [kept(database, "UID=other") for database in databases]
    for front, one, other in zip(fronts, ones, others, strict=True):
        assert front.right(one)
        assert front.right(other)
    code = textwrap.dedent(BUMP.format(path=sys.path, address=address))
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    for front, one, other in zip(fronts, ones, others, strict=True):
        # The server has told the clients before it acknowledged the commit; they read it now.
        end = time.monotonic() + 5
        while front.right(one) and time.monotonic() < end:
            time.sleep(0.01)
        assert not front.right(one)
        assert front.right(other)
