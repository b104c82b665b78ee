"""Interfaces and events that any room may name."""

from collective.easyform.interfaces import IEasyFormLayer
from collective.z3cform.datagridfield.interfaces import IDataGridFieldLayer
from zope.interface import implementer
from zope.interface import Interface


class IProcessEnding(Interface):
    """Event: the process has been asked to end, and its database is still open."""


@implementer(IProcessEnding)
class ProcessEnding:
    """See `IProcessEnding`."""


class IEgovLayer(IEasyFormLayer, IDataGridFieldLayer):
    """Browser layer of the portal: everything of ours is registered for it."""


class IAgencyBound(Interface):
    """Content kept by one agency, named by the UID in its `agency` attribute."""


class ISection(Interface):
    """A folder at the root of the site that holds one kind of content."""


class ICodeNamed(Interface):
    """Content whose id in its section is its `code`."""


class IPortalContent(Interface):
    """Content of one of the portal's own types that editors keep."""
