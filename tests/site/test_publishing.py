"""What must not be published, and what a copy leaves behind."""

from egov.portal.catalogue.publishing import why_unpublishable
from egov.portal.interfaces import IEgovLayer
from people import as_person
from people import make_agencies_and_people
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.namedfile.file import NamedBlobFile
from Products.CMFCore.WorkflowCore import WorkflowException
import pytest
from rest_calls import Rest
from zope.interface import alsoProvides


def steps(content):
    workflow = api.portal.get_tool("portal_workflow")
    alsoProvides(content.REQUEST, IEgovLayer)
    return {each["id"] for each in workflow.getTransitionsFor(content)}


@pytest.fixture
def template(portal, agencies):
    with api.env.adopt_roles(["Manager"]):
        content = api.content.create(
            portal["bieu-mau"],
            "FormTemplate",
            title="Tờ khai",
            code="TP-HT-01",
            agency=agencies[0],
            file=NamedBlobFile(data=b"%PDF-1.4", filename="a.pdf"),
        )
        api.content.transition(content, "publish")
    return content


def test_a_working_copy_is_not_published_beside_its_original(portal, template):
    with as_person(portal, "editor"):
        copy = ICheckinCheckoutPolicy(template).checkout(portal["bieu-mau"])
    with as_person(portal, "reviewer"):
        assert "publish" not in steps(copy)
        with pytest.raises(Exception) as refused:
            api.content.transition(copy, "publish")
        assert isinstance(refused.value, (WorkflowException, api.exc.InvalidParameterError))
        assert api.content.get_state(copy) == "draft"


def test_a_working_copy_is_refused_even_where_the_workflow_was_not_asked(portal, template):
    with as_person(portal, "editor"):
        copy = ICheckinCheckoutPolicy(template).checkout(portal["bieu-mau"])
    workflow = api.portal.get_tool("portal_workflow")["egov_publication_workflow"]
    workflow.transitions["publish"].guard = None
    with as_person(portal, "reviewer"):
        with pytest.raises(WorkflowException):
            workflow.doActionFor(copy, "publish")


def test_a_working_copy_is_handed_in_and_taken_over(portal, template):
    with as_person(portal, "editor"):
        copy = ICheckinCheckoutPolicy(template).checkout(portal["bieu-mau"])
        copy.title = "Tờ khai mới"
        api.content.transition(copy, "submit")
    with as_person(portal, "reviewer"):
        changed = ICheckinCheckoutPolicy(copy).checkin("")
    assert (changed.title, changed.code) == ("Tờ khai mới", "TP-HT-01")


def test_a_pasted_form_template_leaves_the_code_to_its_original(portal, template):
    with api.env.adopt_roles(["Manager"]):
        copy = api.content.copy(template, portal["bieu-mau"])
    assert (template.code, copy.code) == ("TP-HT-01", "")
    assert why_unpublishable(template) is None
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(code="TP-HT-01")
    assert [brain.getPath() for brain in found] == ["/".join(template.getPhysicalPath())]
    with as_person(portal, "reviewer"):
        assert "publish" not in steps(copy)
        copy.code = "TP-HT-01"
        assert "publish" not in steps(copy)
        copy.code = "TP-HT-02"
        assert "publish" in steps(copy)


def test_a_copy_is_a_draft_without_dates(portal, template):
    with api.env.adopt_roles(["Manager"]):
        copy = api.content.copy(template, portal["bieu-mau"])
    assert api.content.get_state(copy) == "draft"
    assert copy.effective_date is None and copy.expiration_date is None


def test_over_rest_a_working_copy_is_not_published_either(functional_portal, functional_app):
    a, _b = make_agencies_and_people(functional_portal)
    with api.env.adopt_roles(["Manager"]):
        faq = api.content.create(functional_portal["hoi-dap"], "FAQ", title="Bao lâu?", agency=a)
        api.content.transition(faq, "publish")
        copy = ICheckinCheckoutPolicy(faq).checkout(functional_portal["hoi-dap"])
    answer = Rest(functional_app, "reviewer").post(copy, "/@workflow/publish")
    assert answer.status_code == 400
    assert api.content.get_state(copy) == "draft"
