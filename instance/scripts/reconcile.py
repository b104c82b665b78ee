"""Looks now at everything that was accepted, and asks again for what is unfinished.

The worker does so by itself every few hours. `app` is the Zope root.
"""

from egov.portal.shared.outbox.reconciling import reconcile_all


for site, number in reconcile_all(app):  # noqa: F821
    print(f"  {site}: asked again for {number} entries", flush=True)
