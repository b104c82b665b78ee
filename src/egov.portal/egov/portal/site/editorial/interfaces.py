"""Markers of the editors' pages."""

from zope.interface import Interface


class IPreview(Interface):
    """A request that shows a page as a citizen will see it."""
