"""The demo: what is in it, that it loads once, and that it goes without a trace."""

from AccessControl import getSecurityManager
from collective.easyform.api import get_schema
from datetime import date
from datetime import timedelta
from egov.portal import dossiers
from egov.portal.catalogue.service import form_of
from egov.portal.shared.membership import agencies_of_user
from egov.portal.shared.text import clean
from egov.portal.site.demo import data
from egov.portal.site.demo.loading import load
from egov.portal.site.demo.loading import SITE_TITLE
from egov.portal.site.demo.record import Record
from egov.portal.site.demo.removing import remove
from filing import make_submission
import gzip
import io
import json
from layers import PORTAL_FIXTURE
from national_data import national
from pathlib import Path
from plone import api
from plone.app.testing import IntegrationTesting
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import iterSchemata
import pytest
import re
import stat
import tempfile
import transaction
import unicodedata
import zipfile
import zlib
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool


TODAY = date(2026, 11, 21)
COUNTS = {
    "agency": 15,
    "template": 13,
    "document": 6,
    "procedure": 15,
    "service": 10,
    "form": 5,
    "announcement": 7,
    "attachment": 4,
    "faq": 14,
    "page": 4,
    "news": 4,
    "user": 9,
}
FILES = sorted((data.PROFILE / "files").iterdir())


@pytest.fixture
def users_file(tmp_path):
    return tmp_path / "demo-users.txt"


class DemoLayer(PloneSandboxLayer):
    """The portal with the demo loaded once, for all of the tests here."""

    defaultBases = (PORTAL_FIXTURE,)

    def setUpPloneSite(self, portal):
        login(portal.aq_parent, SITE_OWNER_NAME)
        self["before"] = everything(portal)
        with tempfile.TemporaryDirectory() as folder:
            users = Path(folder) / "users.txt"
            self["made"] = load(portal, today=TODAY, users_file=users)
            self["mode"] = stat.S_IMODE(users.stat().st_mode)
            self["passwords"] = users.read_text()


@pytest.fixture(scope="module")
def demo_layer(integration_session):
    demo = DemoLayer()
    layer = IntegrationTesting(bases=(demo,), name="EgovPortal:Demo")
    demo.setUp()
    layer.setUp()
    yield layer
    layer.tearDown()
    demo.tearDown()


@pytest.fixture
def demo(demo_layer, users_file):
    """The site with the demo, as its administrator; what a test changes is undone."""
    users_file.write_text(demo_layer["passwords"])
    demo_layer.testSetUp()
    portal = demo_layer["portal"]
    login(portal.aq_parent, SITE_OWNER_NAME)
    yield portal
    demo_layer.testTearDown()


def items(portal, kind=""):
    record = Record(portal)
    return {key: record.content(key) for key in record.items if key.startswith(kind)}


def everything(portal):
    """What can be told apart in the site: content, people, settings."""
    return {
        "content": {brain.getPath() for brain in all_content()},
        "users": set(portal.acl_users.source_users.getUserIds()),
        "groups": set(portal.portal_groups.getGroupIds()),
        "title": api.portal.get_registry_record("plone.site_title"),
        "annotations": set(portal.__annotations__),
        "profiles": set(portal.portal_setup._profile_upgrade_versions),
    }


def all_content():
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(path="/plone")


def test_all_kinds_of_announcements_and_places_of_submission(demo):
    announcements = items(demo, "announcement:").values()
    kinds = {"notice", "directive", "reception", "tender", "recruitment", "urgent"}
    assert {item.kind for item in announcements} == kinds
    assert [item.kind for item in announcements if item.urgent_banner] == ["urgent"]
    services = items(demo, "service:").values()
    assert {item.submission_place for item in services} == {"here", "national", "in_person"}
    for service in services:
        assert (form_of(service) is not None) == (service.submission_place == "here")
        assert (service.online_level == "partial") == bool(service.partial_reason)


def test_everything_is_public(demo):
    mine = items(demo)
    for key, item in mine.items():
        stateless = key.startswith(("form:", "attachment:"))
        assert stateless or api.content.get_state(item) == "published", key
    logout()
    seen = {brain.UID for brain in api.portal.get_tool("portal_catalog")(path="/plone")}
    assert {api.content.get_uuid(item) for item in mine.values()} <= seen
    assert all(getSecurityManager().checkPermission("View", item) for item in mine.values())


def test_every_field_holds_what_it_may_hold(demo):
    wrong = []
    for key, content in items(demo).items():
        for schema in iterSchemata(content):
            for name, field in getFieldsInOrder(schema):
                if field.readonly:
                    continue
                try:
                    field.bind(content).validate(getattr(schema(content), name))
                except Exception as error:
                    wrong.append((key, name, repr(error)))
            if schema.__module__.startswith("egov.portal"):
                schema.validateInvariants(content)
    assert wrong == []


def test_procedures_name_templates_and_procedures_that_exist(demo):
    templates = {item.code for item in items(demo, "template:").values()}
    procedures = items(demo, "procedure:").values()
    codes = {item.code for item in procedures}
    for item in procedures:
        assert {paper["template"] for paper in item.papers} - {""} <= templates, item.code
        assert set(item.related_procedures) <= codes - {item.code}
        assert all(1 <= fee["way"] <= len(item.submission_ways) for fee in item.fees if fee["way"])
        assert item.getId() == item.code
    used = {paper["template"] for item in procedures for paper in item.papers}
    assert templates <= used


def test_procedures_are_complete(demo):
    for item in items(demo, "procedure:").values():
        for name in ("steps", "submission_ways", "fees", "papers", "results", "legal_basis"):
            assert getattr(item, name), (item.code, name)
        for name in ("agency", "field", "levels", "audience", "synonyms", "life_events"):
            assert getattr(item, name), (item.code, name)
        assert item.title_en and item.description_en


def test_foreigners_find_their_procedures_in_english(demo):
    for code in ("2.000806", "1.003460", "1.014199", "2.001583"):
        assert demo["thu-tuc"][code].text_en.raw


def test_codes_are_those_of_the_national_database(demo):
    with gzip.open(national("dvcqg-procedures-199.jsonl.gz"), "rt", encoding="utf-8") as lines:
        names = {record["code"]: record["name"] for record in map(json.loads, lines)}
    for item in items(demo, "procedure:").values():
        assert clean(names[item.code]) == item.title


def test_the_province_is_invented():
    provinces = json.loads(national("provinces.json").read_text())["provinces"]
    names = {province["name"] for province in provinces}
    names |= {part["name"] for province in provinces for part in province["merged_from"]}
    assert "Sông Lam" not in names
    assert "H99" not in {province["id_code"] for province in provinces}


@pytest.mark.parametrize(
    "path", sorted((data.PROFILE / "data").rglob("*.json")), ids=lambda p: p.name
)
def test_texts_are_clean_vietnamese(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for word in texts(json.loads(text)):
        assert clean(word) == word


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in texts(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in texts(item))


def text_of(path):
    """The letters that a program can take out of a paper."""
    raw = path.read_bytes()
    if path.suffix == ".pdf":
        assert raw.startswith(b"%PDF-") and raw.rstrip().endswith(b"%%EOF")
        return pdf_letters(raw)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert parts.testzip() is None
        part = "word/document.xml" if path.suffix == ".docx" else "content.xml"
        return re.sub("<[^>]+>", "", parts.read(part).decode("utf-8"))


def pdf_letters(raw):
    """The letters that the fonts of a PDF stand for (their ToUnicode tables)."""
    letters = set()
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL):
        try:
            stream = zlib.decompress(match[1])
        except zlib.error:
            continue
        if b"begincmap" in stream:
            letters |= set(re.findall(rb"<[0-9A-F]{2,4}> <([0-9A-F]{4})>", stream))
            letters |= set(re.findall(rb"<([0-9A-F]{4})>", stream.partition(b"beginbfchar")[2]))
    return {chr(int(letter, 16)) for letter in letters}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_papers_open_and_have_vietnamese_text(path):
    assert path.stat().st_size < 60_000
    source = (data.PROFILE / "papers" / f"{path.name}.txt").read_text(encoding="utf-8")
    title = next(line[2:] for line in source.splitlines() if line.startswith("# "))
    text = text_of(path)
    if path.suffix == ".pdf":
        assert set(title) - {" "} <= text
    else:
        assert title in unicodedata.normalize("NFC", text)


def test_every_paper_is_used_and_served_with_its_type(demo):
    used = {}
    for content in items(demo).values():
        file = getattr(content, "file", None)
        if file is not None:
            used[file.filename] = file.contentType
    assert sorted(used) == [path.name for path in FILES]
    assert all(used[path.name] == data.CONTENT_TYPES[path.suffix] for path in FILES)


def test_forms_ask_for_consent_that_is_not_given_beforehand(demo):
    forms = items(demo, "form:")
    assert len(forms) == 5
    for form in forms.values():
        fields = dict(getFieldsInOrder(get_schema(form)))
        assert len(fields) > 8
        assert all(field.title for field in fields.values())
        consent = fields["dong_y"]
        assert IBool.providedBy(consent)
        assert consent.required and not consent.default


def test_dates_are_counted_from_the_day_of_loading(demo):
    banner = demo["thong-bao"]["ung-pho-mua-lon-va-lu"]
    assert banner.valid_until == TODAY + timedelta(days=14)
    assert "21/11/2026" in banner.description
    for item in items(demo, "announcement:").values():
        assert item.valid_from <= TODAY < item.valid_until


def test_loading_again_writes_nothing(demo, users_file):
    transaction.savepoint()
    demo._p_jar.cacheMinimize()
    password = users_file.read_text()
    assert load(demo, today=TODAY + timedelta(days=30), users_file=users_file) == {}
    assert demo._p_jar._registered_objects == []
    assert users_file.read_text() == password


def test_what_was_deleted_stays_deleted(demo, users_file):
    api.content.delete(demo["hoi-dap"]["mat-so-do"])
    assert load(demo, today=TODAY, users_file=users_file) == {}
    assert "mat-so-do" not in demo["hoi-dap"]


def test_removing_leaves_no_trace(demo, demo_layer, users_file):
    made = len(Record(demo).items) + len(Record(demo).users)
    assert api.portal.get_registry_record("plone.site_title") == SITE_TITLE
    assert remove(demo, users_file=users_file) == (made, {})
    assert everything(demo) == demo_layer["before"]
    assert not users_file.exists()


def test_removing_spares_the_content_of_others(demo, users_file):
    own = api.content.create(demo["hoi-dap"], "FAQ", "cua-toi", title="Câu hỏi của tôi")
    note = api.content.create(demo["thong-bao"]["tiep-nhan-ho-so-sang-thu-bay"], "File", "phu-luc")
    count, kept = remove(demo, force=True, users_file=users_file)
    assert own.getId() in demo["hoi-dap"]
    assert note.getId() in demo["thong-bao"]["tiep-nhan-ho-so-sang-thu-bay"]
    # The announcement stays for its file, and with it the agencies it names.
    assert set(kept) == {
        "announcement:lam-thu-bay",
        *(f"agency:{key}" for key in ("ttphcc", "tan-lam", "dong-giang", "ubnd-tinh")),
    }


def test_agency_that_others_use_stays(demo, users_file):
    own = api.content.create(
        demo["hoi-dap"], "FAQ", "cua-toi", agency=api.content.get_uuid(demo["co-quan"]["so-y-te"])
    )
    own.reindexObject()
    _count, kept = remove(demo, users_file=users_file)
    assert set(kept) == {"agency:syt", "agency:ubnd-tinh"}
    assert api.portal.get_registry_record("plone.site_title") != SITE_TITLE


def test_agency_and_applicant_of_a_dossier_stay(demo, users_file):
    agency = demo["co-quan"]["so-tu-phap"]
    dossiers.receive(make_submission(agency, applicant="demo-congdan"))
    _count, kept = remove(demo, force=True, users_file=users_file)
    assert kept == {
        "agency:stp": "in use by its dossiers",
        "agency:ubnd-tinh": "in use by /plone/co-quan/so-tu-phap",
        "user:demo-congdan": "handed in dossiers",
    }
    assert users_file.exists()


def test_what_an_editor_changed_stays_unless_forced(demo, users_file):
    procedure = demo["thu-tuc"]["1.012786"]
    procedure.note = "Ghi chú của biên tập viên"
    procedure.setModificationDate()
    _count, kept = remove(demo, users_file=users_file)
    assert kept["procedure:1.012786"] == "changed since it was loaded"
    assert demo["thu-tuc"].objectIds() == ["1.012786"]
    # What it refers to stays with it: no dead relation.
    agencies = {api.content.get_uuid(agency) for agency in demo["co-quan"].objectValues()}
    assert {procedure.agency, *procedure.coordinating_agencies} <= agencies
    assert remove(demo, force=True, users_file=users_file)[1] == {}
    assert demo["thu-tuc"].objectIds() == demo["co-quan"].objectIds() == []


def test_loading_makes_a_whole_province(demo, demo_layer):
    assert demo_layer["made"] == COUNTS


def test_only_the_owner_may_read_the_passwords(demo, demo_layer):
    assert demo_layer["mode"] == 0o600


def test_users_have_their_roles_and_their_own_passwords(demo, users_file):
    rows = [line.split()[:2] for line in users_file.read_text().splitlines()[3:]]
    assert len({password for _name, password in rows}) == 9
    for name, password in rows:
        credentials = {"login": name, "password": password}
        assert demo.acl_users.source_users.authenticateCredentials(credentials)
    justice = {api.content.get_uuid(demo["co-quan"]["so-tu-phap"])}
    for name, what in (
        ("demo-bientap-stp", "editors"),
        ("demo-duyet-stp", "reviewers"),
        ("demo-motcua-stp", "officers"),
        ("demo-lanhdao-stp", "heads"),
    ):
        assert agencies_of_user(api.user.get(userid=name), what) == justice
    assert "Citizen" in api.user.get_roles(username="demo-congdan")
    assert "Editor" in api.user.get_roles(username="demo-bientap-cong")
    assert "Reviewer" in api.user.get_roles(username="demo-duyet-cong")
