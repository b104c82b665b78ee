"""Measures search: how often the right procedure comes first, and how long it takes.

Usage, with the portal stopped:
.venv/bin/python instance/scripts/zope_process.py benchmarks/search.py [QUERIES.json] [--misses]
with `--fill` only makes many items; with `--whole`, in a site that has them, latency, what a save
costs, and a rebuild (`make bench-search` does all of it); limits stand beside the figures and the
exit status is 1 when one was not kept.

The site must hold the procedures that the queries expect (`make import FILE=...`). Each query is
asked as an anonymous visitor. "First" and "among five" count any of the codes a query expects;
"primary first" only the one it names as the best. With dictionaries, as the site has them, and
without: what the rules do alone.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SpecialUsers import nobody
from AccessControl.SpecialUsers import system
from egov.portal import search
from egov.portal.search import query as reading
from egov.portal.search.phrases import Dictionaries
from egov.portal.search.rebuilding import NAMES
from egov.portal.search.rebuilding import rebuild_indexes
import json
from pathlib import Path
from statistics import median
from statistics import quantiles
import sys
import time
import transaction
from zope.component.hooks import setSite


QUERIES = "data/search-queries-dev.json"
ROUNDS = 3
ROOT = Path(sys.argv[0]).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
PROCEDURES = 5600
OTHERS = 20_000
KINDS = ("Procedure", "Announcement", "LegalDocument", "FormTemplate", "Service", "Agency", "FAQ")


def queries(arguments):
    """The queries of the file that was named, or of `shared/data` beside the checkout; or None."""
    named = [argument for argument in arguments if argument.endswith(".json")]
    if named:
        return json.loads(Path(named[-1]).read_text(encoding="utf-8"))
    for folder in ROOT.parents:
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
    """`(median, 95th percentile)` in milliseconds of the processor, and the median by the clock.

    The limits are for the processor's time: what others on a busy machine add is not the search's,
    and nothing of a search waits for a disk once its indexes are in memory.
    """
    for entry in asked:
        call(entry["query"])
    times, clock = [], []
    for _round in range(ROUNDS):
        for entry in asked:
            began, began_clock = time.process_time(), time.perf_counter()
            call(entry["query"])
            times.append((time.process_time() - began) * 1000)
            clock.append((time.perf_counter() - began_clock) * 1000)
    return median(times), quantiles(times, n=20)[-1], median(clock)


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Limits:
    """Prints figures beside their limits and remembers whether all were kept."""

    def __init__(self):
        self.kept = True

    def at_most(self, title, figure, limit, unit):
        self.show(title, f"{figure:.1f} {unit}", f"at most {limit} {unit}", figure <= limit)

    def at_least(self, title, figure, limit):
        self.show(title, f"{figure:.3f}", f"at least {limit}", figure >= limit)

    def show(self, title, figure, limit, good):
        self.kept = self.kept and good
        say(f"  {title}: {figure} ({limit}{'' if good else ': NOT KEPT'})")


def main(site, arguments):
    setSite(site)
    newSecurityManager(None, nobody)
    asked = queries(arguments)
    if asked is None:
        say("No queries (shared/data beside the checkout): nothing measured.")
        return 0
    if "--fill" in arguments:
        return make_many(site)
    limits = Limits()
    if "--whole" in arguments:
        whole(site, asked, limits)
    else:
        quality(asked, "--misses" in arguments, limits)
    return 0 if limits.kept else 1


def quality(asked, misses, limits):
    total = search.procedures(facets=False, b_size=0).items_total
    own = reading.dictionaries
    plain = Dictionaries()
    sets = [("queries as people type them", asked)]
    mine = ROOT / "tests" / "search" / "queries.json"
    if mine.exists():
        written = json.loads(mine.read_text(encoding="utf-8"))
        for entry in written:
            entry["expected_primary"] = entry["expected"][0]
        sets.append(("the project's own queries", [q for q in written if not q["held_out"]]))
        sets.append(("its own, held out of tuning", [q for q in written if q["held_out"]]))
    for name, entries in sets:
        say(f"{len(entries)} {name}, over {total} procedures")
        for title, books in (("with dictionaries", own), ("without", lambda: plain)):
            reading.dictionaries = books
            shares, count, nothing = measured(entries, misses and books is own)
            figures = ", ".join(f"{name} {share:.3f}" for name, share in shares.items())
            say(f"  {title}: {figures} ({count} queries; {nothing} of the others found nothing)")
            if books is own:
                limits.at_least("first", shares["first"], 0.85)
                limits.at_least("among five", shares["among five"], 0.95)
        reading.dictionaries = own


def latency(asked, limits=None):
    for title, call, middle_limit, high_limit in (
        ("search with facets, 25 items", search.procedures, 10, 25),
        ("search without facets", lambda text: search.procedures(text, facets=False), 10, 25),
        ("search of everything", lambda text: search.everything(text, KINDS), None, None),
        ("suggestions", search.suggest, None, 10),
        ("suggestions at the third letter", lambda text: search.suggest(text[:3]), None, 10),
    ):
        middle, high, clock = timed(asked, call)
        say(f"  {title}: median {middle:.1f} ms, 95% under {high:.1f} ms (clock {clock:.1f} ms)")
        if limits is not None and middle_limit:
            limits.at_most(f"{title}, median", middle, middle_limit, "ms")
        if limits is not None and high_limit:
            limits.at_most(f"{title}, 95%", high, high_limit, "ms")
    middle, high, clock = timed(asked[:10], lambda text: search.procedures())
    say(f"  everything with facets: median {middle:.1f} ms, 95% under {high:.1f} ms")


def make_many(site):
    """Fill the site with the procedures and other items that search is measured with."""
    from fill_site import fill
    import gzip
    from make_procedures import sample

    with gzip.open(sample(), "rt", encoding="utf-8") as stream:
        lines = [line for line in stream if line.strip()]
    began, clock = time.process_time(), time.perf_counter()
    newSecurityManager(None, system)
    fill(site, lines, PROCEDURES, OTHERS)
    seconds, clock = time.process_time() - began, time.perf_counter() - clock
    say(f"made many items in {seconds:.0f} s of the processor ({clock:.0f} s by the clock)")
    return 0


def whole(site, asked, limits):
    """Latency, cost of a save and rebuild with many items."""
    catalog = site.portal_catalog
    total = len(catalog._catalog.uids)
    procedures = len(catalog.unrestrictedSearchResults(portal_type="Procedure"))
    say(f"{procedures} procedures and {total - procedures} other items")
    limits.at_least("items", total, PROCEDURES + OTHERS)
    latency(asked, limits)
    limits.at_most("indexing, in a save, median", save_cost(site), 20, "ms")
    began, clock = time.process_time(), time.perf_counter()
    count = rebuild_indexes(site, commit=True)
    seconds, clock = time.process_time() - began, time.perf_counter() - clock
    limits.at_most(f"rebuild of {count} items (clock {clock:.0f} s)", seconds, 180, "s")


def save_cost(site):
    """Milliseconds (median) that the text indexes take of saving a procedure with another title."""
    catalog = site.portal_catalog
    names = list(site["thu-tuc"].objectIds())[:100]
    times = []
    for name in names:
        content = site["thu-tuc"][name]
        content.title = f"{content.title} measured"
        path = "/".join(content.getPhysicalPath())
        began = time.process_time()
        catalog.catalog_object(content, path, idxs=list(NAMES), update_metadata=False)
        times.append((time.process_time() - began) * 1000)
    transaction.abort()
    return median(times)


if "app" in globals():
    sys.exit(main(app.portal, sys.argv))  # noqa: F821
