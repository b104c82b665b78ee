"""Agency (cơ quan): who answers for procedures and services."""

from collective.z3cform.datagridfield.datagridfield import DataGridFieldFactory
from egov.portal import _
from egov.portal.catalogue import rows
from egov.portal.interfaces import IAgencyBound
from egov.portal.shared.fields import email_address
from egov.portal.shared.fields import phone_number
from egov.portal.shared.fields import table
from egov.portal.shared.fields import web_address
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from plone.uuid.interfaces import IUUID
from zope import schema
from zope.interface import implementer


class IAgency(model.Schema):
    """Fields of an agency. Title and description come from `plone.basic`."""

    short_name = schema.TextLine(
        title=_("Short name"),
        description=_("Shown where there is little room, for example Sở Tư pháp"),
        required=False,
        default="",
    )
    code = schema.TextLine(
        title=_("Identification code"),
        description=_("The agency's electronic identification code, for example H15.50"),
        required=False,
        default="",
    )
    level = schema.Choice(
        title=_("Level"),
        vocabulary="egov.portal.AgencyLevels",
        required=False,
    )
    parent = schema.Choice(
        title=_("Parent agency"),
        vocabulary="egov.portal.Agencies",
        required=False,
    )

    model.fieldset(
        "contact",
        label=_("Contact and hours"),
        fields=["address", "phone", "email", "website", "working_hours", "latitude", "longitude"],
    )
    address = schema.Text(title=_("Address"), required=False, default="")
    phone = schema.TextLine(
        title=_("Telephone"), required=False, default="", constraint=phone_number
    )
    email = schema.TextLine(title=_("E-mail"), required=False, default="", constraint=email_address)
    website = schema.TextLine(
        title=_("Website"), required=False, default="", constraint=web_address
    )
    directives.widget("working_hours", DataGridFieldFactory)
    working_hours = table(_("Working hours"), rows.IWorkingHoursRow)
    latitude = schema.Float(title=_("Latitude"), required=False, min=-90.0, max=90.0)
    longitude = schema.Float(title=_("Longitude"), required=False, min=-180.0, max=180.0)

    model.fieldset("leaders", label=_("Leaders"), fields=["leaders"])
    directives.widget("leaders", DataGridFieldFactory)
    leaders = table(_("Leaders"), rows.ILeaderRow)

    model.fieldset("national", label=_("National database"), fields=["national_id"])
    national_id = schema.TextLine(title=_("National id"), required=False, default="")


@implementer(IAgency, IAgencyBound)
class Agency(Item):
    """An agency; bound to itself, so that its own editors may change it."""

    @property
    def agency(self):
        return IUUID(self, None)
