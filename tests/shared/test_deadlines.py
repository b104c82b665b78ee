"""The first clock: weekends, the first day not counted, the afternoon counts as tomorrow."""

import datetime
from egov.portal.shared.deadlines import due
import pytest


VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("received", "time", "unit", "end"),
    [
        # Friday 20 November 2026.
        ("2026-11-20T09:00", 1, "WORKING_DAY", "2026-11-23T17:00"),
        ("2026-11-20T14:59", 1, "WORKING_DAY", "2026-11-23T17:00"),
        ("2026-11-20T15:00", 1, "WORKING_DAY", "2026-11-24T17:00"),
        ("2026-11-16T09:00", 5, "WORKING_DAY", "2026-11-23T17:00"),
        # Saturday counts as the Monday after.
        ("2026-11-21T09:00", 1, "WORKING_DAY", "2026-11-24T17:00"),
        ("2026-11-20T09:00", 1, "DAY", "2026-11-21T17:00"),
    ],
)
def test_due(received, time, unit, end):
    assert due(at(received), time, unit) == at(end)


@pytest.mark.parametrize(
    ("time", "unit"),
    [(None, "DAY"), (0, "DAY"), (3, None), (3, "OTHER"), (3, "HOUR")],
)
def test_what_is_not_reckoned_with_is_not_promised(time, unit):
    assert due(at("2026-11-20T09:00"), time, unit) is None
