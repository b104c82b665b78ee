"""Imports procedures while the portal is stopped. Run by import_procedures.py, not by hand.

Usage: bin/instance run instance/scripts/import_offline.py FILE [--dry-run]; `app` is the Zope root.
"""

from egov.portal.catalogue.importers.command import main
import os
import sys


# Zope's own arguments stand before the script's name.
names = [os.path.basename(argument) for argument in sys.argv]
arguments = sys.argv[names.index("import_offline.py") + 1 :]
status = main(app, arguments)  # noqa: F821
sys.stdout.flush()
if os.environ.get("EGOV_EXIT_STATUS"):
    # bin/instance does not hand a script's exit status on.
    with open(os.environ["EGOV_EXIT_STATUS"], "w") as stream:
        stream.write(str(status))
