"""The site and its administrator, made by a script that can be run again."""

from egov.portal.site.administrator import ensure_administrator
from Products.CMFPlone.factory import addPloneSite
from Products.GenericSetup.interfaces import ISetupTool
from zope.component.hooks import setSite


SITE_ID = "portal"
PROFILE = "egov.portal:default"
DEMO_PROFILE = "egov.portal:demo"
EXTENSIONS = ("plone.app.caching:default", PROFILE)


def make_site(app, demo=True):
    """Make or upgrade the site `portal` under the Zope root `app`.

    Returns the changes made, as sentences for the console; an empty list means that
    everything was there. The caller commits.
    """
    changes = []
    if ensure_administrator(app):
        changes.append("administrator made")
    if SITE_ID not in app.objectIds():
        addPloneSite(
            app,
            SITE_ID,
            title="Cổng dịch vụ công",
            setup_content=False,
            default_language="vi",
            portal_timezone="Asia/Ho_Chi_Minh",
            extension_ids=EXTENSIONS,
        )
        changes.append("site made")
        if demo and setup_tool(app).profileExists(DEMO_PROFILE):
            setSite(app[SITE_ID])
            setup_tool(app).runAllImportStepsFromProfile(DEMO_PROFILE)
            changes.append("demo content loaded")
    else:
        setSite(app[SITE_ID])
        changes += upgrade(setup_tool(app))
    return changes


def setup_tool(app):
    tool = app[SITE_ID].portal_setup
    if not ISetupTool.providedBy(tool):
        raise LookupError("The site has no set-up tool")
    return tool


def upgrade(tool):
    """Run the upgrade steps that are due; returns their titles."""
    done = []
    for step in tool.listUpgrades(PROFILE):
        for part in step if isinstance(step, list) else [step]:
            done.append(f"upgraded: {part['title']}")
    if done:
        tool.upgradeProfile(PROFILE)
    return done
