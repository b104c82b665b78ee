"""States of a dossier, who moves it on, and what the log keeps."""

from AccessControl.Permission import pname
from egov.portal import dossiers
from egov.portal.dossiers import states
from egov.portal.dossiers.beginning import is_plain
from egov.portal.dossiers.interfaces import IDossierStateChanged
from filing import make_agency
from filing import make_submission
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
import pytest
from zope.component import getGlobalSiteManager


def steps(dossier, user):
    with api.env.adopt_user(username=user):
        tool = api.portal.get_tool("portal_workflow")
        return {
            a["id"] for a in tool.listActionInfos(object=dossier) if a["category"] == "workflow"
        }


def move(dossier, user, transition, comment=""):
    with api.env.adopt_user(username=user):
        tool = api.portal.get_tool("portal_workflow")
        tool.doActionFor(dossier, transition, comment=comment)


def test_workflow_has_the_ten_national_states(portal):
    workflow = portal.portal_workflow["egov_dossier_workflow"]
    assert set(workflow.states.objectIds()) == set(states.STATES)
    assert set(workflow.transitions.objectIds()) == set(states.ACTIONS)
    assert workflow.initial_state == states.INITIAL


def test_officers_of_its_agency_move_it_on_and_nobody_else(people):
    dossier = people["dossier"]
    assert steps(dossier, "our-officers") == {"accept", "refuse", "request_supplement"}
    assert steps(dossier, "applicant") == {"withdraw"}
    for user in ("other-officers", "our-editors", "stranger", "site-admin", "manager"):
        assert steps(dossier, user) == set(), user


def test_only_the_head_stops_a_dossier(people):
    dossier = people["dossier"]
    move(dossier, "our-officers", "accept")
    assert "stop" not in steps(dossier, "our-officers")
    with pytest.raises(WorkflowException):
        move(dossier, "our-officers", "stop")
    move(dossier, "our-heads", "stop", "Hết hiệu lực")
    assert dossier.state() == "stopped"
    assert steps(dossier, "our-heads") == set()


def test_each_change_is_logged_found_and_told(people):
    dossier = people["dossier"]
    agency = api.content.get_uuid(people["agency"])
    catalog = dossier.register()._catalog
    told = []

    def remember(event):
        told.append((event.before, event.after, event.reason))

    manager = getGlobalSiteManager()
    manager.registerHandler(remember, [IDossierStateChanged])
    try:
        move(dossier, "our-officers", "request_supplement", "Thiếu bản sao")
    finally:
        manager.unregisterHandler(remember, [IDossierStateChanged])
    entry = list(dossier.log)[-1]
    assert entry[1:] == (
        "our-officers",
        "state",
        "new",
        "supplement_requested",
        "Thiếu bản sao",
    )
    assert told == [("new", "supplement_requested", "Thiếu bản sao")]
    assert catalog.count(agencies=[agency], states=["new"]) == 0
    (row,) = catalog.search(agencies=[agency], states=["supplement_requested"])
    assert row.code == dossier.code


def test_change_of_state_needs_a_post_with_a_token(people, browse):
    url = people["dossier"].absolute_url() + "/@@change-state"
    assert browse(url + "?transition=accept", "our-officers")[0] == 400
    assert browse(url, "our-officers", post="transition=accept")[0] == 403
    assert people["dossier"].state() == "new"


def test_a_new_dossier_is_as_the_workflow_would_have_made_it(portal):
    dossier = dossiers.receive(make_submission(make_agency())).dossier
    tool = api.portal.get_tool("portal_workflow")
    (workflow,) = tool.getWorkflowsFor(dossier)
    assert is_plain(workflow)
    (begun,) = dossier.workflow_history[workflow.getId()]
    permissions = {name: getattr(dossier, pname(name), None) for name in workflow.permissions}
    assert not workflow.updateRoleMappingsFor(dossier)
    for name in workflow.permissions:
        if pname(name) in vars(dossier.aq_base):
            delattr(dossier.aq_base, pname(name))
    del dossier.workflow_history
    workflow.notifyCreated(dossier)
    (made,) = dossier.workflow_history[workflow.getId()]
    assert {**made, "time": None} == {**begun, "time": None}
    assert type(begun["time"]) is type(made["time"])
    assert permissions == {n: getattr(dossier, pname(n), None) for n in workflow.permissions}
