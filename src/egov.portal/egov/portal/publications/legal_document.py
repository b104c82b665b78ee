"""LegalDocument (văn bản): laws, decrees, decisions and what they replace, amend or rest on."""

from egov.portal import _
from egov.portal.interfaces import IPortalContent
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import in_order
from egov.portal.shared.fields import Line
from egov.portal.shared.fields import Paragraphs
from egov.portal.shared.forms import SearchSelectFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class ILegalDocument(model.Schema):
    """Fields of a legal document. Its title comes from `plone.basic`."""

    number = Line(
        title=_("Number"),
        description=_("Number and sign, for example 61/2018/NĐ-CP"),
        required=True,
    )
    document_type = schema.Choice(title=_("Type"), vocabulary="egov.portal.DocumentTypes")
    issuer = Line(
        title=_("Issuer"), description=_("Who issued it, for example Chính phủ or UBND tỉnh")
    )
    abstract = Paragraphs(
        title=_("Abstract"), description=_("What it is about (trích yếu), as the document has it")
    )
    directives.widget("fields", SearchSelectFieldWidget)
    fields = choices(
        _("Fields"),
        "egov.portal.Fields",
        _("Fields of administration it is about; type part of a name to find one"),
    )
    model.primary("file")
    file = NamedBlobFile(
        title=_("File"),
        description=_("The document itself, best as a PDF with text that can be searched"),
        required=False,
    )

    model.fieldset(
        "validity",
        label=_("Dates"),
        description=_("When it was issued, and from when until when it is in force."),
        fields=["issued_on", "effective_from", "expired_on"],
    )
    issued_on = schema.Date(title=_("Date of issue"), required=False)
    effective_from = schema.Date(title=_("In force from"), required=False)
    expired_on = schema.Date(
        title=_("Expired on"),
        description=_("The first day on which it is no longer in force; empty while it is"),
        required=False,
    )

    model.fieldset(
        "relations",
        label=_("Other documents"),
        description=_("Type part of the number or name to find a document of this portal."),
        fields=["replaces", "amends", "based_on"],
    )
    directives.widget("replaces", SearchSelectFieldWidget)
    replaces = choices(
        _("Replaces"), "egov.portal.LegalDocuments", _("Documents that it puts out of force")
    )
    directives.widget("amends", SearchSelectFieldWidget)
    amends = choices(
        _("Amends"), "egov.portal.LegalDocuments", _("Documents of which it changes a part")
    )
    directives.widget("based_on", SearchSelectFieldWidget)
    based_on = choices(
        _("Based on"), "egov.portal.LegalDocuments", _("Documents that it was issued under")
    )

    @invariant
    def expires_after_it_is_in_force(data):
        in_order(data, "effective_from", "expired_on", _("It cannot expire before it is in force."))


@implementer(ILegalDocument, IPortalContent)
class LegalDocument(Item):
    """A legal document."""
