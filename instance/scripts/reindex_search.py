"""Builds the search's indexes anew while the portal is stopped (`make reindex-search`)."""

from egov.portal.search.rebuilding import rebuild_indexes
import sys
from tqdm import tqdm
from zope.component.hooks import setSite


def main(app):
    if "portal" not in app.objectIds():
        print("There is no site yet: run make start first.")
        return 2
    setSite(app.portal)
    with tqdm(unit=" items", file=sys.stderr) as bar:

        def progress(done, total):
            bar.total = total
            bar.update(done - bar.n)

        count = rebuild_indexes(app.portal, progress, commit=True)
    print(f"  Indexed: {count}")
    return 0


sys.exit(main(app))  # noqa: F821
