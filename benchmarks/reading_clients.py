"""Clients that read: one that asks two sites in turn, and many at once. Standard library only."""

import http.client
import sys
import threading
import time


HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "vi"}


def headers_for(path):
    accept = "application/json" if "++api++" in path else "text/html,*/*;q=0.8"
    return {**HEADERS, "Accept": accept}


def ask(connection, path):
    """(ms, bytes of the body) of a GET; ends the run on anything but 200."""
    began = time.perf_counter()
    connection.request("GET", path, headers=headers_for(path))
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        sys.exit(f"{path}: {response.status} {body[:300]!r}")
    return 1000 * (time.perf_counter() - began), len(body)


def in_turn(asked, times):
    """{name: ([ms], CPU seconds, seconds, bytes)} of `times` requests to each site, in turn.

    `asked` is {name: (server, path)}: what else the machine does falls on all alike.
    """
    found = {name: ([], 0.0, 0.0, 0) for name in asked}
    before = {name: server.cpu() for name, (server, _path) in asked.items()}
    for _turn in range(times):
        for name, (server, path) in asked.items():
            taken, size = ask(server.connection, path)
            found[name][0].append(taken)
            found[name] = (*found[name][:3], size)
    return {
        name: (taken, server.cpu() - before[name], sum(taken) / 1000, size)
        for (name, (taken, _cpu, _seconds, size)), (server, _path) in zip(
            found.items(), asked.values(), strict=True
        )
    }


def crowd(server, paths, clients, each):
    """([ms], CPU seconds, seconds, bytes) of so many clients at once, on a connection each."""
    times, sizes, lost = [], [], []

    def read(number):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            for turn in range(each):
                taken, size = ask(connection, paths[(number + turn) % len(paths)])
                times.append(taken)
                sizes.append(size)
        except (OSError, SystemExit) as error:
            lost.append(error)
        finally:
            connection.close()

    before, began = server.cpu(), time.perf_counter()
    threads = [threading.Thread(target=read, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if lost:
        sys.exit(f"{paths[0]}: {lost[0]}")
    return times, server.cpu() - before, time.perf_counter() - began, max(sizes)
