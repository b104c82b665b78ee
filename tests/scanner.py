"""A real clamd with signatures of the tests' own: it starts at once and without the internet."""

import os
from pathlib import Path
import pytest
from running import free_port
import shutil
import signal
import subprocess
import tempfile
import time


PROGRAM = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
# In two parts, so that no scanner takes this file for the test virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
OUR_OWN = b"egov-portal-virus-of-the-tests"
SIGNATURES = {"Eicar-Test-Signature": EICAR, "Egov.Test.Virus": OUR_OWN}
STREAM_LIMIT = 300_000

needs_clamd = pytest.mark.skipif(PROGRAM is None, reason="clamd is missing: clamav-daemon")


class RunningClamd:
    """clamd on a socket and a port of its own; it ends with the `with`."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="clamd"))
        self.port = free_port()
        self.socket = f"unix:{self.folder}/socket"
        self.address = f"127.0.0.1:{self.port}"
        self.process = None

    def __enter__(self):
        database = self.folder / "db"
        database.mkdir()
        lines = [f"{name}:0:*:{text.hex()}\n" for name, text in SIGNATURES.items()]
        (database / "tests.ndb").write_text("".join(lines))
        (self.folder / "clamd.conf").write_text(
            f"LocalSocket {self.folder}/socket\n"
            f"TCPSocket {self.port}\n"
            "TCPAddr 127.0.0.1\n"
            f"DatabaseDirectory {database}\n"
            f"TemporaryDirectory {self.folder}\n"
            "Foreground yes\n"
            f"StreamMaxLength {STREAM_LIMIT}\n"
            "AlertEncrypted yes\n"
        )
        os.chmod(self.folder, 0o755)
        return self.start()

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "-c", self.folder / "clamd.conf"], stdout=log, stderr=log
            )
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            if "Self checking" in (self.folder / "log").read_text(errors="replace"):
                return self
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text(errors="replace")[-3000:])

    def stop(self, number=signal.SIGTERM):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(number)
            self.process.wait(30)
        (self.folder / "log").write_text("")

    def freeze(self):
        """Take connections, as the system does, and answer none."""
        self.process.send_signal(signal.SIGSTOP)

    def __exit__(self, *_error):
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
