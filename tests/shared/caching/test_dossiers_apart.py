"""An application throws no page away: citizens who apply do not slow down those who read."""

from egov.portal import dossiers
from egov.portal.shared.caching.changes import sweep_later
from egov.portal.shared.caching.marks import marks_of
from filing import make_submission
import transaction


def state(portal):
    marks = marks_of(portal)
    return tuple(shard.places for shard in marks.shards)


def test_an_application_bumps_no_mark(functional_portal):
    before = state(functional_portal)
    dossiers.receive(make_submission())
    sweep_later()
    transaction.commit()
    assert state(functional_portal) == before
