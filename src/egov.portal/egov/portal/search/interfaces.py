"""What the search room offers to the others."""

from Products.PluginIndexes.interfaces import IPluggableIndex


class IFoldedTextIndex(IPluggableIndex):
    """A catalogue index for Vietnamese text in weighted parts, ranked."""
