"""Every measurement, one after the other (`make bench`): reading beside stock, search, import.

Makes a portal of its own with the real records of `shared/data` beside the checkout, and says so
when they are missing. `make bench QUICK=1` leaves the long import out.
"""

import os
from pathlib import Path
import socket
import subprocess
import sys
import tempfile
import time


ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "instance" / "scripts"
BENCHMARKS = ROOT / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))


def main():
    from make_procedures import sample

    source = sample()
    if source is None:
        print("The real records (shared/data beside the checkout) are not here: nothing measured.")
        return 0
    print(machine(), flush=True)
    slow = subprocess.run([sys.executable, BENCHMARKS / "beside.py"]).returncode
    with tempfile.TemporaryDirectory(prefix="bench-") as var:
        environment = dict(os.environ, EGOV_VAR=var, PORT=str(free_port()))
        server, seconds = started(environment, var)
        print(f"first start: {seconds:.1f} s (site and demo made, templates compiled)", flush=True)
        ended(server)
        server, seconds = started(environment, var)
        print(f"second start: {seconds:.1f} s (limit 20 s)", flush=True)
        try:
            print(f"idle: {memory(server):.0f} MB resident (limit 300 MB)", flush=True)
            call(environment, SCRIPTS / "import_procedures.py", source)
            print(f"after the import: {memory(server):.0f} MB resident", flush=True)
        finally:
            ended(server)
        call(environment, SCRIPTS / "zope_process.py", BENCHMARKS / "search.py")
    if not os.environ.get("QUICK"):
        call(os.environ, BENCHMARKS / "import_procedures.py")
    return slow


def machine():
    names = [line for line in open("/proc/cpuinfo") if line.startswith("model name")]
    load = os.getloadavg()[0]
    kind = names[0].split(":")[1].strip() if names else "unknown processor"
    return f"{os.cpu_count()} cores, {kind}, load {load:.1f}, Python {sys.version.split()[0]}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def site(environment):
    return f"http://127.0.0.1:{environment['PORT']}/portal"


def call(environment, script, *arguments):
    subprocess.run([sys.executable, script, *map(str, arguments)], env=environment, check=True)


def started(environment, var):
    """The server's process once it answers, and the seconds until then."""
    log = Path(var) / "bench.log"
    began = time.monotonic()
    with log.open("w") as output:
        command = [sys.executable, SCRIPTS / "start.py"]
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    while "The portal:" not in log.read_text(errors="replace"):
        if server.poll() is not None:
            sys.exit(log.read_text(errors="replace")[-3000:])
        time.sleep(0.1)
    return server, time.monotonic() - began


def ended(server):
    server.terminate()
    server.wait(60)


def memory(server):
    """Resident memory of the Zope process, the server's only child, in MB."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    status = Path(f"/proc/{children[0]}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
