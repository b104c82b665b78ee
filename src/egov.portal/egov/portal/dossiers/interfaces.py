"""What the room of dossiers is known by elsewhere."""

from egov.portal import _
from egov.portal.interfaces import IAgencyBound
from zope import schema
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IDossier(IAgencyBound):
    """One case: what was submitted, under which rules, and what became of it."""

    code = schema.TextLine(title=_("Dossier code"), readonly=True)


class IDossierFolder(Interface):
    """A year, month or day of dossiers."""


class IDossierRegister(IDossierFolder):
    """The folder of all dossiers, with their catalogue, their numbers and the keys seen."""


class IDossierReceived(IObjectEvent):
    """A dossier was stored; notified inside the transaction that stores it.

    Subscribers write what must not be lost with it (outbox entries), and do nothing outside of
    the database: the transaction may still be tried again.
    """


@implementer(IDossierReceived)
class DossierReceived(ObjectEvent):
    pass


class IDossierStateChanged(IObjectEvent):
    """A dossier moved from one state to another, inside the transaction."""

    before = Attribute("id of the state it was in")
    after = Attribute("id of the state it is in")
    reason = Attribute("why, as text; may be empty")


@implementer(IDossierStateChanged)
class DossierStateChanged(ObjectEvent):
    def __init__(self, dossier, before, after, reason=""):
        super().__init__(dossier)
        self.before = before
        self.after = after
        self.reason = reason


class IProcedureChosen(IObjectEvent):
    """An officer said which of several procedures a dossier is for, inside the transaction."""


@implementer(IProcedureChosen)
class ProcedureChosen(ObjectEvent):
    pass


class IFileRefused(IObjectEvent):
    """The virus scan refused a file of a dossier, inside the transaction; the log says which."""


@implementer(IFileRefused)
class FileRefused(ObjectEvent):
    pass


class IDossierSupplemented(IObjectEvent):
    """Papers that were asked for came, inside the transaction that stores them.

    The change of state was told before. New files wait in quarantine.
    """


@implementer(IDossierSupplemented)
class DossierSupplemented(ObjectEvent):
    pass
