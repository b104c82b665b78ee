"""Serves the portal: makes the site on the first run, waits for Zope, says how to sign in.

Usage: start.py (the Makefile's `start`). Environment: PORT (8080), ADMIN_PASSWORD, DEMO=0 for a
site without demo content, EGOV_RATE_LIMITS=off for load tests. Standard library only.
"""

import http.client
import os
from pathlib import Path
import re
import signal
import socket
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "instance" / "var"
MARKER = VAR / "site-made"
HOST = "127.0.0.1"
PATIENCE = 300  # seconds until a start that does not answer is given up


def main():
    port = port_number()
    refuse_if_taken(port)
    environment = dict(os.environ, CHAMELEON_CACHE=str(VAR / "cache"))
    for folder in ("cache", "log", "filestorage", "blobstorage"):
        (VAR / folder).mkdir(parents=True, exist_ok=True)
    make_site_if_due(environment)
    return serve(port, environment)


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
    """The versions of the profiles and the demo switch: what a made site is made of."""
    text = (ROOT / "profiles" / "default" / "metadata.xml").read_text()
    return f"default {re.search('<version>(.*?)</version>', text)[1]}\n"


def make_site_if_due(environment):
    made = (VAR / "filestorage" / "Data.fs").exists() and MARKER.exists()
    if made and MARKER.read_text() == profile_versions():
        return
    print("Making the site (about a minute) ...", flush=True)
    script = [str(ROOT / "bin" / "instance"), "run", "instance/scripts/make_site.py"]
    status = subprocess.run(script, env=environment, cwd=ROOT).returncode
    if status:
        sys.exit("The site was not made: the reason stands above.")
    MARKER.write_text(profile_versions())


def wsgi_settings(port):
    """Zope's WSGI settings as buildout made them, with this port."""
    text = (ROOT / "parts" / "instance" / "etc" / "wsgi.ini").read_text()
    text = re.sub(r"(?m)^((?:fast-)?listen) = .*$", rf"\1 = {HOST}:{port}", text)
    settings = VAR / f"wsgi-{port}.ini"
    settings.write_text(text)
    return settings


def serve(port, environment):
    serve_py = "import Zope2.Startup.serve as s, sys; sys.exit(s.main(['zope', sys.argv[-1]]))"
    interpreter = ROOT / "parts" / "instance" / "bin" / "interpreter"
    command = [str(ROOT / ".venv" / "bin" / "python"), str(interpreter), "-c", serve_py]
    environment = dict(environment, zope_i18n_compile_mo_files="true")
    child = subprocess.Popen([*command, str(wsgi_settings(port))], env=environment, cwd=ROOT)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, frame: child.send_signal(signal.SIGTERM))
    try:
        announce(port, child)
        return child.wait()
    finally:
        if child.poll() is None:
            child.kill()


def announce(port, child):
    began = time.monotonic()
    while child.poll() is None and time.monotonic() - began < PATIENCE:
        if answers(port):
            print(welcome(port), flush=True)
            return
        time.sleep(0.3)
    if child.poll() is None:
        print(f"No answer after {PATIENCE} s: see {VAR / 'log' / 'instance.log'}", flush=True)


def answers(port):
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/portal")
        return connection.getresponse().status == 200
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
