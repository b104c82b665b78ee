"""Service (dịch vụ công trực tuyến): where and how procedures are submitted online."""

from egov.portal import _
from egov.portal.interfaces import IPortalContent
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import email_address
from egov.portal.shared.fields import FieldInvalid
from egov.portal.shared.fields import Line
from egov.portal.shared.fields import Paragraphs
from egov.portal.shared.fields import phone_number
from egov.portal.shared.fields import web_address
from egov.portal.shared.forms import SearchSelectFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class IService(model.Schema):
    """Fields of a service. The agency that receives is `agency` (behavior `agency_bound`)."""

    directives.widget("procedures", SearchSelectFieldWidget)
    procedures = choices(
        _("Procedures"),
        "egov.portal.Procedures",
        _("What can be submitted with this service; type part of the name or code to find it"),
    )
    directives.widget("audience", CheckBoxFieldWidget)
    audience = choices(_("Audience"), "egov.portal.Audiences", _("Who may use it"))

    model.fieldset(
        "submission",
        label=_("Submitting"),
        description=_(
            "Where applications go. A service submitted here needs a form: save, then add it."
        ),
        fields=[
            "online_level",
            "partial_reason",
            "submission_place",
            "national_url",
            "save_drafts",
            "draft_days",
        ],
    )
    online_level = schema.Choice(
        title=_("Online level"),
        description=_(
            "Fully online: nobody has to come. Partially online: something is done in person."
        ),
        vocabulary="egov.portal.OnlineLevels",
        default="information",
    )
    partial_reason = Paragraphs(
        title=_("Why not wholly online"),
        description=_("Published with the service; required when it is partly online"),
    )
    submission_place = schema.Choice(
        title=_("Where it is submitted"),
        vocabulary="egov.portal.SubmissionPlaces",
        default="in_person",
    )
    national_url = Line(
        title=_("Address at the national portal"),
        description=_("The page of the service itself; required when it is submitted there"),
        constraint=web_address,
    )
    save_drafts = schema.Bool(
        title=_("Unfinished applications can be saved"),
        description=_(
            "For a form with steps: its applicant may leave it and go on later by a private link. "
            "Without this, an unfinished application goes after one day at most, and only the "
            "browser it was begun in shows it."
        ),
        default=True,
        required=False,
    )
    draft_days = schema.Int(
        title=_("Days a saved application is kept"),
        description=_(
            "Since its last change, before it is deleted with its files. Empty: as many as the "
            "portal's settings say."
        ),
        min=1,
        max=60,
        required=False,
    )

    model.fieldset(
        "contact",
        label=_("Contact"),
        description=_("Who helps when somebody cannot go on."),
        fields=["contact_name", "contact_phone", "contact_email"],
    )
    contact_name = Line(title=_("Contact"), description=_("A person or an office"))
    contact_phone = Line(title=_("Telephone"), constraint=phone_number)
    contact_email = Line(title=_("E-mail"), constraint=email_address)

    @invariant
    def partly_online_gives_its_reason(data):
        if data.online_level == "partial" and not data.partial_reason:
            raise FieldInvalid(
                "partial_reason", _("Say why it is not wholly online: this must be published.")
            )

    @invariant
    def national_portal_has_its_address(data):
        if data.submission_place == "national" and not data.national_url:
            raise FieldInvalid(
                "national_url", _("Give the address of the service at the national portal.")
            )


@implementer(IService, IPortalContent)
class Service(Container):
    """An online service; holds its form."""


def form_of(service):
    """The service's form (an EasyForm), or None. The first one, should there be several."""
    for form in service.objectValues():
        if getattr(form, "portal_type", None) == "EasyForm":
            return form
    return None
