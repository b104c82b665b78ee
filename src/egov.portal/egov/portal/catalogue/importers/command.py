"""The import from the command line while the portal is not running.

Called by `instance/scripts/import_offline.py`, which `instance/scripts/import_procedures.py` runs.
"""

from egov.portal.catalogue.importers import jobs
from egov.portal.catalogue.importers import locking
from egov.portal.catalogue.importers import report
from egov.portal.catalogue.importers import runs
from egov.portal.catalogue.importers.reading import Unreadable
from egov.portal.shared.requests import with_request
from pathlib import Path
from plone import api
import sys
from tqdm import tqdm


ADMINISTRATOR = "admin"
SITE = "portal"


def main(app, arguments, out=sys.stdout):
    """Import the file `arguments[0]`; returns the exit status (0, 1 or 2).

    1: nothing could be read or taken; 2: not used properly, or another import is running.
    """
    files = [argument for argument in arguments if not argument.startswith("--")]
    dry_run = "--dry-run" in arguments
    if len(files) != 1 or set(arguments) - {*files, "--dry-run"}:
        print("import_offline.py FILE [--dry-run]", file=out)
        return 2
    if SITE not in app.objectIds():
        print("There is no site yet: run make start first.", file=out)
        return 2
    try:
        with locking.only_one():
            return import_here(app, Path(files[0]), dry_run, out)
    except locking.Busy:
        print("Another import is running. Wait until it is done.", file=out)
        return 2


def import_here(app, path, dry_run, out):
    app = with_request(app)
    jobs.enter(app, ("", SITE), (("", "acl_users"), ADMINISTRATOR))
    folder = runs.new()
    language = api.portal.get_default_language()
    bar = tqdm(total=100, unit="%", bar_format="{l_bar}{bar}| {postfix}", file=sys.stderr)

    def progress(result, fraction):
        bar.update(100 * fraction - bar.n)
        bar.set_postfix_str(f"{result.read} records")

    try:
        result = jobs.run(app[SITE], path, folder, dry_run, language, progress=progress)
    except Unreadable as error:
        bar.close()
        print(f"Nothing could be read: {error}", file=out)
        return 1
    finally:
        bar.close()
        jobs.leave()
    summary = result.summary()
    for title, number in report.sentences(summary, "en"):
        print(f"  {title}: {number}", file=out)
    if dry_run:
        print("  This was a trial: nothing was written.", file=out)
    print(f"  Report: {folder / 'report.csv'}", file=out)
    return 0 if summary["created"] + summary["updated"] + summary["unchanged"] else 1
