"""How the commands of this folder run Zope: settings, a script, a server. Standard library only.

`EGOV_VAR` in the environment names another folder than `instance/var` for everything made at run
time: a second portal from one checkout, or the tests' own. `EGOV_DATABASE` (127.0.0.1:8100) names a
database server (`database_server.py`) that several processes share, instead of a file of one's own.

Usage: zope_process.py SCRIPT [ARGUMENT ...]: runs a script with `app`, the Zope root, while the
portal is stopped.
"""

import fcntl
import ipaddress
import os
from pathlib import Path
import re
import subprocess
import sys


ROOT = Path(__file__).resolve().parents[2]
MADE_FOR = ROOT / "instance" / "var"
VAR = Path(os.environ.get("EGOV_VAR") or MADE_FOR).resolve()
HOST = "127.0.0.1"
SHARED = os.environ.get("EGOV_DATABASE", "").strip()
# `server-sync`: what another process has committed is seen by the next transaction of this one.
CLIENT = """
    %import ZEO
    <clientstorage>
      server {address}
      storage 1
      server-sync true
      blob-dir {blobs}
      blob-cache-size 1GB
    </clientstorage>
"""

RUN = """
import logging
import sys
logging.basicConfig(filename={log!r}, level=logging.INFO)
from Zope2.Startup.run import configure_wsgi
configure_wsgi({zope_conf!r})
import Zope2
app = Zope2.app()  # before the imports below: they look at what it has set up
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SpecialUsers import system
from Testing.makerequest import makerequest
from zope.globalrequest import setRequest
app = makerequest(app)
app.REQUEST["PARENTS"] = [app]
setRequest(app.REQUEST)
newSecurityManager(None, system)
sys.argv = {argv!r}
exec(compile(open({script!r}).read(), {script!r}, "exec"))
"""
SERVE = "import Zope2.Startup.serve as s, sys; sys.exit(s.main(['zope', {wsgi_ini!r}]))"


def prepare_var():
    folders = ("blobcache",) if SHARED else ("filestorage", "blobstorage")
    for folder in ("cache", "log", "instance", *folders):
        (VAR / folder).mkdir(parents=True, exist_ok=True)


def settings(name, port=None):
    """Write buildout's `zope.conf` or `wsgi.ini` for this folder and port; returns its path."""
    text = (ROOT / "parts" / "instance" / "etc" / name).read_text()
    text = text.replace(str(MADE_FOR), str(VAR))
    if port:
        text = re.sub(r"(?m)^((?:fast-)?listen) = .*$", rf"\1 = {HOST}:{port}", text)
        text = re.sub(r"(?m)^zope_conf = .*$", f"zope_conf = {VAR / 'zope.conf'}", text)
    if name == "zope.conf":
        text = with_database(text) + trusted_proxies()
    (VAR / name).write_text(text)
    return VAR / name


def with_database(text):
    """zope.conf with the shared database in the place of the file, where one is named."""
    if not SHARED:
        return text
    client = CLIENT.format(address=SHARED, blobs=VAR / "blobcache")
    return re.sub(r"(?s)\s*<filestorage>.*</filestorage>\n", lambda _found: client, text)


def trusted_proxies():
    """Lines for zope.conf: the proxies whose X-Forwarded-For tells a visitor's address.

    :raises SystemExit: where `EGOV_TRUSTED_PROXIES` has something else than addresses
    """
    proxies = os.environ.get("EGOV_TRUSTED_PROXIES", "").replace(",", " ").split()
    for proxy in proxies:
        try:
            ipaddress.ip_address(proxy)
        except ValueError:
            sys.exit(f"EGOV_TRUSTED_PROXIES: {proxy} is no address such as 127.0.0.1")
    return "".join(f"\ntrusted-proxy {proxy}" for proxy in proxies) + "\n"


def interpreter(code):
    python = ROOT / ".venv" / "bin" / "python"
    return [str(python), str(ROOT / "parts" / "instance" / "bin" / "interpreter"), "-c", code]


def environment():
    # While this file is there, everybody is told to come back (egov.portal.channels.maintenance).
    switch = os.environ.get("EGOV_MAINTENANCE_FILE") or str(VAR / "maintenance")
    return dict(
        os.environ,
        # What editors type and Plone shows is in the time of the process: by it a notice to be
        # published at 08:00 would come out at 15:00 where the machine's clock is UTC.
        TZ=os.environ.get("TZ") or "Asia/Ho_Chi_Minh",
        CHAMELEON_CACHE=str(VAR / "cache"),
        EGOV_MAINTENANCE_FILE=switch,
        zope_i18n_compile_mo_files="true",
        # Only these are read, and the language of a page is worked out once, not for each text.
        zope_i18n_allowed_languages=os.environ.get("zope_i18n_allowed_languages") or "vi en",
    )


def database_is_open():
    """Whether a process holds the database: it locks this file as long as it lives.

    A shared one takes any number of them.
    """
    if SHARED:
        return False
    try:
        with open(VAR / "filestorage" / "Data.fs.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def run_script(script, *arguments):
    """Run a script with `app`, the Zope root, in its namespace; returns its exit status.

    Exits with a sentence when the portal is running: a FileStorage takes one process.
    """
    prepare_var()
    if database_is_open():
        sys.exit("The portal is running: stop it first. Its database takes one process.")
    code = RUN.format(
        log=str(VAR / "log" / f"{Path(script).stem}.log"),
        zope_conf=str(settings("zope.conf")),
        argv=[str(script), *arguments],
        script=str(script),
    )
    return subprocess.run(interpreter(code), env=environment(), cwd=ROOT).returncode


def start_server(port):
    """Start Zope on the port; returns its `Popen`."""
    prepare_var()
    settings("zope.conf")
    code = SERVE.format(wsgi_ini=str(settings("wsgi.ini", port)))
    return subprocess.Popen(interpreter(code), env=environment(), cwd=ROOT)


if __name__ == "__main__":
    sys.exit(run_script(Path(sys.argv[1]).resolve(), *sys.argv[2:]))
