"""Memory for kept answers is bounded, and marks merge."""

from egov.portal.shared.caching.asking import asked
from egov.portal.shared.caching.marks import Marks
from egov.portal.shared.caching.memory import Answer
from egov.portal.shared.caching.memory import Memory
from egov.portal.shared.caching.recording import never
from egov.portal.shared.caching.recording import record
from egov.portal.shared.caching.recording import shows
from egov.portal.shared.caching.recording import until
from egov.portal.shared.caching.recording import Whole
from egov.portal.shared.caching.tags import of_query
from egov.portal.shared.caching.tags import of_record
from persistent.mapping import PersistentMapping
import pytest
import transaction
import ZODB
from ZODB.FileStorage import FileStorage


def answer(size, most=1_000_000):
    whole = Whole(frozenset({"frame"}), b"", (), (), most, 0)
    return Answer([("Content-Type", "image/png")], b"x" * size, whole, float("inf"))


def test_any_number_of_addresses_takes_no_more_than_its_memory():
    memory = Memory()
    for number in range(5000):
        memory.put(number, answer(10_000))
    assert memory.size <= 1_000_000
    assert memory.size == sum(one.size for one in memory.answers.values())
    assert 4999 in memory.answers
    assert 0 not in memory.answers


def test_what_was_asked_for_last_stays():
    memory = Memory()
    memory.put("wanted", answer(10_000))
    for number in range(1000):
        memory.put(number, answer(10_000))
        assert memory.get("wanted") is not None


def test_one_large_answer_does_not_push_out_all_others():
    memory = Memory()
    memory.put("small", answer(1000))
    assert not memory.put("large", answer(500_000))
    assert memory.get("small") is not None


@pytest.mark.parametrize(
    "query",
    [
        {"portal_type": "Procedure"},
        {"portal_type": ["Procedure", "FAQ"], "effectiveRange": 1},
        {"UID": ["u1", "u2"]},
        {"UID": []},
        {"code": {"query": ["1.001193"], "operator": "or"}},
        {"procedures": {"query": ["a", "b"], "operator": "and"}, "portal_type": "Procedure"},
        {"code": {"not": "1.001193"}},
        {"path": "/portal/thu-tuc"},
        {"path": {"query": "/portal/thu-tuc", "depth": 1}},
        {"path": {"query": "/portal/thu-tuc", "depth": 1}, "portal_type": "Procedure"},
        {"path": {"query": "/portal/thu-tuc/1.001193", "depth": 0}},
        {"path": {"query": ["/portal/x", "/portal"], "depth": -1}},
        {"procedures": "1.001193"},
        {"agencies": "a1", "portal_type": "Procedure"},
        {"urgent_banner": True},
        {"SearchableText": "khai sinh"},
        {},
        {"object_provides": "some.interface"},
        {"object_provides": "plone.event.interfaces.IEvent"},
        {"UID": [f"u{number}" for number in range(500)]},
    ],
)
def test_a_query_is_met_by_every_record_that_it_may_find(query):
    record = of_record(
        "/portal/thu-tuc/1.001193",
        "Procedure",
        {
            "UID": "u1",
            "code": "1.001193",
            "procedures": ["1.001193"],
            "agencies": ["a1", "a2"],
            "urgent_banner": 1,
        },
        provided=["plone.event.interfaces.IEvent"],
    )
    assert of_query(query) & record


@pytest.mark.parametrize(
    "query",
    [
        {"portal_type": "FAQ"},
        {"UID": "u9"},
        {"path": {"query": "/portal/thong-bao", "depth": 1}},
        {"path": "/portal/thong-bao"},
        {"procedures": "9", "portal_type": "Procedure"},
    ],
)
def test_a_query_for_something_else_is_not_met(query):
    record = of_record("/portal/thu-tuc/1", "Procedure", {"UID": "u1", "procedures": ["1"]})
    assert not of_query(query) & record


def test_a_draft_meets_no_list():
    record = of_record("/portal/thu-tuc/1", "Procedure", {"UID": "u1"}, public=False)
    assert not of_query({"portal_type": "Procedure"}) & record
    assert of_query({"UID": "u1"}) & record


@pytest.fixture
def database(tmp_path):
    database = ZODB.DB(FileStorage(str(tmp_path / "Data.fs")))
    yield database
    database.close()


def test_changes_at_the_same_moment_merge(database):
    one, other = transaction.TransactionManager(), transaction.TransactionManager()
    first = database.open(one)
    first.root()["marks"] = Marks()
    one.commit()
    second = database.open(other)
    before = second.root()["marks"].read({"a"})
    first.root()["marks"].bump({"a"})
    second.root()["marks"].bump({"a"})
    one.commit()
    mine = first.root()["marks"].read({"a"})
    other.commit()  # no conflict
    one.begin()
    both = first.root()["marks"].read({"a"})
    assert len({before, mine, both}) == 3


def test_an_undone_change_gives_the_mark_of_no_other_state(database):
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    connection.root()["marks"] = Marks()
    connection.root()["things"] = PersistentMapping()
    manager.commit()
    start = connection.root()["marks"].read({"a"})
    seen = {start}
    for _time in range(2):
        connection.root()["marks"].bump({"a"})
        manager.commit()
        seen.add(connection.root()["marks"].read({"a"}))
    last, first = database.undoLog(0, 2)
    database.undo(first["id"], manager.get())
    manager.commit()
    undone = connection.root()["marks"].read({"a"})
    assert undone not in seen
    database.undo(last["id"], manager.get())
    manager.commit()
    # Both are undone: this is the first state indeed.
    assert connection.root()["marks"].read({"a"}) == start


def test_who_says_never_is_obeyed_by_all_around():
    with record() as whole:
        with record() as part:
            never()
        assert not part.may
    assert not whole.may


def test_a_whole_shows_what_its_parts_show_and_ends_with_the_first():
    with record() as whole:
        with record():
            shows("a")
            until(9e9)
        with record():
            shows("b")
            until(8e9)
    assert whole.tags == {"a", "b"}
    assert whole.ends == 8e9


def test_long_addresses_are_nobodys_key():
    environ = {"REQUEST_METHOD": "GET", "SERVER_NAME": "a", "SERVER_PORT": "80"}
    assert asked({**environ, "PATH_INFO": "/" + "a" * 5000}) is None
    assert asked({**environ, "PATH_INFO": "/", "QUERY_STRING": "q=" + "a" * 5000}) is None
    assert asked({**environ, "PATH_INFO": "/", "QUERY_STRING": "q=a"}) is not None
