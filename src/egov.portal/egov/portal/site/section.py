"""Section: a folder at the root of the site for one kind of content."""

from egov.portal.interfaces import ISection
from plone.app.contenttypes.content import Folder
from zope.interface import implementer


@implementer(ISection)
class Section(Folder):
    """Made by `setup`; what may be added to it is set on it."""
