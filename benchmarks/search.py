"""Measures search: how often the right procedure comes first, and how long it takes.

Usage, with the portal stopped:
.venv/bin/python instance/scripts/zope_process.py benchmarks/search.py [QUERIES.json] [--misses]

The site must hold the procedures that the queries expect (`make import FILE=...`). Each query is
asked as an anonymous visitor. "First" and "among five" count any of the codes a query expects;
"primary first" only the one it names as the best. With dictionaries, as the site has them, and
without: what the rules do alone.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SpecialUsers import nobody
from egov.portal import search
from egov.portal.search import query as reading
from egov.portal.search.dictionaries import Dictionaries
import json
from pathlib import Path
from statistics import median
from statistics import quantiles
import sys
import time
from zope.component.hooks import setSite


QUERIES = "data/search-queries-dev.json"
ROUNDS = 3


def queries(arguments):
    """The queries of the file that was named, or of `shared/data` beside the checkout; or None."""
    named = [argument for argument in arguments if argument.endswith(".json")]
    if named:
        return json.loads(Path(named[-1]).read_text(encoding="utf-8"))
    for folder in Path(__file__ if "__file__" in globals() else ".").resolve().parents:
        found = folder / "shared" / QUERIES
        if found.exists():
            return json.loads(found.read_text(encoding="utf-8"))
    return None


def measured(asked, misses):
    """`{name: share}` over the queries that expect something, and how many others found nothing."""
    totals = {"first": 0, "among five": 0, "primary first": 0, "mean reciprocal rank": 0.0}
    count = nothing = 0
    for entry in asked:
        found = search.procedures(entry["query"], b_size=100, facets=False)
        codes = [item.brain.code for item in found.items]
        if not entry["expected"]:
            nothing += not codes
            continue
        count += 1
        place = next((at for at, code in enumerate(codes) if code in entry["expected"]), None)
        totals["primary first"] += codes[:1] == [entry["expected_primary"]]
        if place is not None:
            totals["first"] += place == 0
            totals["among five"] += place < 5
            totals["mean reciprocal rank"] += 1 / (place + 1)
        if misses and place != 0:
            say(f"    {entry['query']!r}: {place}, wanted {entry['expected'][0]}, got {codes[:3]}")
    return {name: total / count for name, total in totals.items()}, count, nothing


def timed(asked, call):
    """`(median, 95th percentile)` in milliseconds."""
    times = []
    for _round in range(ROUNDS):
        for entry in asked:
            began = time.perf_counter()
            call(entry["query"])
            times.append((time.perf_counter() - began) * 1000)
    return median(times), quantiles(times, n=20)[-1]


def say(text):
    sys.stdout.write(text + "\n")


def main(site, arguments):
    setSite(site)
    newSecurityManager(None, nobody)
    asked = queries(arguments)
    if asked is None:
        say("No queries (shared/data beside the checkout): nothing measured.")
        return
    misses = "--misses" in arguments
    total = search.procedures(facets=False, b_size=0).items_total
    say(f"{len(asked)} queries over {total} procedures")
    own = reading.dictionaries
    plain = Dictionaries((), (), (), ())
    for title, books in (("with dictionaries", own), ("without", lambda: plain)):
        reading.dictionaries = books
        shares, count, nothing = measured(asked, misses)
        figures = ", ".join(f"{name} {share:.3f}" for name, share in shares.items())
        say(f"  {title}: {figures} ({count} queries; {nothing} of the others found nothing)")
    reading.dictionaries = own
    for title, call in (
        ("search with facets, 25 items", lambda text: search.procedures(text)),
        ("search without facets", lambda text: search.procedures(text, facets=False)),
        ("suggestions", search.suggest),
    ):
        middle, high = timed(asked, call)
        say(f"  {title}: median {middle:.1f} ms, 95% under {high:.1f} ms")
    middle, high = timed(asked[:10], lambda text: search.procedures())
    say(f"  everything with facets: median {middle:.1f} ms, 95% under {high:.1f} ms")


if "app" in globals():
    main(app.portal, sys.argv)  # noqa: F821
