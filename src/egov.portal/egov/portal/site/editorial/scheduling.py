"""What has a day of publication to come is there only for who keeps it, whatever way others take.

Until its day it is no more public than a draft, which other agencies do not see either. Lists and
searches leave it out for the public by themselves; this is for who knows or guesses the address.
What has expired stays at its address for everybody.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_chain
from egov.portal.interfaces import IEgovLayer
from plone.dexterity.interfaces import IDexterityContent
from zExceptions import NotFound


# The workflow gives it to those who keep the content; that of seeing what is inactive is given to
# editors of any agency, by their role in the sections.
KEEPS = "List folder contents"


def hide_what_is_to_come(event):
    """Answer as if nothing were there: a subscriber of the publication, after traversal."""
    request = event.request
    if not IEgovLayer.providedBy(request):
        return
    for thing in aq_chain(request.get("PUBLISHED")):
        if IDexterityContent.providedBy(thing) and is_to_come(thing):
            if not getSecurityManager().checkPermission(KEEPS, thing):
                raise NotFound(request.get("ACTUAL_URL"))


def is_to_come(content):
    effective = getattr(content, "effective_date", None)
    return effective is not None and effective.isFuture()
