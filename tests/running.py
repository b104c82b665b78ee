"""A portal of the tests' own: real processes on a free port, with a folder of their own."""

import base64
import json
import os
from pathlib import Path
import signal
import socket
import subprocess
import sys
import time
import urllib.request


ROOT = Path(__file__).resolve().parents[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class RunningPortal:
    """`make start`'s script as a child process. `url` is the site's address."""

    def __init__(self, var, port=None, **environment):
        self.var = var
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}/portal"
        self.environment = dict(os.environ, PORT=str(self.port), EGOV_VAR=str(var))
        # What is switched off within the tests' own process is on in a real one.
        self.environment.pop("EGOV_OUTBOX_WORKER", None)
        self.environment.update(environment)
        self.output = var / "start.log"

    def start(self):
        self.var.mkdir(parents=True, exist_ok=True)
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, ROOT / "instance" / "scripts" / "start.py"],
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        return self

    def wait(self, seconds=300):
        """Wait until the process says that it answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = self.text()
            if "The portal:" in text:
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        raise AssertionError(f"The portal did not start:\n{text[-4000:]}")

    def text(self):
        return self.output.read_text(errors="replace") if self.output.exists() else ""

    def listening(self, seconds=300):
        """Wait until the port is open, before anything is answered."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise AssertionError(self.text()[-4000:])

    def get(self, path="", timeout=120, binary=False):
        with urllib.request.urlopen(self.url + path, timeout=timeout) as response:
            body = response.read()
            return response.status, body if binary else body.decode()

    def ask(self, path, data=None, method="GET", password=None, key=None):
        """The answer over REST, as JSON; of the administrator whose password is given."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if password:
            token = base64.b64encode(f"admin:{password}".encode()).decode()
            headers["Authorization"] = f"Basic {token}"
        if key:
            headers["Idempotency-Key"] = key
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(self.url + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as response:
            text = response.read()
        return json.loads(text) if text else None

    def at_rest(self, seconds=60):
        """Wait until nothing waits in the outbox any more."""
        password = (self.var / "admin-password").read_text().strip()
        end = time.monotonic() + seconds
        said = ""
        while time.monotonic() < end:
            said = self.ask("/@@health?only=outbox", password=password)["checks"][0]["message"]
            if said.endswith(": 0."):
                return self
            time.sleep(0.2)
        raise AssertionError(said)

    def stop(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                raise
