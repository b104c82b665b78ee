"""Kills the portal in mid-load, again and again, and counts what is stored (`make torture`).

Each round: clients send over REST and through the form, the Zope process gets SIGKILL, is started
again, and whatever was not acknowledged is sent again with its key, as is a sample of what was.
At the end all that was sent is compared with all that is stored; any difference exits with 1.
"""

from hashlib import sha256
import itertools
import os
from pathlib import Path
import random
import signal
import sys
import tempfile
import threading
import time


sys.path.insert(0, str(Path(__file__).resolve().parent))

from run import ended
from run import machine
from run import site
from run import started
from submit import inside
from submit import PATH
from submit import reconciled
from submit import settings
from submit_clients import Load
from submit_clients import Page
from submit_clients import pdf
from submit_clients import Rest


CLIENTS = 16
SHORTEST, LONGEST = 0.8, 3.0  # seconds of load before the kill
ASKED_AGAIN = 5  # acknowledged ones of each round, which must be answered the same


def main(rounds):
    print(machine(), flush=True)
    chance = random.Random(os.environ.get("SEED"))
    with tempfile.TemporaryDirectory(prefix="torture-") as var:
        environment = settings(var)
        server, _seconds = started(environment, var)
        ended(server)
        inside(environment, "submit_service.py")
        return torture(environment, var, rounds, chance)


def torture(environment, var, rounds, chance):
    """The exit status; `var` holds a portal with the service of the measurements, stopped."""
    file = pdf()
    answers, problems, began = [], [], time.monotonic()
    server, _seconds = started(environment, var)
    for number in range(1, rounds + 1):
        sent = under_load(server, environment, file, chance, number)
        server, seconds = started(environment, var)
        problems += again(environment, file, sent, chance)
        told = sum(bool(answer.code) for answer in sent)
        print(
            f"round {number}: {len(sent)} sent, killed, up again after {seconds:.1f} s, "
            f"{told} acknowledged in the end, {len(problems)} differences so far",
            flush=True,
        )
        answers += sent
    ended(server)
    load = Load(answers, 0, 1, 0, {sha256(file).hexdigest()})
    found = reconciled(environment, var, [load])
    print(f"{rounds} rounds in {time.monotonic() - began:.0f} s")
    for problem in problems:
        print(f"  {problem}")
    missing = sum(not answer.code for answer in answers)
    if missing:
        print(f"  {missing} were never acknowledged")
    return 1 if found or problems or missing else 0


def under_load(server, environment, file, chance, number):
    """Send until the process is killed under the load; what each application was answered."""
    sent, stop = [], threading.Event()

    def run(client, who):
        for turn in itertools.count():
            if stop.is_set():
                return
            answer = client.send(f"Nguyễn Thị {number}-{who}-{turn}")
            answer.kind = type(client)
            sent.append(answer)
            if answer.error:
                return

    kinds = [Rest, Page] * (CLIENTS // 2)
    clients = [kind(site(environment), PATH, file) for kind in kinds]
    for client in clients:
        client.prepare()
    threads = [
        threading.Thread(target=run, args=(client, who)) for who, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    time.sleep(chance.uniform(SHORTEST, LONGEST))
    kill(server)
    stop.set()
    for thread in threads:
        thread.join()
    return sent


def kill(server):
    """End the Zope process and what started it, as a loss of power would."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    for process in map(int, children):
        os.kill(process, signal.SIGKILL)
    server.wait(60)


def again(environment, file, sent, chance):
    """Send again what was not acknowledged, and some of what was; sentences on differences."""
    clients = {kind: kind(site(environment), PATH, file) for kind in (Rest, Page)}
    for client in clients.values():
        client.prepare()
    problems = []
    told = [answer for answer in sent if answer.code]
    for answer in chance.sample(told, min(ASKED_AGAIN, len(told))):
        new = clients[answer.kind].send(answer.name, answer.key)
        if (new.code, new.secret) != (answer.code, answer.secret):
            problems.append(f"answered otherwise: {answer.name}, {new.error or new.code}")
    for answer in sent:
        if not answer.code:
            new = clients[answer.kind].send(answer.name, answer.key)
            answer.code, answer.secret, answer.error = new.code, new.secret, new.error
            if not new.code:
                problems.append(f"not taken: {answer.name}, {new.error}")
    return problems


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else 20))
