"""FAQ (hỏi đáp): a question people ask, with its answer."""

from egov.portal import _
from egov.portal.shared.fields import choices
from plone.app.textfield import RichText
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IFAQ(model.Schema):
    """Fields of a question; the title is the question itself."""

    answer = RichText(title=_("Answer"))
    procedures = choices(_("Procedures"), "egov.portal.Procedures")
    field = schema.Choice(title=_("Field"), vocabulary="egov.portal.Fields", required=False)


@implementer(IFAQ)
class FAQ(Item):
    """A question with its answer."""
