"""FAQ (hỏi đáp): a question people ask, with its answer."""

from egov.portal import _
from egov.portal.interfaces import IPortalContent
from egov.portal.shared.fields import choices
from egov.portal.shared.forms import SearchSelectFieldWidget
from plone.app.textfield import RichText
from plone.app.z3cform.widgets.select import Select2FieldWidget
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IFAQ(model.Schema):
    """Fields of a question; the title is the question itself."""

    answer = RichText(
        title=_("Answer"),
        description=_("Short and complete; the title is the question itself"),
        allowed_mime_types=("text/html",),
    )
    directives.widget("procedures", SearchSelectFieldWidget)
    procedures = choices(
        _("Procedures"),
        "egov.portal.Procedures",
        _("Procedures on whose pages the question is shown; type part of a name or code"),
    )
    directives.widget("field", Select2FieldWidget)
    field = schema.Choice(
        title=_("Field"),
        description=_("Field of administration, when it is about no single procedure"),
        vocabulary="egov.portal.Fields",
        required=False,
    )


@implementer(IFAQ, IPortalContent)
class FAQ(Item):
    """A question with its answer."""
