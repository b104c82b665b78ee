"""A portal of version 1001 has what 1002 has after its upgrade."""

from egov.portal.site.making import upgrade
from plone import api
import pytest


PROFILE = "egov.portal:default"


@pytest.fixture
def old(portal):
    """The site as 1001 left it, in what 1002 has gained."""
    workflow = portal.portal_workflow["egov_publication_workflow"]
    workflow.transitions["publish"].guard = None
    document = portal.portal_types["Document"]
    document.behaviors = tuple(b for b in document.behaviors if b != "egov.portal.english")
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1001")
    return portal


def test_the_workflow_asks_whether_content_may_be_published(old):
    upgrade(old.portal_setup)
    transition = api.portal.get_tool("portal_workflow")["egov_publication_workflow"].transitions[
        "publish"
    ]
    assert "egov-unpublishable" in transition.getGuard().expr.text


def test_pages_can_be_written_in_english_and_keep_what_else_they_had(old):
    document = old.portal_types["Document"]
    before = document.behaviors = (*document.behaviors, "plone.leadimage")
    upgrade(old.portal_setup)
    assert set(document.behaviors) == {*before, "egov.portal.english"}
    assert len(document.behaviors) == len(before) + 1
