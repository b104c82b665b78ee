"""Agency (cơ quan): who answers for procedures and services."""

from egov.portal import _
from egov.portal.catalogue import rows
from egov.portal.interfaces import IAgencyBound
from egov.portal.interfaces import IPortalContent
from egov.portal.shared.fields import code_format
from egov.portal.shared.fields import Coordinate
from egov.portal.shared.fields import email_address
from egov.portal.shared.fields import FieldInvalid
from egov.portal.shared.fields import Line
from egov.portal.shared.fields import Paragraphs
from egov.portal.shared.fields import phone_number
from egov.portal.shared.fields import table
from egov.portal.shared.fields import web_address
from egov.portal.shared.forms import SearchSelectFieldWidget
from egov.portal.shared.tables import TableFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from plone.uuid.interfaces import IUUID
import re
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class IAgency(model.Schema):
    """Fields of an agency. Title and description come from `plone.basic`."""

    short_name = Line(
        title=_("Short name"),
        description=_("Shown where there is little room, for example Sở Tư pháp"),
    )
    code = Line(
        title=_("Identification code"),
        description=_("The agency's electronic identification code, for example H15.50"),
        constraint=code_format,
    )
    level = schema.Choice(
        title=_("Level"),
        description=_(
            "A group stands for many agencies at once, for example all communes of the province"
        ),
        vocabulary="egov.portal.AgencyLevels",
        required=False,
    )
    directives.widget("parent", SearchSelectFieldWidget)
    parent = schema.Choice(
        title=_("Parent agency"),
        description=_("The agency it belongs to; type part of the name to find it"),
        vocabulary="egov.portal.Agencies",
        required=False,
    )

    model.fieldset(
        "contact",
        label=_("Contact and hours"),
        description=_("Where people go or write to, and when somebody is there."),
        fields=["address", "phone", "email", "website", "working_hours", "latitude", "longitude"],
    )
    address = Paragraphs(title=_("Address"))
    phone = Line(title=_("Telephone"), constraint=phone_number)
    email = Line(title=_("E-mail"), constraint=email_address)
    website = Line(
        title=_("Website"),
        description=_("The whole address, beginning with https://"),
        constraint=web_address,
    )
    directives.widget("working_hours", TableFieldWidget)
    working_hours = table(
        _("Working hours"),
        rows.IWorkingHoursRow,
        _("One row for the morning and one for the afternoon of each day"),
    )
    latitude = Coordinate(
        title=_("Latitude"),
        description=_("Degrees north as maps show them, for example 21.0285"),
        required=False,
        min=-90.0,
        max=90.0,
    )
    longitude = Coordinate(
        title=_("Longitude"),
        description=_("Degrees east as maps show them, for example 105.8542"),
        required=False,
        min=-180.0,
        max=180.0,
    )

    model.fieldset(
        "leaders",
        label=_("Leaders"),
        description=_("In the order in which they are to be shown."),
        fields=["leaders"],
    )
    directives.widget("leaders", TableFieldWidget)
    leaders = table(_("Leaders"), rows.ILeaderRow)

    model.fieldset(
        "national",
        label=_("National database"),
        description=_("Filled in by the import; leave it as it is."),
        fields=["national_id"],
    )
    national_id = Line(title=_("National id"))

    @invariant
    def working_hours_are_times(data):
        for number, row in enumerate(data.working_hours or (), 1):
            opens, closes = row.get("opens") or "", row.get("closes") or ""
            if not (CLOCK.fullmatch(opens) and CLOCK.fullmatch(closes)):
                raise FieldInvalid(
                    "working_hours",
                    _(
                        "Row ${number}: write times as hours and minutes, for example 07:30",
                        mapping={"number": number},
                    ),
                )
            if not opens < closes:
                raise FieldInvalid(
                    "working_hours",
                    _(
                        "Row ${number}: it must open before it closes",
                        mapping={"number": number},
                    ),
                )


@implementer(IAgency, IAgencyBound, IPortalContent)
class Agency(Item):
    """An agency; bound to itself, so that its own editors may change it."""

    @property
    def agency(self):
        return IUUID(self, None)
