"""Measures reading beside stock Plone of the same versions, with as many items (`make bench`).

Makes a portal with 1,000 procedures and a stock site with 1,000 documents of the same texts
(`stock_site.py`), asks both in turn with the same client, and prints both and the ratio, against
the limits. `QUICK=1` measures 100 of each. Standard library only, but for the first visit, which
Debian's Chromium makes (`first_visit.py`).

"Cold": an address nobody has asked for since the start, templates and code being warm; stock
without caching. "Warm": asked for before; stock with plone.app.caching's RAM cache.
"""

from contextlib import contextmanager
import http.client
from itertools import count
import json
from make_procedures import sample
from make_procedures import write
import os
from pathlib import Path
from reading_clients import crowd
from reading_clients import in_turn
import run
from statistics import median
from statistics import quantiles
import subprocess
import sys
import tempfile
import time


QUICK = bool(os.environ.get("QUICK"))
ITEMS = 100 if QUICK else 1000
COLD = 30 if QUICK else 100
WARM = 100 if QUICK else 400
CLIENTS = 16
EACH = 10 if QUICK else 40
ROUNDS = 2 if QUICK else 3
IN_A_FOLDER = 25  # as stock_site.py has it
PATIENCE = 300  # seconds
PORTAL, STOCK = "portal", "stock"
API = "/portal/++api++"
SEARCH = f"{API}/@search?portal_type=Document&metadata_fields=_all&b_size=25&b_start="
PROCEDURES = f"{API}/@procedures?b_size=25&b_start="
FIRST_BYTES, FIRST_REQUESTS = 100_000, 10


def main():
    source = sample()
    if source is None:
        print("The real records (shared/data beside the checkout) are not here: nothing measured.")
        return 0
    print(f"Beside stock Plone, {ITEMS} items each, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="beside-") as name:
        sites = made(Path(name), source)
        found = {}
        for caching in ("off", "on"):
            switch(sites[STOCK], caching)
            with serving(sites) as servers:
                if caching == "off":
                    found |= without_cache(servers)
                else:
                    found |= with_cache(servers)
                    visits = first_visits(servers)
    return told(found, visits)


def made(folder, source):
    """{name: environment} of the two sites, made at the same time."""
    records = folder / "records.jsonl.gz"
    write(source, records, ITEMS)
    sites = {}
    for name in (PORTAL, STOCK):
        sites[name] = dict(
            os.environ,
            EGOV_VAR=str(folder / name),
            PORT=str(run.free_port()),
            EGOV_RATE_LIMITS="off",
        )
    began = time.monotonic()
    making = [
        process(sites[STOCK], "stock_process.py", "run", "stock_site.py", "make", records),
        process(sites[PORTAL], run.SCRIPTS / "zope_process.py", run.SCRIPTS / "make_site.py"),
    ]
    ended(making.pop())
    importing = run.SCRIPTS / "import_offline.py"
    ended(process(sites[PORTAL], run.SCRIPTS / "zope_process.py", importing, records))
    ended(making.pop())
    Path(sites[PORTAL]["EGOV_VAR"], "site-made").write_text(profile_versions())
    print(f"both sites made in {time.monotonic() - began:.0f} s", flush=True)
    return sites


def profile_versions():
    sys.path.insert(0, str(run.SCRIPTS))
    import start

    return start.profile_versions()


def process(environment, script, *arguments):
    paths = [run.BENCHMARKS / part if str(part).endswith(".py") else part for part in arguments]
    command = [str(part) for part in (sys.executable, run.BENCHMARKS / script, *paths)]
    with open(f"{environment['EGOV_VAR']}.log", "a") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def ended(child):
    if child.wait():
        sys.exit(f"{' '.join(child.args)} failed: {child.returncode}")


def switch(environment, caching):
    ended(process(environment, "stock_process.py", "run", "stock_site.py", "caching", caching))


class Server:
    """A site that answers: its address, and what its process takes."""

    def __init__(self, environment, child):
        self.port = int(environment["PORT"])
        self.child = child
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def cpu(self):
        """CPU seconds of the process so far."""
        fields = Path(f"/proc/{self.child}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(sites):
    """{name: Server} of both sites, until the end of the block."""
    starters = []
    try:
        stock = process(sites[STOCK], "stock_process.py", "serve", sites[STOCK]["PORT"])
        starters.append(stock)
        portal, _seconds = run.started(sites[PORTAL], sites[PORTAL]["EGOV_VAR"])
        starters.append(portal)
        wait_for(sites[STOCK], stock)
        children = Path(f"/proc/{portal.pid}/task/{portal.pid}/children").read_text().split()
        yield {
            PORTAL: Server(sites[PORTAL], children[0]),
            STOCK: Server(sites[STOCK], stock.pid),
        }
    finally:
        for starter in starters:
            run.ended(starter)


def wait_for(environment, child):
    until = time.monotonic() + PATIENCE
    while child.poll() is None and time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", int(environment["PORT"]), timeout=60)
        try:
            connection.request("GET", "/portal")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.3)
        finally:
            connection.close()
    sys.exit("Stock Plone does not answer.")


def page(name, number):
    """The address of an item of a site."""
    number %= ITEMS
    folder = f"linh-vuc-{number // IN_A_FOLDER + 1}/" if name == STOCK else ""
    return f"/portal/thu-tuc/{folder}9.{number:06d}"


def rest(name, number):
    return page(name, number).replace("/portal/", f"{API}/", 1)


def listing(name, number):
    start = number * 5 % (ITEMS - 25)
    return f"{PROCEDURES if name == PORTAL else SEARCH}{start}"


def without_cache(servers):
    """Cold: other items at every request, after a few that warm code and templates."""
    found = {}
    for kind, address in KINDS.items():
        first = COLD if kind == "REST" else 0  # the pages have woken theirs
        numbers = count(first)
        for _turn in range(5):
            number = next(numbers)
            asked = {name: (server, address(name, number)) for name, server in servers.items()}
            in_turn(asked, 1)
        rounds = [
            {name: (server, address(name, number)) for name, server in servers.items()}
            for number in (next(numbers) for _turn in range(COLD - 5))
        ]
        found["cold", kind] = merged(in_turn(asked, 1) for asked in rounds)
    return found


def with_cache(servers):
    """Warm: the same few addresses again and again, by one client and by many."""
    found = {}
    for kind, address in KINDS.items():
        rounds = [
            {name: (server, address(name, number)) for name, server in servers.items()}
            for number in range(5)
        ]
        for asked in rounds:
            in_turn(asked, 3)
        found["warm", kind] = merged(in_turn(asked, WARM // len(rounds)) for asked in rounds)
        addresses = {name: [asked[name][1] for asked in rounds] for name in servers}
        parts = [
            {name: crowd(server, addresses[name], CLIENTS, EACH)}
            for _turn in range(ROUNDS)
            for name, server in servers.items()
        ]
        found["warm, 16 clients", kind] = merged(parts)
    return found


def merged(parts):
    """{site name: [times in ms, CPU seconds, seconds, bytes of an answer]} of several rounds."""
    result = {}
    for part in parts:
        for name, (times, cpu, seconds, size) in part.items():
            kept = result.setdefault(name, [[], 0.0, 0.0, 0])
            kept[0] += times
            kept[1] += cpu
            kept[2] += seconds
            kept[3] = size
    return result


def first_visits(servers):
    """{name: {bytes, requests}} of a first visit in a browser, or None without one."""
    if not Path("/usr/bin/chromium").exists():
        print("First visit: not measured, as there is no Chromium.")
        return None
    script = run.BENCHMARKS / "first_visit.py"
    names = (STOCK, PORTAL)
    addresses = [f"http://127.0.0.1:{servers[name].port}{page(name, 5)}" for name in names]
    command = [str(run.ROOT / "bin" / "python-with-tests"), str(script), *addresses]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(zip(names, json.loads(told), strict=True))


KINDS = {"page": page, "REST": rest, "list": listing}
TITLES = {
    "page": "page of a procedure (stock: of a document)",
    "REST": "REST GET of a procedure (stock: of a document)",
    "list": "@procedures, 25 with facets (stock: @search, 25, all metadata)",
}
# (which of the portal's, which of stock's, kind): how many times as fast at least.
LIMITS = {
    ("cold", "cold", "page"): 5,
    ("warm", "warm", "page"): 3,
    ("warm", "cold", "page"): None,
    ("cold", "cold", "REST"): 1,
    ("warm", "warm", "REST"): 3,
    ("cold", "cold", "list"): None,
    ("warm", "cold", "list"): 5,
    ("warm", "warm", "list"): None,
    ("warm, 16 clients", "warm, 16 clients", "page"): None,
    ("warm, 16 clients", "warm, 16 clients", "REST"): None,
    ("warm, 16 clients", "warm, 16 clients", "list"): None,
}


def told(found, visits):
    """Print every comparison; 1 if a limit is not held, else 0."""
    missed = 0
    for (ours, theirs, kind), limit in LIMITS.items():
        mine, other = found[ours, kind][PORTAL], found[theirs, kind][STOCK]
        ratio = median(other[0]) / median(mine[0])
        by_cpu = cpu_each(other) / cpu_each(mine) if mine[1] else float("inf")
        good = limit is None or ratio >= limit
        missed += not good
        print(f"{TITLES[kind]}: portal {ours}, stock {theirs}")
        for name, values in (("portal", mine), ("stock", other)):
            print(f"  {name:7} {worded(values)}")
        wanted = f", wanted {limit}{'' if good else ': MISSED'}" if limit else ""
        print(f"  ratio {ratio:.1f}, by the processor {by_cpu:.1f}{wanted}", flush=True)
    if visits:
        missed += not told_visits(visits)
    return 1 if missed else 0


def worded(values):
    times, _cpu, seconds, size = values
    return (
        f"median {median(times):.1f} ms, 95% under {quantiles(times, n=20)[-1]:.1f} ms, "
        f"{len(times) / seconds:.0f} a second, CPU {cpu_each(values):.2f} ms each, {size} bytes"
    )


def cpu_each(values):
    return 1000 * values[1] / len(values[0])


def told_visits(visits):
    mine, other = visits[PORTAL], visits[STOCK]
    good = mine["bytes"] <= FIRST_BYTES and mine["requests"] <= FIRST_REQUESTS
    print(
        f"first visit: portal {mine['bytes'] / 1000:.0f} kB in {mine['requests']} requests, "
        f"stock {other['bytes'] / 1000:.0f} kB in {other['requests']}: "
        f"{other['bytes'] / mine['bytes']:.1f} times as much "
        f"(limits {FIRST_BYTES // 1000} kB, {FIRST_REQUESTS}){'' if good else ': MISSED'}",
        flush=True,
    )
    return good


if __name__ == "__main__":
    sys.exit(main())
