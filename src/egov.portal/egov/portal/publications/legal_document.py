"""LegalDocument (văn bản): laws, decrees, decisions and what they replace, amend or rest on."""

from egov.portal import _
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import in_order
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class ILegalDocument(model.Schema):
    """Fields of a legal document. Its title comes from `plone.basic`."""

    number = schema.TextLine(title=_("Number"))
    document_type = schema.Choice(title=_("Type"), vocabulary="egov.portal.DocumentTypes")
    issuer = schema.TextLine(title=_("Issuer"), required=False, default="")
    abstract = schema.Text(title=_("Abstract"), required=False, default="")
    model.primary("file")
    file = NamedBlobFile(title=_("File"), required=False)

    model.fieldset(
        "dates",
        label=_("Dates"),
        fields=["issued_on", "effective_from", "expired_on"],
    )
    issued_on = schema.Date(title=_("Date of issue"), required=False)
    effective_from = schema.Date(title=_("In force from"), required=False)
    expired_on = schema.Date(title=_("Expired on"), required=False)

    model.fieldset(
        "relations",
        label=_("Other documents"),
        fields=["replaces", "amends", "based_on"],
    )
    replaces = choices(_("Replaces"), "egov.portal.LegalDocuments")
    amends = choices(_("Amends"), "egov.portal.LegalDocuments")
    based_on = choices(_("Based on"), "egov.portal.LegalDocuments")

    @invariant
    def expires_after_it_is_in_force(data):
        in_order(data, "effective_from", "expired_on", _("It cannot expire before it is in force."))


@implementer(ILegalDocument)
class LegalDocument(Item):
    """A legal document."""
