"""What a dossier takes from its service's procedure, at the moment it is sent."""

from egov.portal.intake.submitting import procedure_of
from filing import as_manager
from filing import body
from filing import make_service
from plone import api
import pytest
import transaction


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
        )
        api.content.transition(procedure, "publish")
    return procedure


@pytest.fixture
def send(agency, rest, functional_portal, dossiers):
    def submit(codes, key="a-key-of-16-chars"):
        service = make_service(agency, procedures=codes)
        transaction.commit()
        base = functional_portal.absolute_url()
        url = service.absolute_url().replace(base, f"{base}/++api++")
        answer = rest.post(f"{url}/@submissions", body(), key=key)
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
    days = (dossier.due_at.date() - dossier.received_at.date()).days
    assert 3 <= days <= 6
    assert dossier.due_at.hour == 17


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
    assert procedure_of(service).getId() == "2.000635"
