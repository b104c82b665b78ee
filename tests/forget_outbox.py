"""Run with `app`: throws away what is in the outbox, as no portal would, to be found again."""

from egov.portal.shared.outbox import get_outbox
import transaction


outbox = get_outbox(app.portal)  # noqa: F821
entries = outbox.living()
for entry in entries:
    outbox.remove(entry)
transaction.commit()
print("forgotten:", len(entries))  # noqa: T201
