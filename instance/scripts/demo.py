"""Loads the demo content, or removes what it made.

Arguments: `load`, or `remove`, or `remove --force` to remove also what was changed since.
`make demo` and `make remove-demo` run it; `app` is the Zope root. The portal must be stopped.
"""

from egov.portal.site.demo.loading import load
from egov.portal.site.demo.loading import USERS_FILE
from egov.portal.site.demo.removing import remove
from egov.portal.site.making import SITE_ID
import sys
import transaction
from zope.component.hooks import setSite


def run(app, arguments):
    if arguments not in (["load"], ["remove"], ["remove", "--force"]):
        sys.exit("Usage: demo.py load | remove [--force]")
    if SITE_ID not in app.objectIds():
        sys.exit("There is no site yet: run make start first.")
    portal = app[SITE_ID]
    setSite(portal)
    if arguments == ["load"]:
        made = load(portal)
        transaction.commit()
        print("Demo made: " + (", ".join(f"{n} {kind}" for kind, n in made.items()) or "nothing"))
        if "user" in made:
            print(f"Users and passwords: instance/var/{USERS_FILE}")
        return
    count, kept = remove(portal, force="--force" in arguments)
    transaction.commit()
    print(f"Demo removed: {count} items and users")
    for key, why in kept.items():
        print(f"  kept {key}: {why}")


run(app, sys.argv[1:])  # noqa: F821
