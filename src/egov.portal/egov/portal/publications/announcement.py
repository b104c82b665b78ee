"""Announcement (thông báo): notices, directives, reception schedules, tenders, recruitment."""

from egov.portal import _
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import in_order
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
    number = schema.TextLine(title=_("Number"), required=False, default="")
    agencies = choices(_("Agencies concerned"), "egov.portal.Agencies")
    related_procedures = choices(_("Related procedures"), "egov.portal.Procedures")

    model.fieldset(
        "validity",
        label=_("Validity"),
        fields=["valid_from", "valid_until", "urgent_banner"],
    )
    valid_from = schema.Date(title=_("Valid from"), required=False)
    valid_until = schema.Date(title=_("Valid until"), required=False)
    urgent_banner = schema.Bool(title=_("Urgent banner"), required=False, default=False)

    @invariant
    def ends_after_it_starts(data):
        in_order(
            data, "valid_from", "valid_until", _("It cannot end before it starts to be valid.")
        )


@implementer(IAnnouncement)
class Announcement(Container):
    """An announcement; holds its attachments."""
