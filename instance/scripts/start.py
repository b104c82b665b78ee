"""Serves the portal: makes the site on the first run, waits for Zope, says how to sign in.

Usage: start.py (the Makefile's `start`). Environment: PORT (8080), ADMIN_PASSWORD, DEMO=0 for a
site without demo content, EGOV_RATE_LIMITS=off for load tests. Standard library only.
"""

import http.client
import os
import re
import signal
import socket
import sys
import time
from zope_process import HOST
from zope_process import ROOT
from zope_process import run_script
from zope_process import SHARED
from zope_process import start_server
from zope_process import VAR


MARKER = VAR / "site-made"
PATIENCE = 300  # seconds until a start that does not answer is said to be slow


def main():
    port = port_number()
    refuse_if_taken(port)
    make_site_if_due()
    return serve(port)


def port_number():
    text = os.environ.get("PORT", "").strip() or "8080"
    if not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT={text}: a port is a number from 1 to 65535")
    return int(text)


def refuse_if_taken(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            sys.exit(
                f"Port {port} cannot be used ({error.strerror}): is the portal running already? "
                "Another port: make start PORT=8081"
            )


def profile_versions():
    """The profile version of the code, which the site made last is compared with."""
    text = (ROOT / "profiles" / "default" / "metadata.xml").read_text()
    return f"default {re.search('<version>(.*?)</version>', text)[1]}\n"


def make_site_if_due():
    made = (SHARED or (VAR / "filestorage" / "Data.fs").exists()) and MARKER.exists()
    if made and MARKER.read_text() == profile_versions():
        return
    print("Making the site (about a minute) ...", flush=True)
    if run_script(ROOT / "instance" / "scripts" / "make_site.py"):
        sys.exit("The site was not made: the reason stands above.")
    MARKER.write_text(profile_versions())


def serve(port):
    child = start_server(port)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, frame: child.send_signal(signal.SIGTERM))
    try:
        announce(port, child)
        return child.wait()
    finally:
        if child.poll() is None:
            child.kill()


def announce(port, child):
    began, told = time.monotonic(), False
    while child.poll() is None:
        if answers(port):
            print(welcome(port), flush=True)
            return
        if not told and time.monotonic() - began > PATIENCE:
            log = VAR / "log" / "instance.log"
            print(f"No answer after {PATIENCE} s, still waiting: see {log}", flush=True)
            told = True
        time.sleep(0.3)


def answers(port):
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/portal")
        return connection.getresponse().status in (200, 503)
    except OSError:
        return False
    finally:
        connection.close()


def welcome(port):
    address = f"http://{HOST}:{port}/portal"
    password = VAR / "admin-password"
    secret = f"the password in {password}" if password.exists() else "your ADMIN_PASSWORD"
    lines = [
        "",
        f"  The portal:  {address}",
        f"  Sign in:     {address}/login  as admin, with {secret}",
    ]
    if (VAR / "demo-users.txt").exists():
        lines.append(f"  Demo users:  {VAR / 'demo-users.txt'}")
    return "\n".join([*lines, "  Stop:        Ctrl+C", ""])


if __name__ == "__main__":
    sys.exit(main())
