"""Until when a dossier is to be dealt with, by the times of its procedure."""

from egov.portal.shared.deadlines import due


def times_of(procedure):
    """((number, unit), ...) of the ways of submitting online, or of all where there is none."""
    ways = list(getattr(procedure, "submission_ways", None) or ())
    online = [way for way in ways if way.get("channel") == "ONLINE"] or ways
    return tuple({(way["time"], way.get("unit")) for way in online if way.get("time")})


def latest_due(received, times):
    """The latest of what is due after each (number, unit); None where none can be reckoned.

    A procedure has several times where they differ from case to case: the longest counts.
    """
    moments = [due(received, time, unit) for time, unit in times]
    return max((moment for moment in moments if moment is not None), default=None)
