"""One index, several processes on one shared database: what one writes the others find."""

from egov.portal.search.index import FoldedTextIndex
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
import pytest
import subprocess
import sys
import textwrap
import transaction
from types import SimpleNamespace


@pytest.fixture
def address(tmp_path):
    ZEO = pytest.importorskip("ZEO")
    address, stop = ZEO.server(str(tmp_path / "shared.fs"))
    database = ZEO.DB(address)
    with database.transaction() as connection:
        connection.root.index = FoldedTextIndex("egov_text")
    database.close()
    yield address
    stop()


@pytest.fixture
def process(address):
    """Starts Python in a process of its own, with the shared index as `index`."""

    def start(code):
        head = f"""
            import sys
            sys.path[:] = {sys.path!r}
            from egov.portal.search.index import FoldedTextIndex
            from types import SimpleNamespace
            import transaction, ZEO
            manager = transaction.TransactionManager()
            index = ZEO.DB({address!r}).open(manager).root.index
            def put(rid, title):
                index.index_object(rid, SimpleNamespace(egov_text={{"title": title}}))
        """
        code = textwrap.dedent(head) + textwrap.dedent(code)
        command = [sys.executable, "-c", code]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    return start


@pytest.fixture
def reader(address):
    """`found(query)` of this process, which looks anew each time, as a request does."""
    import ZEO

    manager = transaction.TransactionManager()
    # Asks the server at each transaction's begin: what was committed before is seen, always.
    database = ZEO.DB(address, server_sync=True)
    index = database.open(manager).root.index

    def found(query):
        manager.begin()
        return list(rank(index, read(query, index)).order)

    found.index = index
    found.manager = manager
    yield found
    manager.abort()
    database.close()


def test_what_one_process_publishes_another_finds_at_once_and_withdrawn_it_is_gone(process, reader):
    writer = process(
        """
        for line in sys.stdin:
            what, rid, title = line.strip().split("|")
            with manager:
                put(int(rid), title) if what == "put" else index.unindex_object(int(rid))
            print("done", flush=True)
        """
    )

    def tell(line):
        writer.stdin.write(line + "\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "done\n"

    assert reader("khai sinh") == []
    tell("put|1|Thủ tục đăng ký khai sinh")
    assert reader("khai sinh") == [1]
    tell("put|1|Thủ tục đăng ký kết hôn")
    assert reader("khai sinh") == []
    assert reader("ket hon") == [1]
    tell("drop|1|")
    assert reader("ket hon") == []
    writer.stdin.close()
    assert writer.wait(30) == 0


def test_processes_that_index_different_records_at_once_lose_none(process, reader):
    code = """
        first = int(sys.stdin.readline())
        for rid in range(first, first + 40):
            for attempt in manager.attempts(50):
                with attempt:
                    put(rid, f"Thủ tục đăng ký khai sinh số {rid}")
    """
    writers = [process(code) for _number in range(3)]
    for number, writer in enumerate(writers):
        writer.stdin.write(f"{1000 * (number + 1)}\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    assert len(reader("khai sinh")) == 120
    assert reader.index.numObjects() == 120
    assert reader("khai sinh so 2007")[0] == 2007
    assert len(reader.index.postings("khai")) == 120


def test_two_at_once_that_share_known_words_merge_without_a_conflict(address, reader):
    import ZEO

    def put(index, rid, title):
        index.index_object(rid, SimpleNamespace(egov_text={"title": title}))

    database = ZEO.DB(address)
    managers = [transaction.TransactionManager() for _number in range(2)]
    one, two = (database.open(manager).root.index for manager in managers)
    with managers[0]:
        for rid in range(10):
            put(one, rid, "đăng ký khai sinh")
    for manager in managers:
        manager.begin()
    put(one, 101, "khai sinh")
    put(two, 102, "đăng ký khai sinh")
    managers[0].commit()
    managers[1].commit()
    assert {101, 102} <= set(reader("khai sinh"))
    assert reader.index.numObjects() == 12
    database.close()
