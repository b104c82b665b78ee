"""Codes that name one thing only: of procedures (also their id), and of form templates."""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from egov.portal import _
from egov.portal.interfaces import ICodeNamed
from egov.portal.shared.fields import FieldInvalid
from plone import api


def check_code(data, portal_type):
    """Complain when the code of `data` (a form's or a request's) is another one's already.

    Where the code is the content's id it stays as it was first saved: addresses depend on it.
    """
    context = getattr(data, "__context__", None)
    code = getattr(data, "code", None)
    if context is None or not code:
        return
    content = context if getattr(context, "portal_type", None) == portal_type else None
    path = None
    if content is not None:
        path = "/".join(content.getPhysicalPath())
        if is_fixed(content) and code != content.code:
            raise FieldInvalid(
                "code",
                _(
                    "The code is part of the address and cannot be changed. Make a new one, "
                    "and mark this one as replaced by it."
                ),
            )
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type=portal_type, code=code):
        if brain.getPath() != path:
            raise FieldInvalid("code", _("This code is used already."))


def is_fixed(content):
    """Whether the content stands in its section under its code."""
    if not ICodeNamed.providedBy(content) or content.getId() != content.code:
        return False
    container = aq_base(aq_parent(aq_inner(content)))
    stored = container.get(content.code, None) if hasattr(container, "get") else None
    return aq_base(stored) is aq_base(content)
