"""FormTemplate (biểu mẫu): a blank form to download, fill in and hand over."""

from egov.portal import _
from egov.portal.catalogue.codes import check_code
from egov.portal.interfaces import IPortalContent
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import code_format
from egov.portal.shared.fields import in_order
from egov.portal.shared.fields import Line
from egov.portal.shared.forms import SearchSelectFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class IFormTemplate(model.Schema):
    """Fields of a form template. Papers of procedures name it by its code.

    `procedures` are the codes of those it belongs to whatever their papers say: an import may
    replace the papers, and the form stays on offer.
    """

    code = Line(
        title=_("Code"),
        description=_("Papers of procedures name the form by it, for example TP-HT-01"),
        required=True,
        constraint=code_format,
    )
    model.primary("file")
    file = NamedBlobFile(
        title=_("File"),
        description=_("What people download: a file they can fill in, such as DOCX, ODT or PDF"),
    )
    version = Line(
        title=_("Version"), description=_("As printed on the form, for example 04/2020/TT-BTP")
    )
    directives.widget("procedures", SearchSelectFieldWidget)
    procedures = choices(
        _("Procedures"),
        "egov.portal.Procedures",
        _(
            "Procedures on whose pages the form is offered, also when no paper there names it; "
            "type part of a name or code"
        ),
    )

    model.fieldset(
        "validity",
        label=_("Validity"),
        description=_("From when until when the form may be used. Empty dates set no limit."),
        fields=["valid_from", "valid_until"],
    )
    valid_from = schema.Date(title=_("Valid from"), required=False)
    valid_until = schema.Date(title=_("Valid until"), required=False)

    @invariant
    def code_is_free(data):
        check_code(data, "FormTemplate")

    @invariant
    def ends_after_it_starts(data):
        in_order(
            data, "valid_from", "valid_until", _("It cannot end before it starts to be valid.")
        )


@implementer(IFormTemplate, IPortalContent)
class FormTemplate(Item):
    """A form to download."""
