"""Runs Zope without the portal's own code: stock Plone of the same versions, as the peer.

Usage, with `EGOV_VAR` naming a folder of its own:

- `stock_process.py run SCRIPT [ARGUMENT ...]`: a script with `app`, the Zope root;
- `stock_process.py serve PORT`: a server.

The interpreter is the portal's, without its source: nothing of `egov` can be imported, so
that no configuration of ours is loaded. `zope.conf` and `wsgi.ini` are the portal's too, without
its filters. Standard library only.
"""

import os
from pathlib import Path
import sys


sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "instance" / "scripts"))

import zope_process


STOCK = """
import importlib.util
import sys
sys.path[:] = [folder for folder in sys.path if not folder.startswith({ours!r})]
if importlib.util.find_spec("egov") is not None:
    sys.exit("This would not be stock: egov can be imported.")
"""
OURS = "egg:egov.portal"


def command(code):
    # The source, and what tells the interpreter's tools that it is installed.
    ours = (str(zope_process.ROOT / "src"), str(zope_process.ROOT / "develop-eggs"))
    return zope_process.interpreter(STOCK.format(ours=ours) + code)


def run(script, arguments):
    code = zope_process.RUN.format(
        log=str(zope_process.VAR / "log" / f"{Path(script).stem}.log"),
        zope_conf=str(zope_process.settings("zope.conf")),
        argv=[script, *arguments],
        script=script,
    )
    replace(code)


def serve(port):
    zope_process.settings("zope.conf")
    settings = zope_process.settings("wsgi.ini", port)
    lines = settings.read_text().splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if OURS not in line))
    replace(zope_process.SERVE.format(wsgi_ini=str(settings)))


def replace(code):
    """Become that process, which is then the caller's own child."""
    os.chdir(zope_process.ROOT)
    environment = zope_process.environment()
    environment.pop("zope_i18n_allowed_languages", None)
    os.execve(zope_process.interpreter("")[0], command(code), environment)


if __name__ == "__main__":
    zope_process.prepare_var()
    if sys.argv[1] == "run":
        run(str(Path(sys.argv[2]).resolve()), sys.argv[3:])
    else:
        serve(int(sys.argv[2]))
