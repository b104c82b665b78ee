"""Fields that search while one types answer those who may add or edit, and nobody else."""

import json
from people import make_agencies_and_people
from plone import api
import pytest
from rest_calls import Rest


ASK = "/++add++Procedure/@@getVocabulary?name=egov.portal.{}&field={}&query=so"


@pytest.fixture
def agencies(functional_portal):
    return make_agencies_and_people(functional_portal)


@pytest.mark.parametrize(
    "vocabulary,field",
    [
        ("KeepingAgencies", "agency"),
        ("Agencies", "executing_agencies"),
        ("Agencies", "promulgating_agency"),
    ],
)
def test_an_agency_s_editor_finds_agencies(
    functional_portal, functional_app, agencies, vocabulary, field
):
    ask = ASK.format(vocabulary, field)
    answer = Rest(functional_app, "editor").get(functional_portal["thu-tuc"], ask)
    found = [entry["id"] for entry in json.loads(answer.body)["results"]]
    titles = [api.content.get(UID=uid).title for uid in found]
    assert found, answer.text
    assert all("s" in title.lower() for title in titles)


@pytest.mark.parametrize("person", ["anonymous", "citizen"])
def test_others_find_nothing(functional_portal, functional_app, agencies, person):
    ask = ASK.format("Agencies", "executing_agencies")
    answer = Rest(functional_app, person).get(functional_portal["thu-tuc"], ask)
    assert '"results"' not in answer.text
