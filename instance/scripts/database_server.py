"""Serves this folder's database to several Zope processes (`make database-server`), with ZEO.

`EGOV_DATABASE` in the environment is the address to listen at, 127.0.0.1:8100 unless set; the
processes are started with the same (see `zope_process.py`).
"""

import os
import sys
from zope_process import interpreter
from zope_process import SHARED
from zope_process import VAR


CONFIGURATION = """
<zeo>
  address {address}
</zeo>
<filestorage 1>
  path {var}/filestorage/Data.fs
  blob-dir {var}/blobstorage
</filestorage>
<eventlog>
  level info
  <logfile>
    path {var}/log/database.log
    max-size 10MB
    old-files 5
  </logfile>
</eventlog>
"""
SERVE = "import ZEO.runzeo; ZEO.runzeo.main(['-C', {configuration!r}])"


def main():
    for folder in ("filestorage", "blobstorage", "log"):
        (VAR / folder).mkdir(parents=True, exist_ok=True)
    address = SHARED or "127.0.0.1:8100"
    configuration = VAR / "zeo.conf"
    configuration.write_text(CONFIGURATION.format(address=address, var=VAR))
    print(f"The database is served at {address}; Ctrl+C ends.", flush=True)
    command = interpreter(SERVE.format(configuration=str(configuration)))
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main())
