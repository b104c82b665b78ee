"""Makes dossiers by the hundred thousand, as if received over the last two years.

Runs inside Zope, while the portal is stopped:
EGOV_VAR=... instance/scripts/zope_process.py benchmarks/make_dossiers.py COUNT FILE

They are stored by the function that stores every application, in batches of a transaction each;
without files and without an address to write to. Codes and secrets of some of them, spread over
all, are written to the file.
"""

import datetime
from egov.portal import dossiers
from egov.portal.dossiers import receiving
from egov.portal.shared import clock
import json
import secrets
import submit_service
import sys
import time
import transaction
from zope.component.hooks import setSite


BATCH = 500
SAMPLE = 300
DAYS = 730


def make(portal, count):
    """Make the dossiers; [(code, secret)] of `SAMPLE` of them."""
    service = submit_service.make(portal)
    said = {"uid": service.UID(), "title": service.Title()}
    first = clock.now() - datetime.timedelta(days=DAYS)
    sample, began = [], time.monotonic()
    for number in range(count):
        moment = first + datetime.timedelta(days=DAYS - 1) * number / count
        receiving.now = lambda moment=moment: moment.replace(microsecond=0)
        receipt = dossiers.receive(submission(service, said, number))
        if number % max(1, count // SAMPLE) == 0:
            sample.append((receipt.code, receipt.secret))
        if number % BATCH == BATCH - 1:
            transaction.commit()
            portal._p_jar.cacheGC()
        if number % 10_000 == 9_999:
            print(f"  {number + 1} dossiers, {time.monotonic() - began:.0f} s", flush=True)
    transaction.commit()
    return sample


def submission(service, said, number):
    name = f"Nguyễn Thị Số {number}"
    answers = (
        text("ho_ten", "Họ và tên", name),
        text("so_dinh_danh", "Số định danh cá nhân", f"0{number:011}"),
        text("noi_dung", "Nội dung đề nghị", "Xin cấp bản sao trích lục"),
    )
    return dossiers.Submission(
        key=secrets.token_urlsafe(24),
        digest=name.encode(),
        agency=service.agency,
        service=said,
        answers=answers,
        due=lambda moment: moment + datetime.timedelta(days=3),
    )


def text(name, title, value):
    return {"name": name, "title": title, "type": "text", "value": value, "readable": value}


if "app" in globals():
    setSite(globals()["app"].portal)
    made = make(globals()["app"].portal, int(sys.argv[1]))
    with open(sys.argv[2], "w") as out:
        json.dump(made, out)
    # Saves the index of the storage, without which the next start reads all of it.
    globals()["app"]._p_jar.db().close()
