"""What has a day of publication to come is not there for strangers, whatever way they take.

Lists and searches leave it out by themselves; this is for who knows or guesses the address.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_chain
from egov.portal.interfaces import IEgovLayer
from plone.dexterity.interfaces import IDexterityContent
from zExceptions import NotFound


SEES_INACTIVE = "Access inactive portal content"


def hide_what_is_to_come(event):
    """Answer as if nothing were there: a subscriber of the publication, after traversal."""
    request = event.request
    if not IEgovLayer.providedBy(request):
        return
    for thing in aq_chain(request.get("PUBLISHED")):
        if IDexterityContent.providedBy(thing) and is_to_come(thing):
            if not getSecurityManager().checkPermission(SEES_INACTIVE, thing):
                raise NotFound(request.get("ACTUAL_URL"))


def is_to_come(content):
    effective = getattr(content, "effective_date", None)
    return effective is not None and effective.isFuture()
