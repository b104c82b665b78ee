"""Importing again changes what changed, keeps what editors added, and writes nothing else."""

from catalogue.importers.records import paper
from catalogue.importers.records import record
import copy
from egov.portal.catalogue import taxonomy
from plone import api
import pytest
import transaction


CODE = "1.000123"


def procedure(site):
    return site["thu-tuc"][CODE]


def versions(content):
    repository = api.portal.get_tool("portal_repository")
    return len(repository.getHistoryMetadata(content) or ())


def outcome(result):
    summary = result.summary()
    return {
        key: summary[key] for key in ("created", "updated", "unchanged", "refused") if summary[key]
    }


def reasons(result):
    return [found.reason for found in result.findings]


def test_a_new_record_is_published_at_its_code(site, run):
    assert outcome(run([record()])) == {"created": 1}
    content = procedure(site)
    assert api.content.get_state(content) == "published"
    assert content.title == "Thủ tục cấp giấy phép mẫu" and content.code == CODE
    assert content.effective_date is not None
    brains = api.content.find(portal_type="Procedure", code=CODE)
    assert [brain.review_state for brain in brains] == ["published"]


def test_stored_values_are_valid_for_the_schema(site, run):
    from egov.portal.catalogue.procedure import IProcedure
    from zope.schema import getFieldsInOrder

    run([record()])
    content = procedure(site)
    for name, field in getFieldsInOrder(IProcedure):
        field.bind(content).validate(getattr(content, name))


@pytest.fixture
def versioned(site):
    """Versions are kept, whatever the profile says of it."""
    repository = api.portal.get_tool("portal_repository")
    kinds = repository.getVersionableContentTypes()
    repository.setVersionableContentTypes({*kinds, "Procedure"})
    repository.addPolicyForContentType("Procedure", "at_edit_autoversion")
    transaction.commit()


def test_unchanged_records_are_not_written(site, run, versioned):
    run([record()])
    content = procedure(site)
    content._p_activate()  # a ghost has no serial
    before = (content._p_serial, content.modified(), versions(content))
    agencies = {a.getId(): a._p_serial for a in site["co-quan"].objectValues()}
    last = site._p_jar.db().lastTransaction()
    assert outcome(run([record()])) == {"unchanged": 1}
    content = procedure(site)
    assert (content._p_serial, content.modified(), versions(content)) == before
    assert {a.getId(): a._p_serial for a in site["co-quan"].objectValues()} == agencies
    assert site._p_jar.db().lastTransaction() == last


def test_a_changed_record_is_updated_with_a_version_and_found(site, run, versioned):
    run([record()])
    before = versions(procedure(site)), procedure(site).modified()
    assert outcome(run([record(name="Thủ tục đổi tên")])) == {"updated": 1}
    content = procedure(site)
    assert content.title == "Thủ tục đổi tên"
    assert versions(content) == before[0] + 1 and content.modified() > before[1]
    assert [b.Title for b in api.content.find(code=CODE)] == ["Thủ tục đổi tên"]
    assert outcome(run([record(name="Thủ tục đổi tên")])) == {"unchanged": 1}


def test_what_editors_added_survives_an_update(site, run):
    run([record()])
    content = procedure(site)
    content.life_events = ["sinh-con"]
    content.synonyms = ["xin giấy phép"]
    content.related_procedures = ["1.000999"]
    content.title_en = "Sample licence"
    content.description = "Do biên tập viên viết"
    content.agency = "uid-of-an-agency"
    papers = copy.deepcopy(content.papers)
    papers[0]["template"] = "MAU-01"
    papers[1]["template"] = "MAU-02"
    content.papers = papers
    transaction.commit()
    assert outcome(run([record()])) == {"unchanged": 1}
    cases = [
        {"name": "Tên khác", "profileComponents": [paper("Đơn mới", "P1"), paper("Bản vẽ", "")]}
    ]
    assert outcome(run([record(executionCases=cases)])) == {"updated": 1}
    content = procedure(site)
    assert [(p["name"], p["template"]) for p in content.papers] == [
        ("Đơn mới", "MAU-01"),
        ("Bản vẽ", "MAU-02"),
    ]
    assert content.life_events == ["sinh-con"] and content.synonyms == ["xin giấy phép"]
    assert content.related_procedures == ["1.000999"] and content.title_en == "Sample licence"
    assert content.description == "Do biên tập viên viết"
    assert content.agency == "uid-of-an-agency"


def test_a_template_finds_the_paper_whose_name_holds_its_own(site, run):
    rows = [{"case": "", "name": "Tờ khai xin phép", "code": "", "template": "MAU-01"}]
    api.content.create(site["thu-tuc"], "Procedure", id=CODE, title="A", code=CODE, papers=rows)
    transaction.commit()
    papers = [paper("- Tờ khai xin phép (theo mẫu số 1);", "P1"), paper("Bản vẽ", "P2")]
    cases = [{"name": "", "profileComponents": papers}]
    for expected in ({"updated": 1}, {"unchanged": 1}):
        assert outcome(run([record(executionCases=cases)])) == expected
        assert [row["template"] for row in procedure(site).papers] == ["MAU-01", ""]


def test_a_paper_added_here_with_its_template_stays_behind_the_others(site, run):
    run([record()])
    content = procedure(site)
    own = {"case": "", "name": "Đơn của tỉnh", "code": "", "template": "MAU-09", "originals": 1}
    content.papers = [own, *content.papers]
    transaction.commit()
    again = run([record(isVertical=True)])
    assert "edit_lost" not in reasons(again) and "template_lost" not in reasons(again)
    cases = [{"name": "", "profileComponents": [paper("Mới", "P7")]}]
    changed = run([record(executionCases=cases)])
    assert [row["name"] for row in procedure(site).papers] == ["Mới", "Đơn của tỉnh"]
    assert "edit_lost" not in reasons(changed)
    assert outcome(run([record(executionCases=cases)])) == {"unchanged": 1}


def test_a_template_whose_paper_is_gone_is_told(site, run):
    run([record()])
    content = procedure(site)
    content.papers = [{**content.papers[0], "template": "MAU-01"}, content.papers[1]]
    transaction.commit()
    assert "template_lost" in reasons(run([record(executionCases=[])]))


def test_an_edit_of_an_imported_field_stays_until_the_nation_changes_it(site, run):
    run([record()])
    content = procedure(site)
    content.requirements = "Do tỉnh viết"
    content.receiving_addresses = "Số 1"
    transaction.commit()
    serial = content._p_serial
    again = run([record()])
    assert outcome(again) == {"unchanged": 1} and reasons(again) == ["edit_kept"]
    assert procedure(site)._p_serial == serial
    changed = run([record(requirementsAndConditions="Quy định mới", description="Quy định mới")])
    assert outcome(changed) == {"updated": 1}
    assert sorted(reasons(changed)) == ["edit_kept", "edit_lost"]
    assert procedure(site).requirements == "Quy định mới"
    assert procedure(site).receiving_addresses == "Số 1"


def test_what_a_form_does_to_values_is_no_edit(site, run):
    run([record()])
    content = procedure(site)
    content.steps = [{"name": "Bước 1", "description": "Nộp hồ sơ.\r\nChờ kết quả."}]
    content.note = ""
    content.other_fields = None
    content.national_updated = content.national_updated.replace(
        tzinfo=None, second=0, microsecond=0
    )
    content.papers = [{**row, "originals": float(row["originals"])} for row in content.papers]
    transaction.commit()
    again = run([record()])
    assert outcome(again) == {"unchanged": 1} and reasons(again) == []


def test_a_procedure_written_by_hand_is_taken_over_and_not_doubled(site, run):
    api.content.create(
        site["thu-tuc"],
        "Procedure",
        id=CODE,
        title="Bản viết tay",
        code=CODE,
        description="Giới thiệu",
        life_events=["sinh-con"],
    )
    transaction.commit()
    result = run([record()])
    assert outcome(result) == {"updated": 1} and "edit_lost" in reasons(result)
    content = procedure(site)
    assert content.title == "Thủ tục cấp giấy phép mẫu"
    assert content.description == "Giới thiệu" and content.life_events == ["sinh-con"]
    assert len(site["thu-tuc"]) == 1
    assert outcome(run([record()])) == {"unchanged": 1}


def test_a_procedure_at_another_address_is_found_by_its_code(site, run):
    folder = site["thu-tuc"]
    content = api.content.create(folder, "Procedure", id="khac", title="Cũ", code=CODE)
    transaction.commit()
    assert outcome(run([record()])) == {"updated": 1}
    assert folder.objectIds() == ["khac"] and content.title == "Thủ tục cấp giấy phép mẫu"


def test_agencies_and_fields_come_into_being_once(site, run):
    field = [{"id": "f", "name": "Lĩnh vực mới.", "code": "X99-TEST"}]
    result = run([record(), record("1.000124", categoriesDetails=field, categoryIds=["f"])])
    assert result.agencies == 3
    levels = {agency.title: agency.level for agency in site["co-quan"].objectValues()}
    assert levels == {
        "Bộ Tư pháp": "ministry",
        "Sở Tư pháp": "department",
        "Ủy ban nhân dân cấp xã": "group",
    }
    assert taxonomy.fields()["X99-TEST"] == "Lĩnh vực mới"
    assert {api.content.get_state(a) for a in site["co-quan"].objectValues()} == {"published"}
    assert run([record("1.000125")]).agencies == 0


@pytest.mark.parametrize(
    "known", [{"national_id": "a-doj"}, {"code": "S.02"}, {"title": "SỞ TƯ PHÁP"}]
)
def test_an_agency_is_found_by_id_code_or_name(site, run, known):
    made = api.content.create(site["co-quan"], "Agency", **{"title": "Tên riêng", **known})
    transaction.commit()
    run([record()])
    assert procedure(site).executing_agencies == [made.UID()]
    assert made.title == known.get("title", "Tên riêng")


def test_a_bad_record_stops_nothing_and_each_is_told_with_its_line(site, run):
    records = [
        record(),
        '{"code": "1.00',
        record("1.000124"),
        record(" 1.000123"),
        record(""),
        record("1.000125", executionMethods=None),
    ]
    result = run(records)
    assert outcome(result) == {"created": 3, "refused": 3}
    refused = {found.line: found for found in result.findings if found.severity == "refused"}
    assert {line: found.reason for line, found in refused.items()} == {
        2: "broken_json",
        4: "code_twice",
        5: "no_code",
    }
    assert (refused[4].code, refused[4].value) == (CODE, "1")


def test_a_record_that_fails_unforeseen_costs_only_itself(site, run, monkeypatch):
    from egov.portal.catalogue.importers import applying

    store = applying.Writer._store

    def failing(self, content, values):
        if values["code"] == "1.000124":
            raise RuntimeError("unforeseen")
        store(self, content, values)

    monkeypatch.setattr(applying.Writer, "_store", failing)
    result = run([record(), record("1.000124"), record("1.000125")])
    assert outcome(result) == {"created": 2, "refused": 1}
    assert sorted(site["thu-tuc"].objectIds()) == [CODE, "1.000125"]
    told = [found for found in result.findings if found.reason == "failed"]
    assert [(found.line, found.code) for found in told] == [(2, "1.000124")]
    assert "unforeseen" in told[0].value


def test_a_trial_writes_nothing_and_reports_the_same(site, run):
    run([record("1.000200")])
    before = site._p_jar.db().lastTransaction()
    records = [record(), "{", record("1.000200", name="Tên mới"), record("1.000124", state="?")]
    trial = run(records, dry_run=True)
    assert site._p_jar.db().lastTransaction() == before
    assert CODE not in site["thu-tuc"]
    real = run(records)
    assert trial.findings == real.findings
    dropped = ("dry_run", "seconds")
    told = [{k: v for k, v in r.summary().items() if k not in dropped} for r in (trial, real)]
    assert told[0] == told[1]


def test_internal_and_repealed_records_are_not_published(site, run):
    run([record(isInternal=True), record("1.000124", state="REPEALED")])
    states = {c.getId(): api.content.get_state(c) for c in site["thu-tuc"].objectValues()}
    assert states == {CODE: "draft", "1.000124": "draft"}
    assert site["thu-tuc"]["1.000124"].legal_state == "repealed"


def test_a_procedure_that_is_repealed_stays_and_says_so(site, run):
    run([record()])
    run([record(state="REPEALED")])
    assert procedure(site).legal_state == "repealed"
    assert api.content.get_state(procedure(site)) == "published"


def test_a_procedure_that_becomes_internal_is_taken_off(site, run):
    run([record()])
    result = run([record(isInternal=True)])
    assert api.content.get_state(procedure(site)) == "withdrawn"
    assert "withdrawn" in reasons(result)
    assert outcome(run([record(isInternal=True)])) == {"unchanged": 1}


def test_what_an_editor_withdrew_is_not_published_again(site, run):
    run([record()])
    api.content.transition(procedure(site), "withdraw")
    transaction.commit()
    run([record(name="Tên mới")])
    assert api.content.get_state(procedure(site)) == "withdrawn"


def test_a_procedure_being_edited_is_refused_and_left_alone(site, run):
    from plone.locking.interfaces import ILockable

    run([record()])
    ILockable(procedure(site)).lock()
    transaction.commit()
    result = run([record(name="Tên mới")])
    assert reasons(result) == ["locked"] and outcome(result) == {"refused": 1}
    assert procedure(site).title == "Thủ tục cấp giấy phép mẫu"


def test_somebody_elses_change_at_the_same_time_is_not_lost(site, run, monkeypatch):
    from egov.portal.catalogue.importers import applying

    run([record()])
    store, seen = applying.Writer._store, []

    def disturbed(self, content, values):
        store(self, content, values)
        if not seen:
            seen.append(1)
            other = site._p_jar.db().open(transaction.TransactionManager())
            other.get(content._p_oid).synonyms = ["xin giấy phép"]
            other.transaction_manager.commit()
            other.close()

    monkeypatch.setattr(applying.Writer, "_store", disturbed)
    assert outcome(run([record(name="Tên mới")])) == {"updated": 1}
    assert procedure(site).title == "Tên mới"
    assert procedure(site).synonyms == ["xin giấy phép"]
