"""Imports procedures while the portal is stopped: what import_procedures.py runs inside Zope.

`app` is the Zope root; the arguments are FILE [--dry-run].
"""

from egov.portal.catalogue.importers.command import main
import sys


sys.exit(main(app, sys.argv[1:]))  # noqa: F821
