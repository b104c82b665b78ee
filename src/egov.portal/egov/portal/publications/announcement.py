"""Announcement (thông báo): notices, directives, reception schedules, tenders, recruitment."""

from egov.portal import _
from egov.portal.interfaces import IPortalContent
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import in_order
from egov.portal.shared.fields import Line
from egov.portal.shared.forms import SearchSelectFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class IAnnouncement(model.Schema):
    """Fields of an announcement. Its text comes from `plone.richtext`; files are its children."""

    kind = schema.Choice(
        title=_("Kind"),
        vocabulary="egov.portal.AnnouncementKinds",
        default="notice",
    )
    number = Line(
        title=_("Number"), description=_("Number and sign of the paper, for example 12/TB-UBND")
    )

    model.fieldset(
        "validity",
        label=_("Validity"),
        description=_("From when until when it holds. Empty dates set no limit."),
        fields=["valid_from", "valid_until", "urgent_banner"],
    )
    valid_from = schema.Date(title=_("Valid from"), required=False)
    valid_until = schema.Date(title=_("Valid until"), required=False)
    urgent_banner = schema.Bool(
        title=_("Urgent banner"),
        description=_("Show it at the top of every page while it is valid"),
        required=False,
        default=False,
    )

    model.fieldset(
        "relations",
        label=_("Agencies and procedures"),
        description=_("Whom and what it is about, so that it is shown there too."),
        fields=["agencies", "related_procedures"],
    )
    directives.widget("agencies", SearchSelectFieldWidget)
    agencies = choices(
        _("Agencies concerned"),
        "egov.portal.Agencies",
        _("Type part of the name to find an agency"),
    )
    directives.widget("related_procedures", SearchSelectFieldWidget)
    related_procedures = choices(
        _("Related procedures"),
        "egov.portal.Procedures",
        _("Type part of the name or code to find a procedure"),
    )

    @invariant
    def ends_after_it_starts(data):
        in_order(
            data, "valid_from", "valid_until", _("It cannot end before it starts to be valid.")
        )


@implementer(IAnnouncement, IPortalContent)
class Announcement(Container):
    """An announcement; holds its attachments."""
