"""Behaviors that content of several types shares."""

from egov.portal import _
from egov.portal.catalogue.keeping import only_agency
from egov.portal.catalogue.keeping import refuse_others
from egov.portal.interfaces import IAgencyBound
from egov.portal.shared.fields import Line
from egov.portal.shared.fields import Paragraphs
from egov.portal.shared.forms import SearchSelectFieldWidget
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import invariant
from zope.interface import provider


@provider(IFormFieldProvider)
class IAgencyBoundFields(IAgencyBound, model.Schema):
    """The agency that keeps the content; its people may edit it."""

    directives.widget("agency", SearchSelectFieldWidget)
    agency = schema.Choice(
        title=_("Responsible agency"),
        description=_(
            "The agency that keeps this up to date: its editors may change it. "
            "Type part of the name to find it."
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
        description=_("Shown to readers of the English pages; what is empty shows in Vietnamese."),
        fields=["title_en", "description_en", "text_en"],
    )
    title_en = Line(title=_("Title in English"))
    description_en = Paragraphs(title=_("Summary in English"))
    text_en = RichText(
        title=_("Text in English"),
        description=_("What a foreigner needs to know; not a translation of everything"),
        allowed_mime_types=("text/html",),
        required=False,
    )
