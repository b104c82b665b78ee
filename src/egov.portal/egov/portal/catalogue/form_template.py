"""FormTemplate (biểu mẫu): a blank form to download, fill in and hand over."""

from egov.portal import _
from egov.portal.catalogue.procedure import valid_code
from egov.portal.shared.fields import in_order
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class IFormTemplate(model.Schema):
    """Fields of a form template. Papers of procedures name it by its code."""

    code = schema.TextLine(
        title=_("Code"),
        description=_("Papers of procedures name the form by it, for example TP-HT-01"),
        constraint=valid_code,
    )
    model.primary("file")
    file = NamedBlobFile(title=_("File"))
    version = schema.TextLine(title=_("Version"), required=False, default="")
    valid_from = schema.Date(title=_("Valid from"), required=False)
    valid_until = schema.Date(title=_("Valid until"), required=False)

    @invariant
    def ends_after_it_starts(data):
        in_order(
            data, "valid_from", "valid_until", _("It cannot end before it starts to be valid.")
        )


@implementer(IFormTemplate)
class FormTemplate(Item):
    """A form to download."""
