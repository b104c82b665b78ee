"""Service (dịch vụ công trực tuyến): where and how procedures are submitted online."""

from egov.portal import _
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import email_address
from egov.portal.shared.fields import phone_number
from egov.portal.shared.fields import web_address
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IService(model.Schema):
    """Fields of a service. The agency that receives is `agency` (behavior `agency_bound`)."""

    procedures = choices(_("Procedures"), "egov.portal.Procedures")
    audience = choices(_("Audience"), "egov.portal.Audiences")
    online_level = schema.Choice(
        title=_("Online level"),
        vocabulary="egov.portal.OnlineLevels",
        default="information",
    )
    partial_reason = schema.Text(
        title=_("Why not wholly online"),
        required=False,
        default="",
    )
    submission_place = schema.Choice(
        title=_("Where it is submitted"),
        vocabulary="egov.portal.SubmissionPlaces",
        default="in_person",
    )
    national_url = schema.TextLine(
        title=_("Address at the national portal"),
        required=False,
        default="",
        constraint=web_address,
    )

    model.fieldset(
        "contact",
        label=_("Contact"),
        fields=["contact_name", "contact_phone", "contact_email"],
    )
    contact_name = schema.TextLine(title=_("Contact"), required=False, default="")
    contact_phone = schema.TextLine(
        title=_("Telephone"), required=False, default="", constraint=phone_number
    )
    contact_email = schema.TextLine(
        title=_("E-mail"), required=False, default="", constraint=email_address
    )


@implementer(IService)
class Service(Container):
    """An online service; holds its form."""


def form_of(service):
    """The service's form (an EasyForm), or None. The first one, should there be several."""
    for form in service.objectValues():
        if getattr(form, "portal_type", None) == "EasyForm":
            return form
    return None
