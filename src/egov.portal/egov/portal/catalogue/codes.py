"""Codes that name one thing only: of procedures (also their id), and of form templates."""

from egov.portal import _
from egov.portal.interfaces import ICodeNamed
from egov.portal.shared.fields import FieldInvalid
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy


def check_code(data, portal_type):
    """Complain when the code of `data` (a form's or a request's) is another one's already.

    A working copy and its original share theirs.

    Where the code is the content's id it stays as it was first saved: addresses depend on it.
    """
    code = data.code
    if not code:
        return
    # Content itself, or values for it; a form for new content knows of none.
    context = data if hasattr(data, "getPhysicalPath") else getattr(data, "__context__", None)
    catalog = api.portal.get_tool("portal_catalog")
    own = set()
    if getattr(context, "portal_type", None) == portal_type:
        original = original_of(context)
        path = path_of(original)
        own = {path_of(each) for each in (context, original, working_copy_of(original)) if each}
        if is_fixed(original, path, catalog):
            if code == original.getId():
                return  # its own, whatever copies of it still say
            raise FieldInvalid(
                "code",
                _(
                    "The code is part of the address and cannot be changed. Make a new one, "
                    "and mark this one as replaced by it."
                ),
            )
    for brain in catalog.unrestrictedSearchResults(portal_type=portal_type, code=code):
        if brain.getPath() not in own:
            raise FieldInvalid("code", _("This code is used already."))


def original_of(content):
    """What the content is a working copy of; itself if it is none."""
    policy = ICheckinCheckoutPolicy(content, None)
    return (policy and policy.getBaseline()) or content


def working_copy_of(content):
    """The working copy of the content; None if nobody took one."""
    policy = ICheckinCheckoutPolicy(content, None)
    return policy and policy.getWorkingCopy()


def path_of(content):
    return "/".join(content.getPhysicalPath())


def is_fixed(content, path, catalog):
    """Whether the content was saved under its code, as its id.

    The catalogue is asked, as over REST the new code is set before it is checked.
    """
    if not ICodeNamed.providedBy(content):
        return False
    saved = catalog.unrestrictedSearchResults(code=content.getId())
    return any(brain.getPath() == path for brain in saved)
