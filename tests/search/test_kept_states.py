"""What search keeps of an index in memory is right for one state of it only."""

from DateTime import DateTime
from egov.portal import search
from egov.portal.search.index import FoldedTextIndex
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
from egov.portal.search.version import Version
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import TEST_USER_NAME
import pytest
import transaction
from types import SimpleNamespace
import ZODB


def put(index, rid, title):
    index.index_object(rid, SimpleNamespace(egov_text={"title": title}))


def found(index, text):
    return rank(index, read(text, index)).order


@pytest.fixture
def database():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        connection.root.index = FoldedTextIndex("egov_text")
        put(connection.root.index, 1, "đăng ký khai sinh")
    yield database
    database.close()


def test_what_a_given_up_transaction_indexed_is_found_by_itself_only(database):
    one, other = transaction.TransactionManager(), transaction.TransactionManager()
    mine, theirs = database.open(one).root.index, database.open(other).root.index
    assert found(theirs, "khai sinh") == [1]
    put(mine, 2, "đăng ký khai sinh")
    assert found(mine, "khai sinh") == [1, 2]
    assert found(theirs, "khai sinh") == [1]
    one.abort()
    assert found(mine, "khai sinh") == [1]
    put(theirs, 3, "đăng ký khai sinh")
    other.commit()
    one.begin()
    assert found(mine, "khai sinh") == [1, 3]


def test_what_a_savepoint_takes_back_is_not_found(database):
    manager = transaction.TransactionManager()
    index = database.open(manager).root.index
    put(index, 2, "đăng ký kết hôn")
    savepoint = manager.savepoint()
    put(index, 3, "đăng ký kết hôn")
    assert found(index, "ket hon") == [2, 3]
    savepoint.rollback()
    assert found(index, "ket hon") == [2]


def test_changes_at_the_same_moment_merge_into_a_state_of_its_own():
    old, saved, new = ({"number": number} for number in (0b1100, 0b1010, 0b0111))
    merged = Version()._p_resolveConflict(old, saved, new)
    assert merged["number"] not in (old["number"], saved["number"], new["number"])
    assert Version()._p_resolveConflict(old, new, saved) == merged


def test_every_change_of_a_version_is_another_number():
    version = Version()
    numbers = {version.number}
    for _change in range(100):
        version.change()
        numbers.add(version.number)
    assert len(numbers) == 101


def test_index_without_a_version_answers_as_one_with(database):
    index = FoldedTextIndex("egov_text")
    put(index, 1, "đăng ký khai sinh")
    del index._version
    assert index.version is None
    assert found(index, "khai sinh") == [1]
    put(index, 2, "đăng ký khai sinh")
    assert found(index, "khai sinh") == [1, 2]
    assert index.version is not None


def codes(query=None):
    """What a stranger finds, suggested or listed."""
    logout()
    try:
        suggested = {brain.code for brain in search.suggest(query)} if query else set()
        found = search.procedures(query)
        everywhere = search.everything(query or "", ("Procedure",))
        listed = {item.brain.code for item in found.items}
        assert found.items_total == len(listed)
        assert {item.brain.code for item in everywhere.items} == (listed if query else set())
        assert suggested == (listed if query else set())
        counts = {one["value"]: one["count"] for one in found.facets["level"]}
        assert max(counts.values(), default=0) <= len(listed)
        return listed
    finally:
        login(api.portal.get(), TEST_USER_NAME)


def test_who_sees_what_is_kept_until_it_changes(procedures_of):
    query = "xay dung"
    code = "1.013225"
    assert codes(query) == {code}
    api.content.transition(procedures_of[code], to_state="withdrawn")
    assert codes(query) == set()
    api.content.transition(procedures_of[code], to_state="published")
    assert codes(query) == {code}
    # Only who may see it changes, nothing of its text.
    catalog = api.portal.get_tool("portal_catalog")._catalog
    path = "/".join(procedures_of[code].getPhysicalPath())
    hidden = SimpleNamespace(portal_type="Procedure", allowedRolesAndUsers=["Manager"])
    catalog.catalogObject(hidden, path, idxs=["allowedRolesAndUsers"], update_metadata=False)
    assert codes(query) == set()
    assert code not in codes()


def test_facets_follow_a_change_of_their_index_alone(procedures_of):
    before = {one["value"]: one["count"] for one in search.procedures().facets["level"]}
    procedures_of["1.013225"].levels = ["province"]
    procedures_of["1.013225"].reindexObject(idxs=["levels"])
    after = {one["value"]: one["count"] for one in search.procedures().facets["level"]}
    assert after["province"] == before["province"] + 1
    assert after["commune"] == before["commune"] - 1


def test_what_expires_is_gone_with_its_minute_though_nothing_changes(procedures_of, monkeypatch):
    content = procedures_of["1.013225"]
    content.setExpirationDate(DateTime() + 1)
    content.reindexObject(idxs=["expires", "effectiveRange"])
    assert codes("xay dung") == {"1.013225"}
    later = DateTime().timeTime() + 86400 + 180
    monkeypatch.setattr("egov.portal.search.seen.time.time", lambda: later)
    assert codes("xay dung") == set()


def test_titles_of_agencies_in_facets_follow_their_change(portal, procedures_of):
    agency = api.content.create(portal["co-quan"], "Agency", "so-a", title="Sở A")
    api.content.transition(agency, to_state="published")
    procedures_of["1.013225"].executing_agencies = [agency.UID()]
    procedures_of["1.013225"].reindexObject()
    titles = lambda: [one["title"] for one in search.procedures().facets["agency"]]  # noqa: E731
    assert titles() == ["Sở A"]
    agency.title = "Sở B"
    agency.reindexObject()
    assert titles() == ["Sở B"]
    api.content.transition(agency, to_state="withdrawn")
    logout()
    assert titles() == []
