"""Measures submitting (`make bench-submit`): 16 clients at once, then again with 100,000 dossiers.

Makes a portal of its own, and beside it a stock Plone with EasyForm and SaveData of the same
versions. Every application sent is reconciled with what is stored. What many dossiers change is
measured by turns, on a portal with them and on one with none, as machines are now faster and now
slower. Exits with 1 where a limit was not kept, or anything lost or doubled. `QUICK=1` measures
less.
"""

from collections import Counter
import json
import os
from pathlib import Path
import shutil
from statistics import median
from statistics import quantiles
import subprocess
import sys
import tempfile
import time


BENCHMARKS = Path(__file__).resolve().parent
sys.path.insert(0, str(BENCHMARKS))

from run import call  # noqa: E402
from run import ended  # noqa: E402
from run import free_port  # noqa: E402
from run import machine  # noqa: E402
from run import memory  # noqa: E402
from run import SCRIPTS  # noqa: E402
from run import site  # noqa: E402
from run import started  # noqa: E402
from submit_clients import Client  # noqa: E402
from submit_clients import drive  # noqa: E402
from submit_clients import OpenedPage  # noqa: E402
from submit_clients import Page  # noqa: E402
from submit_clients import Rest  # noqa: E402
from submit_clients import StockPage  # noqa: E402


QUICK = bool(os.environ.get("QUICK"))
CLIENTS = 16
EACH = 10 if QUICK else 50
ROUNDS = 3 if QUICK else 7
EACH_ROUND = 5 if QUICK else 10
STOCK_EACH = 3 if QUICK else 10
DOSSIERS = 2_000 if QUICK else 100_000
TRACKED = 100 if QUICK else 300
NAMES = {Rest: "REST", Page: "form", OpenedPage: "form, opened before each"}
PATH = "/dich-vu/dich-vu-do-toc-do/to-khai"
STOCK_PATH = "/to-khai"
# What is wanted: applications a second, milliseconds, times the rate with no dossiers stored.
LEAST = {"REST": 60, "form": 30}
SLOWEST = 1500
TRACKING = 50
RATIO = 0.9


def main():
    print(machine(), flush=True)
    print(f"{CLIENTS} clients at once; 8 fields and a PDF of 200 kB", flush=True)
    stock()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        var, empty, full = (f"{folder}/{name}" for name in ("var", "empty", "full"))
        os.mkdir(var)
        environment = settings(var)
        server, _seconds = started(environment, var)
        ended(server)
        inside(environment, "submit_service.py")
        for copy in (empty, full):
            shutil.copytree(var, copy)
        server, _seconds = started(environment, var)
        loads = measure(server, environment, Rest, Page, OpenedPage)
        ended(server)
        wrong = too_slow(loads)
        lost = reconciled(environment, var, loads)
        wrong += [f"{lost} differences"] if lost else []
        wrong += many(empty, full)
    print("; ".join(["Not kept: " + each for each in wrong]) or "All limits were kept.")
    return 1 if wrong else 0


def too_slow(loads):
    """What is wrong with the figures, as texts."""
    wrong = []
    for load in loads:
        least = LEAST.get(load.name)
        if least and load.rate < least:
            wrong.append(f"{load.name}: {load.rate:.1f} a second, wanted {least}")
        if least and load.slowest > SLOWEST:
            wrong.append(f"{load.name}: 99% under {load.slowest:.0f} ms, wanted {SLOWEST}")
    return wrong


def stock():
    """The peer's figures. What it loses is its own affair."""
    with tempfile.TemporaryDirectory(prefix="bench-") as var:
        environment = settings(var)
        inside(environment, "submit_stock.py", "make")
        server = serve(environment, var)
        name = "stock EasyForm + SaveData"
        load = loaded(server, name, StockPage, site(environment), STOCK_PATH, STOCK_EACH)
        ended(server)
        inside(environment, "submit_stock.py", "stored", f"{var}/stored.json")
        rows = json.loads(Path(var, "stored.json").read_text())
    told = {answer.name for answer in load.answers if answer.code}
    print(
        f"  sent {len(load.answers)}, acknowledged {len(told)}, stored {len(rows)}: "
        f"{len(load.answers) - len(set(rows))} lost"
    )


def many(empty, full):
    """Tracking, and the rates by turns with none and with many stored; what is wrong, as texts.

    :param empty, full: folders of two portals, which are alike before
    """
    environments = settings(empty), settings(full)
    began = time.monotonic()
    inside(environments[1], "make_dossiers.py", DOSSIERS, f"{full}/sample.json")
    print(f"{DOSSIERS} dossiers made in {time.monotonic() - began:.0f} s", flush=True)
    servers = [started(each, each["EGOV_VAR"])[0] for each in environments]
    sample = [tuple(pair) for pair in json.loads(Path(full, "sample.json").read_text())]
    wrong = track(environments[1], sample)
    for kind in (Rest, Page):
        rates = by_turns(environments, kind)
        ratio = median(with_many / with_none for with_none, with_many in rates)
        none, stored = (median(column) for column in zip(*rates, strict=True))
        print(
            f"{NAMES[kind]}, {DOSSIERS} stored: {stored:.1f} a second, with none {none:.1f}: "
            f"{ratio:.2f} times (medians of {ROUNDS} turns; limit {RATIO:.2f})",
            flush=True,
        )
        if ratio < RATIO:
            wrong.append(f"{NAMES[kind]}: {ratio:.2f} times the rate with none, wanted {RATIO:.2f}")
    for server in servers:
        ended(server)
    return wrong


def by_turns(environments, kind):
    """[(rate, rate)] of both servers, one after the other in each turn, the first not counted."""
    rates = []
    for turn in range(ROUNDS + 1):
        pair = []
        for environment in environments:
            load = drive(kind, site(environment), PATH, CLIENTS, EACH_ROUND, f"turn {turn}")
            errors = [answer.error for answer in load.answers if answer.error]
            if errors:
                sys.exit(f"An application was refused: {errors[0]}")
            pair.append(load.rate)
        rates.append(tuple(pair))
    return rates[1:]


def settings(var):
    given = {"EGOV_VAR": var, "PORT": str(free_port()), "EGOV_RATE_LIMITS": "off"}
    path = os.pathsep.join(filter(None, [str(BENCHMARKS), os.environ.get("PYTHONPATH")]))
    return {**os.environ, **given, "PYTHONPATH": path}


def inside(environment, script, *arguments):
    call(environment, SCRIPTS / "zope_process.py", BENCHMARKS / script, *arguments)


def serve(environment, var):
    """A server for a site that is made already, as `start.py` would start it."""
    Path(var, "site-made").touch()
    code = (
        f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import start; "
        f"start.serve({environment['PORT']})"
    )
    log = Path(var, "bench.log")
    with log.open("w") as output:
        command = [sys.executable, "-c", code]
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    while "The portal:" not in log.read_text(errors="replace"):
        if server.poll() is not None:
            sys.exit(log.read_text(errors="replace")[-3000:])
        time.sleep(0.1)
    return server


def measure(server, environment, *kinds):
    return [loaded(server, NAMES[kind], kind, site(environment), PATH, EACH) for kind in kinds]


def loaded(server, name, kind, address, path, each):
    """Drive the load, after some applications that warm all threads; print what came of it."""
    warm = drive(kind, address, path, CLIENTS, 2, f"{name} warm")
    before = cpu(server)
    load = drive(kind, address, path, CLIENTS, each, name)
    spent = cpu(server) - before
    load.name = name
    seconds = load.ended - load.began
    times = sorted(1000 * answer.seconds for answer in load.answers)
    cuts = quantiles(times, n=100)
    errors = Counter(answer.error for answer in load.answers if answer.error)
    load.slowest = cuts[98]
    print(
        f"{name}: {load.rate:.1f} a second; "
        f"median {median(times):.0f} ms, 95% under {cuts[94]:.0f} ms, 99% under {cuts[98]:.0f} ms; "
        f"CPU {1000 * spent / len(load.answers):.1f} ms each; "
        f"clients {load.cpu / seconds:.2f} of a core; {memory(server):.0f} MB; "
        f"{sum(errors.values())} errors",
        flush=True,
    )
    for error, count in errors.most_common(5):
        print(f"  {count} times {error}")
    load.answers += warm.answers
    load.files |= warm.files
    return load


def cpu(server):
    """CPU seconds of the Zope process so far."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    fields = Path(f"/proc/{children[0]}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def reconciled(environment, var, loads):
    """How many are lost, doubled or damaged: sent, acknowledged and stored are compared."""
    inside(environment, "stored.py", f"{var}/stored.json")
    stored = json.loads(Path(var, "stored.json").read_text())
    answers = [answer for load in loads for answer in load.answers]
    problems = differences(answers, stored, {file for load in loads for file in load.files})
    told = [answer for answer in answers if answer.code]
    print(
        f"sent {len(answers)}, acknowledged {len(told)}, stored {len(stored['dossiers'])}: "
        f"{len(problems)} differences"
    )
    for problem in problems[:20]:
        print(f"  {problem}")
    return len(problems)


def differences(answers, stored, files):
    """What is wrong with what is stored, as sentences; none when all is well."""
    dossiers = stored["dossiers"]
    by_code = {dossier["code"]: dossier for dossier in dossiers}
    found = []
    for answer in answers:
        dossier = by_code.get(answer.code)
        if answer.code and dossier is None:
            found.append(f"lost: {answer.code}, acknowledged to {answer.name}")
        elif answer.code and dossier["name"] != answer.name:
            found.append(f"mixed up: {answer.code} is not {answer.name}'s")
    for name, count in Counter(dossier["name"] for dossier in dossiers).items():
        if count > 1:
            found.append(f"doubled: {name}, {count} times")
    if len(by_code) != len(dossiers):
        found.append("codes given twice")
    if stored["keys"] != len(dossiers):
        found.append(f"{stored['keys']} keys for {len(dossiers)} dossiers")
    for dossier in dossiers:
        if len(dossier["files"]) != 1 or dossier["files"][0] not in files:
            found.append(f"file damaged: {dossier['code']}")
        if dossier["log"] != ["received"]:
            found.append(f"log does not begin with the receipt: {dossier['code']}")
        if dossier["letters owed"]:
            found.append(f"no letter waits in the outbox: {dossier['code']}")
    return found


def track(environment, sample):
    """Print how long an answer to code and secret takes, one after the other; what is too slow."""
    wrong = []
    for name, ask in (("over REST", ask_rest), ("page", ask_page)):
        client = Client(site(environment), "", b" ")
        times = []
        for code, secret in (sample * 2)[: TRACKED + 10]:
            began = time.perf_counter()
            status, body = ask(client, code, secret)
            times.append(1000 * (time.perf_counter() - began))
            if status != 200 or code.encode() not in body:
                sys.exit(f"Tracking answers {status}: {body[:300]!r}")
        times = times[10:]
        print(
            f"tracking {name}, {DOSSIERS} stored: median {median(times):.1f} ms, "
            f"95% under {quantiles(times, n=20)[-1]:.1f} ms (limit {TRACKING} ms)",
            flush=True,
        )
        if median(times) >= TRACKING:
            wrong.append(f"tracking {name}: {median(times):.1f} ms, wanted {TRACKING}")
    return wrong


def ask_rest(client, code, secret):
    body = json.dumps({"code": code, "secret": secret}).encode()
    headers = {"Content_Type": "application/json", "Accept": "application/json"}
    return client.request("POST", f"{client.root}/++api++/@track", body, **headers)


def ask_page(client, code, secret):
    body = f"code={code}&secret={secret}".encode()
    headers = {"Content_Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    return client.request("POST", f"{client.root}/tra-cuu", body, **headers)


if __name__ == "__main__":
    sys.exit(main())
