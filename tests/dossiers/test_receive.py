"""Receiving: one transaction, one dossier, whatever happens."""

import datetime
from egov.portal import dossiers
from egov.portal.dossiers import register
from egov.portal.dossiers.interfaces import IDossierReceived
from filing import make_agency
from filing import make_submission
import pytest
import re
from zope.component import getGlobalSiteManager


KEY = "a-key-of-some-length"


def test_a_dossier_has_number_state_secret_and_log(portal):
    receipt = dossiers.receive(make_submission(make_agency()))
    assert re.fullmatch(r"H15\.50-\d{6}-\d{4,7}", receipt.code)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", receipt.secret)
    assert receipt.state == "new"
    assert receipt.received_at.utcoffset() is not None
    (entry,) = receipt.dossier.log
    assert (entry.what, entry.after, entry.at) == ("received", "new", receipt.received_at)


def test_code_is_of_the_day_and_unit_of_the_agency(portal):
    receipt = dossiers.receive(make_submission(make_agency(code="H15.50.05.13")))
    assert receipt.code.startswith(f"H15.50.05.13-{receipt.received_at:%y%m%d}-")


def test_agency_without_code_takes_the_default_unit(portal):
    receipt = dossiers.receive(make_submission(make_agency(code="")))
    assert receipt.code.startswith("000.00.00.H00-")


def test_dossier_stands_in_the_folder_of_its_day(portal):
    receipt = dossiers.receive(make_submission())
    path = "/".join(receipt.dossier.getPhysicalPath()[2:])
    assert path == f"ho-so/{receipt.received_at:%Y/%m/%d}/{receipt.code}"


def test_same_key_and_body_give_the_same_receipt(portal):
    first = dossiers.receive(make_submission(key=KEY))
    again = dossiers.receive(make_submission(key=KEY))
    assert (first.created, again.created) == (True, False)
    assert (first.code, first.secret) == (again.code, again.secret)
    assert register.get_register()._catalog.count() == 1


def test_same_key_with_another_body_is_refused(portal):
    dossiers.receive(make_submission(key=KEY, digest=b"one"))
    with pytest.raises(dossiers.KeyReused):
        dossiers.receive(make_submission(key=KEY, digest=b"other"))


def test_same_key_at_another_service_is_another_submission(portal):
    first = dossiers.receive(make_submission(key=KEY))
    other = dossiers.receive(make_submission(key=KEY, service={"uid": "b", "title": "B"}))
    assert first.code != other.code
    assert first.secret != other.secret


def test_neither_key_nor_secret_is_stored(portal):
    receipt = dossiers.receive(make_submission(key=KEY))
    dossier = receipt.dossier
    stored = repr(dossier.__dict__) + repr(list(register.get_register()._submissions.items()))
    assert KEY not in stored
    assert receipt.secret not in stored
    assert receipt.secret.replace("-", "") not in stored


def test_secret_is_known_again_however_it_is_typed(portal):
    receipt = dossiers.receive(make_submission())
    assert receipt.dossier.secret_fits(receipt.secret)
    assert receipt.dossier.secret_fits(f" {receipt.secret.lower().replace('-', ' ')} ")
    assert not receipt.dossier.secret_fits(receipt.secret[:-1])
    assert not receipt.dossier.secret_fits("")
    assert not receipt.dossier.secret_fits(None)


def test_event_is_notified_inside_the_transaction(portal):
    seen = []

    def remember(event):
        seen.append((event.object.code, event.object.files["1"].filename))

    manager = getGlobalSiteManager()
    manager.registerHandler(remember, [IDossierReceived])
    try:
        receipt = dossiers.receive(make_submission(key=KEY))
        dossiers.receive(make_submission(key=KEY))
    finally:
        manager.unregisterHandler(remember, [IDossierReceived])
    assert seen == [(receipt.code, "đơn xin.pdf")]


def test_files_are_kept_as_blobs_with_what_they_are(portal):
    stored = dossiers.receive(make_submission()).dossier.files["1"]
    assert stored.blob.open().read() == b"%PDF-1.4 x"
    assert (stored.size, stored.content_type, stored.field) == (10, "application/pdf", "giay_to")
    assert stored.scan == "pending"


def test_due_is_asked_for_with_the_moment_of_receipt(portal):
    day = datetime.timedelta(days=1)
    receipt = dossiers.receive(make_submission(due=lambda received: received + day))
    assert receipt.due_at == receipt.received_at + day


def test_dossier_is_found_by_its_code(portal):
    receipt = dossiers.receive(make_submission())
    assert register.find(receipt.code).code == receipt.code
    assert register.find("H15-000000-0000") is None


def test_deleted_dossier_leaves_nothing_behind(portal):
    receipt = dossiers.receive(make_submission(key=KEY))
    register.delete(register.find(receipt.code))
    assert register.find(receipt.code) is None
    assert register.get_register()._catalog.count() == 0
    assert dossiers.receive(make_submission(key=KEY)).created


def test_dossiers_are_not_in_the_sites_catalogue(portal):
    receipt = dossiers.receive(make_submission(make_agency()))
    receipt.dossier.reindexObject()
    receipt.dossier.reindexObjectSecurity()
    catalog = portal.portal_catalog
    assert not catalog.unrestrictedSearchResults(portal_type="Dossier")
    assert not catalog.unrestrictedSearchResults(path=f"/{portal.getId()}/ho-so")
