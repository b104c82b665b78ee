"""What a dossier takes from its service's procedure, at the moment it is sent."""

import datetime
from egov.portal.catalogue.importers.mapping import map_record
from egov.portal.catalogue.importers.reading import Source
from egov.portal.dossiers.form_models import model_of
from egov.portal.dossiers.receiving import receive
from egov.portal.intake import procedures
from egov.portal.intake.submitting import due_of
from egov.portal.shared.calendar import current_calendar
from egov.portal.shared.deadlines import due
from filing import as_manager
from filing import body
from filing import FIELDS
from filing import make_service
from filing import make_submission
from national_data import national
from plone import api
import pytest
import transaction
from types import SimpleNamespace


FEE = {"way": None, "kind": "FEE", "amount": 8000.0, "currency": "VND", "description": ""}


@pytest.fixture
def procedure(agency, functional_portal):
    with as_manager():
        procedure = api.content.create(
            functional_portal["thu-tuc"],
            "Procedure",
            id="2.000635",
            code="2.000635",
            title="Cấp bản sao trích lục hộ tịch",
            submission_ways=[
                {"channel": "DIRECT", "time": 9, "unit": "DAY", "description": ""},
                {"channel": "ONLINE", "time": 3, "unit": "WORKING_DAY", "description": ""},
            ],
            fees=[FEE],
            decision_number="1872/QĐ-BTP",
            decision_date=datetime.date(2020, 9, 4),
            national_updated=datetime.datetime(2026, 3, 2, 8, 0),
        )
        api.content.transition(procedure, "publish")
    return procedure


@pytest.fixture
def send(agency, rest, functional_portal, dossiers):
    def submit(codes, key="a-key-of-16-chars", fields=FIELDS, user=None, **answers):
        service = make_service(agency, procedures=codes, fields=fields)
        transaction.commit()
        base = functional_portal.absolute_url()
        url = service.absolute_url().replace(base, f"{base}/++api++")
        answer = rest.post(f"{url}/@submissions", body(**answers), key=key, user=user)
        assert answer.status_int == 201, answer.text
        return answer.json, dossiers()[0]

    return submit


def test_procedure_and_fees_are_kept_as_they_were(procedure, send):
    answer, dossier = send(["2.000635"])
    procedure.title = "Tên mới"
    procedure.fees[0]["amount"] = 1.0
    assert dossier.procedure["title"] == "Cấp bản sao trích lục hộ tịch"
    assert dossier.procedure["code"] == "2.000635"
    assert dossier.fees == (FEE,)


def test_due_by_the_time_of_the_way_online(procedure, send):
    answer, dossier = send(["2.000635"])
    assert answer["due_at"] == dossier.due_at.isoformat()
    assert dossier.due_at == due(dossier.received_at, 3, "WORKING_DAY")


def test_due_by_the_longest_where_the_time_differs_from_case_to_case(procedure, send):
    row = procedure.submission_ways[1]
    procedure.submission_ways = [
        {**row, "time": time, "unit": unit}
        for time, unit in ((1, "HOUR"), (20, "WORKING_DAY"), (25, "DAY"), (None, "OTHER"))
    ]
    _answer, dossier = send(["2.000635"])
    assert dossier.due_at == due(dossier.received_at, 20, "WORKING_DAY")


def test_nothing_is_due_where_the_time_is_told_in_words_only(procedure, send):
    procedure.submission_ways = [{**procedure.submission_ways[1], "time": 1, "unit": "OTHER"}]
    answer, dossier = send(["2.000635"])
    assert answer["due_at"] is dossier.due_at is None


def test_real_procedures_are_due_in_a_time_that_makes_sense():
    received = datetime.datetime.fromisoformat("2026-11-12T09:00:00+07:00")
    times = {}
    for entry in Source(national("dvcqg-procedures-199.jsonl.gz")):
        one = map_record(entry.record, entry.line)
        due_at = due_of(SimpleNamespace(submission_ways=one.values["submission_ways"]))
        times[one.code] = due_at(received) if due_at else None
    assert sum(moment is not None for moment in times.values()) > 150
    found = list(filter(None, times.values()))
    assert all(current_calendar().works(moment.date()) for moment in found)
    assert max(found) - received < datetime.timedelta(days=150)
    # Online 17 working days, by post 30, in person 20.
    assert times["1.012753"] == due(received, 17, "WORKING_DAY")
    # Online 25 days, 5 working days or 50 days, by case.
    assert times["1.014140"] == due(received, 50, "DAY")
    # Online 7 days; by post and in person 3.
    assert times["3.000346"] == due(received, 7, "DAY")


@pytest.mark.parametrize("codes", [[], ["9.999999"], ["2.000635", "9.999999"]])
def test_nothing_is_promised_where_the_procedure_is_not_known(procedure, send, codes):
    answer, dossier = send(codes)
    assert answer["due_at"] is None
    assert dossier.procedure == {}


def test_of_a_procedure_and_its_copies_the_published_one_counts(procedure, agency):
    with as_manager():
        section = procedure.aq_parent
        api.content.copy(procedure, section, id="ban-sao")
        service = make_service(agency, procedures=["2.000635"])
        catalog = api.portal.get_tool("portal_catalog")
        catalog.uncatalog_object("/".join(procedure.getPhysicalPath()))
        procedure.reindexObject()
    assert procedures.meant(service, (), {})[0].getId() == "2.000635"


def test_the_version_of_the_procedure_is_kept(procedure, send):
    _answer, dossier = send(["2.000635"])
    modified = procedure.modified().ISO8601()
    procedure.decision_number = "1/QĐ-BTP"
    procedure.setModificationDate("2031-01-01")
    assert dossier.procedure == {
        "code": "2.000635",
        "title": "Cấp bản sao trích lục hộ tịch",
        "uid": procedure.UID(),
        "updated": datetime.datetime(2026, 3, 2, 8, 0),
        "modified": modified,
        "decision_number": "1872/QĐ-BTP",
        "decision_date": datetime.date(2020, 9, 4),
    }


def test_of_several_procedures_all_are_candidates_and_nothing_is_promised(procedure, other, send):
    answer, dossier = send(["2.000635", "1.001193"])
    assert (dossier.procedure, dossier.fees, answer["due_at"]) == ({}, (), None)
    assert [candidate["procedure"]["code"] for candidate in dossier.candidates] == [
        "2.000635",
        "1.001193",
    ]
    assert dossier.candidates[0]["fees"] == (FEE,)


def test_of_several_procedures_the_form_may_ask_which(procedure, other, send):
    choice = """<field name="thu_tuc" type="zope.schema.Choice"><title>Thủ tục</title>
        <values><element>1.001193</element><element>2.000635</element></values></field>"""
    fields = FIELDS.replace("<schema>", f"<schema>{choice}", 1)
    answer, dossier = send(["1.001193", "2.000635"], fields=fields, thu_tuc="2.000635")
    assert dossier.procedure["code"] == "2.000635"
    assert dossier.fees == (FEE,)
    assert (dossier.candidates, bool(answer["due_at"])) == ((), True)


@pytest.fixture
def other(procedure, functional_portal):
    with as_manager():
        other = api.content.create(
            functional_portal["thu-tuc"], "Procedure", code="1.001193", title="Đăng ký khai sinh"
        )
        api.content.transition(other, "publish")
    return other


def test_a_dossier_is_shown_with_the_form_it_was_submitted_under(agency, send, functional_portal):
    _answer, dossier = send([])
    form = functional_portal["dich-vu"].objectValues()[-1]["to-khai"]
    form.fields_model = FIELDS.replace("Họ và tên", "Tên mới")
    assert dossier.form["modified"]
    assert model_of(dossier) == FIELDS
    assert "Họ và tên" in model_of(dossier)


def test_a_form_is_kept_once_however_many_dossiers_it_makes(portal):
    given = {"form": {"digest": "d", "modified": ""}, "form_model": "<model/>"}
    made = [receive(make_submission(**given)).dossier for _number in range(3)]
    assert dict(made[0].register()._form_models) == {"d": "<model/>"}
    assert {model_of(dossier) for dossier in made} == {"<model/>"}


def test_a_register_made_before_forms_were_kept_keeps_them(portal):
    register = portal["ho-so"]
    del register._form_models
    given = {"form": {"digest": "d", "modified": ""}, "form_model": "<model/>"}
    assert model_of(receive(make_submission(**given)).dossier) == "<model/>"


def test_contact_is_taken_from_the_answers(agency, send):
    _answer, dossier = send([])
    assert dossier.contact == {
        "name": "Nguyễn Thị Hoa",
        "email": "hoa@example.vn",
        "phone": "0912345678",
    }


def test_contact_that_is_not_asked_for_is_the_signed_in_users(agency, send):
    _answer, dossier = send([], user="hoa", thu=...)
    assert dossier.contact["email"] == "hoa@example.vn"


def test_a_name_that_is_not_asked_for_is_the_signed_in_users(agency, send):
    fields = FIELDS.replace("Họ và tên", "Tên doanh nghiệp").replace('"ho_ten"', '"doanh_nghiep"')
    _answer, dossier = send([], user="hoa", fields=fields, ho_ten=..., doanh_nghiep="Công ty A")
    assert dossier.contact["name"] == "hoa"


def test_contact_of_an_anonymous_sender_may_be_empty(agency, send):
    _answer, dossier = send([], thu=...)
    assert dossier.contact["email"] == ""
