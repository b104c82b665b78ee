"""Behaviors that content of several types shares."""

from egov.portal import _
from egov.portal.catalogue.keeping import only_agency
from egov.portal.catalogue.keeping import refuse_others
from egov.portal.interfaces import IAgencyBound
from plone.app.textfield import RichText
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import invariant
from zope.interface import provider


@provider(IFormFieldProvider)
class IAgencyBoundFields(IAgencyBound, model.Schema):
    """The agency that keeps the content; its people may edit it."""

    agency = schema.Choice(
        title=_("Responsible agency"),
        description=_(
            "The agency that keeps this up to date. Its editors may change it, others may not."
        ),
        vocabulary="egov.portal.KeepingAgencies",
        required=False,
        defaultFactory=only_agency,
    )

    @invariant
    def own_agency(data):
        refuse_others(getattr(data, "agency", None))


@provider(IFormFieldProvider)
class IEnglish(model.Schema):
    """The same in English, for foreigners."""

    model.fieldset(
        "english",
        label=_("In English"),
        description=_("Shown to readers of the English pages; empty shows the Vietnamese."),
        fields=["title_en", "description_en", "text_en"],
    )
    title_en = schema.TextLine(title=_("Title in English"), required=False, default="")
    description_en = schema.Text(title=_("Summary in English"), required=False, default="")
    text_en = RichText(title=_("Text in English"), required=False)
