"""A number is given once, whoever asks at the same moment."""

from BTrees.OOBTree import OOBTree
from egov.portal.dossiers import numbers
from egov.portal.dossiers import settings
from plone import api
import pytest
import subprocess
import sys
import textwrap
from threading import Thread
import transaction
import ZODB
from zope.interface import Invalid


KEY = ("H15.50", "261121")


class Register:
    def __init__(self, counters):
        self._counters = counters


@pytest.fixture
def database(tmp_path):
    database = ZODB.DB(str(tmp_path / "numbers.fs"))
    with database.transaction() as connection:
        connection.root.counters = OOBTree()
    yield database
    database.close()


def take(database, count, taken, size=3):
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    register = Register(connection.root.counters)
    for _number in range(count):
        taken.append(numbers.next_serial(register, KEY, size))
    connection.close()


def test_threads_never_share_a_number(database):
    taken = []
    threads = [Thread(target=take, args=(database, 50, taken)) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 400


def test_numbers_of_an_aborted_transaction_are_not_given_again(database):
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    register = Register(connection.root.counters)
    first = numbers.next_serial(register, KEY, 1)
    manager.abort()
    assert numbers.next_serial(register, KEY, 1) > first
    connection.close()


def test_each_day_and_unit_counts_from_one(database):
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    register = Register(connection.root.counters)
    assert numbers.next_serial(register, ("H15", "261121"), 5) == 1
    assert numbers.next_serial(register, ("H15", "261122"), 5) == 1
    assert numbers.next_serial(register, ("H16", "261122"), 5) == 1
    connection.close()


def test_units_that_take_turns_leave_no_gaps(database):
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    register = Register(connection.root.counters)
    taken = [
        numbers.next_serial(register, (unit, "261121"), 5)
        for _turn in range(3)
        for unit in ("H15", "H16")
    ]
    connection.close()
    assert taken == [1, 1, 2, 2, 3, 3]


def test_processes_never_share_a_number(tmp_path):
    ZEO = pytest.importorskip("ZEO")
    address, stop = ZEO.server(str(tmp_path / "shared.fs"))
    try:
        database = ZEO.DB(address)
        with database.transaction() as connection:
            connection.root.counters = OOBTree()
        database.close()
        code = textwrap.dedent(
            f"""
            import sys
            sys.path[:] = {sys.path!r}
            from egov.portal.dossiers import numbers
            import ZEO, transaction
            database = ZEO.DB({address!r})
            connection = database.open(transaction.TransactionManager())
            class Register:
                _counters = connection.root.counters
            for _number in range(60):
                print(numbers.next_serial(Register, {KEY!r}, 2))
            """
        )
        processes = [
            subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
            for _process in range(3)
        ]
        taken = [line for process in processes for line in process.communicate()[0].split()]
    finally:
        stop()
    assert len(taken) == len(set(taken)) == 180


def test_pattern_of_the_settings_is_followed(portal):
    from egov.portal import dossiers
    from filing import make_submission

    record = settings.settings()
    record.number_pattern = "{unit}.{date}.{serial}"
    record.serial_digits = 6
    receipt = dossiers.receive(make_submission())
    unit = record.default_unit_code
    assert receipt.code.startswith(f"{unit}.{receipt.received_at:%y%m%d}.0000")


@pytest.mark.parametrize(
    "pattern",
    ["", "{unit}-{date}", "{unit}-{date}-{serial}/x", "{unit}{date}{serial}{serial}", "{x}", "{"],
)
def test_a_pattern_that_makes_no_address_is_refused(pattern):
    with pytest.raises(Invalid):
        settings.valid_pattern(pattern)


def test_agency_code_that_makes_no_address_is_not_used(portal):
    assert numbers.unit_code("H15.50") == "H15.50"
    for bad in ("", None, "../x", "H15/50", "H15 50", "Đ15"):
        assert numbers.unit_code(bad) == settings.settings().default_unit_code


def test_settings_are_for_administrators(portal):
    roles = {
        role["name"]
        for role in portal.rolesOfPermission("egov.portal: Manage portal settings")
        if role["selected"]
    }
    assert roles == {"Manager", "Site Administrator"}
    assert api.portal.get_registry_record("egov.portal.dossiers.serial_digits") == 4
