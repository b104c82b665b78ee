"""Makes dossiers by the hundred thousand, as if received over the last two years.

Runs inside Zope, while the portal is stopped:
EGOV_VAR=... instance/scripts/zope_process.py benchmarks/make_dossiers.py COUNT FILE

Each is stored as every application is, from answers that were checked and read off the form as
every application's are: once, for all of them, with another name and number in each. Many share a
transaction, and numbers are reserved a thousand at a time. They are without files and without an
address to write to. Codes and secrets of some of them, spread over all, are written to the file.
"""

from dataclasses import replace
import datetime
from egov.portal import dossiers
from egov.portal.dossiers import receiving
from egov.portal.dossiers.settings import settings
from egov.portal.intake import submitting
from egov.portal.intake.consent.asking import agreed
from egov.portal.intake.consent.versions import current
from egov.portal.intake.forms import form_of
from egov.portal.shared import clock
import json
import secrets
import submit_service
import sys
import time
import transaction
from zope.component.hooks import setSite


BATCH = 2000
BLOCK = 1000
SAMPLE = 300
DAYS = 730
ANSWERS = {
    "ho_ten": "Nguyễn Thị Hoa",
    "so_dinh_danh": "001190000001",
    "dien_thoai": "0912345678",
    "thu": None,
    "ngay_sinh": datetime.date(1990, 5, 20),
    "nhan_ket_qua": "truc_tuyen",
    "noi_dung": "Xin cấp ba bản sao trích lục khai sinh để bổ sung hồ sơ đi học của con.",
    "don": None,
}


def make(portal, count):
    """Make the dossiers; [(code, secret)] of `SAMPLE` of them."""
    pattern = submission(submit_service.make(portal))
    first = clock.now() - datetime.timedelta(days=DAYS)
    sample, began = [], time.monotonic()
    usual, block = receiving.now, settings().block_size
    settings().block_size = BLOCK
    transaction.commit()
    try:
        for number in range(count):
            moment = first + datetime.timedelta(days=DAYS - 1) * number / count
            receiving.now = lambda moment=moment: moment.replace(microsecond=0)
            receipt = dossiers.receive(of_number(pattern, number))
            if number % max(1, count // SAMPLE) == 0:
                sample.append((receipt.code, receipt.secret))
            if number % BATCH == BATCH - 1:
                transaction.commit()
                portal._p_jar.cacheGC()
            if number % 10_000 == 9_999:
                print(f"  {number + 1} dossiers, {time.monotonic() - began:.0f} s", flush=True)
    finally:
        receiving.now = usual
    settings().block_size = block
    transaction.commit()
    return sample


def submission(service):
    """What intake hands over for the answers above, as the service takes them now."""
    taken, receive = [], dossiers.receive
    dossiers.receive = taken.append
    try:
        consent = agreed(current()) if current().asked else {}
        submitting.submit(form_of(service), ANSWERS, "", b"", channel="rest", consent=consent)
    finally:
        dossiers.receive = receive
    return replace(taken[0], applicant="")


def of_number(pattern, number):
    """The submission of the person of this number."""
    name, identity = f"Nguyễn Thị Số {number}", f"0{number:011}"
    own = {"ho_ten": name, "so_dinh_danh": identity}
    answers = tuple(
        {**answer, "value": own[answer["name"]], "readable": own[answer["name"]]}
        if answer["name"] in own
        else answer
        for answer in pattern.answers
    )
    return replace(
        pattern,
        key=secrets.token_urlsafe(24),
        digest=name.encode(),
        answers=answers,
        contact={**pattern.contact, "name": name},
    )


if "app" in globals():
    setSite(globals()["app"].portal)
    made = make(globals()["app"].portal, int(sys.argv[1]))
    with open(sys.argv[2], "w") as out:
        json.dump(made, out)
    # Saves the index of the storage, without which the next start reads all of it.
    globals()["app"]._p_jar.db().close()
