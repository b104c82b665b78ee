"""The register of dossiers at /ho-so: made, found, searched."""

from egov.portal.dossiers.content import DossierRegister
from egov.portal.dossiers.interfaces import IDossierRegister
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zope.component.hooks import getSite


ID = "ho-so"
PORTAL_TYPE = "DossierRegister"


def get_register():
    """The register of this site.

    :raises LookupError: when the site has none
    """
    register = this_portal()._getOb(ID, None)
    if not IDossierRegister.providedBy(register):
        raise LookupError("This site has no register of dossiers")
    return register


def this_portal():
    site = getSite()
    if site is None:
        return api.portal.get()
    # Asking the tool takes as long as a look into the register does, and it is asked often.
    if IPloneSiteRoot.providedBy(site) and not isinstance(getattr(site, "REQUEST", ""), str):
        return site
    return site.portal_url.getPortalObject()


def ensure_register(portal):
    """Make the register where it is missing; what is in it is never touched."""
    register = portal._getOb(ID, None)
    if IDossierRegister.providedBy(register):
        return register
    register = DossierRegister(id=ID, title="Hồ sơ")
    register.portal_type = PORTAL_TYPE
    register.exclude_from_nav = True
    portal._setObject(ID, register)
    register = portal._getOb(ID)
    portal.portal_workflow.notifyCreated(register)
    return register


def find(code):
    """The dossier with this code, or None. Asks for no permission."""
    register = get_register()
    row = register._catalog.by_code(code)
    return None if row is None else register.unrestrictedTraverse(row.path)


def count(agencies=None, applicant=None):
    """How many dossiers these agencies (UIDs) keep, or this applicant (a user id) handed in."""
    return get_register()._catalog.count(agencies=agencies, applicant=applicant)


def delete(dossier):
    """Take a dossier and what leads to it away (retention). Asks for no permission."""
    submissions = dossier.register()._submissions
    if dossier._submission_key in submissions:
        del submissions[dossier._submission_key]
    dossier.unindexObject()
    dossier.aq_parent._delOb(dossier.getId())
