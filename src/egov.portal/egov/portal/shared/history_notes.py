"""What histories say of changes that no form has made."""

from contextlib import contextmanager
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest


# Where Plone's versions look for the note of a change.
KEY = "plone.app.versioningbehavior-changeNote"


@contextmanager
def noted(note):
    """Versions made meanwhile have this note; a message is read in each reader's language."""
    request = getRequest()
    if request is None:
        yield
        return
    annotations = IAnnotations(request)
    before = annotations.get(KEY)
    annotations[KEY] = note
    try:
        yield
    finally:
        if before is None:
            annotations.pop(KEY, None)
        else:
            annotations[KEY] = before
