"""Makes the administrator and the site, or brings the site up to date.

Can be run again: a second run changes nothing.

`make start` runs it when the site is missing or older than the code; `app` is the Zope root.
DEMO=0 in the environment leaves the demo content out.
"""

from egov.portal.site.making import make_site
import os
import transaction


changes = make_site(app, demo=os.environ.get("DEMO", "1") != "0")  # noqa: F821
if changes:
    transaction.get().note("egov.portal: site made or upgraded")
    transaction.commit()
for change in changes:
    print(f"  {change}", flush=True)
