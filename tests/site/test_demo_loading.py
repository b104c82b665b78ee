"""Loading the demo into a site that has none: what is made, and for whose eyes."""

from datetime import date
from egov.portal.catalogue.importers.national import import_file
from egov.portal.site.demo.loading import load
from egov.portal.site.demo.removing import remove
import gzip
import json
from national_data import national
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
import pytest


TODAY = date(2026, 11, 21)
PROCEDURES = 15


@pytest.fixture
def users_file(tmp_path):
    return tmp_path / "demo-users.txt"


@pytest.fixture
def manager(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    return portal


def test_content_that_was_there_first_is_let_be(manager, users_file):
    section = manager["thu-tuc"]
    own = api.content.create(section, "Procedure", "1.001193", title="Của tỉnh", code="1.001193")
    made = load(manager, today=TODAY, users_file=users_file)
    assert made["procedure"] == PROCEDURES - 1
    assert section["1.001193"].title == "Của tỉnh"
    remove(manager, users_file=users_file)
    assert section.objectIds() == [own.getId()]


def test_the_profile_loads_the_demo_and_one_password_is_for_all_when_it_is_set(
    manager, tmp_path, monkeypatch
):
    monkeypatch.setattr("egov.portal.site.demo.loading.var_folder", lambda: tmp_path)
    monkeypatch.setenv("DEMO_PASSWORD", "mot-mat-khau-chung")
    manager.portal_setup.runAllImportStepsFromProfile("profile-egov.portal:demo")
    assert len(manager["thu-tuc"]) == PROCEDURES
    assert (tmp_path / "demo-users.txt").exists()
    credentials = {"login": "demo-congdan", "password": "mot-mat-khau-chung"}
    assert manager.acl_users.source_users.authenticateCredentials(credentials)


def test_real_records_update_the_demo_and_never_double_it(functional_portal, users_file, tmp_path):
    portal = functional_portal
    login(portal.aq_parent, SITE_OWNER_NAME)
    load(portal, today=TODAY, users_file=users_file)
    codes = set(portal["thu-tuc"].objectIds())
    path = tmp_path / "national.jsonl"
    with gzip.open(national("dvcqg-procedures-199.jsonl.gz"), "rt", encoding="utf-8") as lines:
        path.write_text("".join(line for line in lines if json.loads(line)["code"] in codes))
    synonyms = list(portal["thu-tuc"]["1.004873"].synonyms)
    summary = import_file(portal, path).summary()
    assert (summary["updated"], summary["created"]) == (len(codes), 0)
    assert set(portal["thu-tuc"].objectIds()) == codes
    procedure = portal["thu-tuc"]["1.004873"]
    assert set(synonyms) <= set(procedure.synonyms)
    assert procedure.life_events == ["marriage"]
    _count, kept = remove(portal, users_file=users_file)
    assert set(portal["thu-tuc"].objectIds()) == codes
    assert {f"procedure:{code}" for code in codes} <= set(kept)
