"""Plone's tools have no addresses for strangers: pages and REST are the ways in.

Zope shows any object and calls any method that has a docstring: so a stranger could ask for
letters with new passwords, or whether there is an account, beside the limits of the pages.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from egov.portal.interfaces import IEgovLayer
from Products.CMFCore.utils import UniqueObject
from Products.MailHost.MailHost import MailBase
from zExceptions import NotFound


TOOLS = (UniqueObject, MailBase)


def refuse_tools(event):
    """After traversal.

    :raises NotFound: for a tool, or one of its methods, and nobody signed in
    """
    request = event.request
    if not IEgovLayer.providedBy(request):
        return
    published = request.get("PUBLISHED")
    for thing in (published, getattr(published, "__self__", None)):
        if isinstance(aq_base(thing), TOOLS) and getSecurityManager().getUser().getId() is None:
            raise NotFound(request.get("ACTUAL_URL", ""))
