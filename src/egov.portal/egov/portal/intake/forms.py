"""Forms of services: made with the right action and settings, and whether they are open."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.easyform.config import FIELDS_DEFAULT
from egov.portal import _
from egov.portal.catalogue.service import form_of
from egov.portal.intake.models import actions_of
from egov.portal.shared.language import language_of
import pkgutil
from plone.dexterity.utils import createContentInContainer
from Products.CMFCore.utils import getToolByName
from zope.schema import getFieldsInOrder


NO_FORM = _("No applications are taken here.")
ACTIONS_MODEL = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema">
  <schema>
    <field name="submit_application" type="egov.portal.intake.action.SubmitApplication">
      <title>Nộp hồ sơ</title>
    </field>
  </schema>
</model>
"""
FIELDS_MODEL = pkgutil.get_data(__name__, "default_fields.xml").decode("utf-8")
DEFAULTS = {
    "submitLabel": "Nộp hồ sơ",
    "useCancelButton": False,
    "thankstitle": "Đã tiếp nhận hồ sơ",
    "thanksdescription": "",
    "form_tabbing": False,
    "autofocus": False,
    "unload_protection": True,
    "CSRFProtection": True,
    "method": "post",
    "exclude_from_nav": True,
}


def service_of(form):
    """The service a form stands in, or None."""
    parent = aq_parent(aq_inner(form))
    return parent if getattr(parent, "portal_type", None) == "Service" else None


def takes_applications(form):
    """Whether sending this form makes a dossier: it stands in a service and has our action."""
    if service_of(form) is None:
        return False
    return submit_action(form) is not None


def submit_action(form):
    """The form's own action, or None."""
    for _name, action in getFieldsInOrder(actions_of(form)):
        if type(action).__name__ == "SubmitApplication" and action.required:
            return action
    return None


def words_lang(form, request):
    """Language of a form's own words where that is not the page's, else None."""
    own = form.Language() or "vi"
    return own if own != language_of(request) else None


def is_open(form):
    """Whether applications are taken by this form at present, from whoever may see it."""
    service = service_of(form)
    return service is not None and _is_open(service) and form_of(service).getId() == form.getId()


def _is_open(service):
    return (
        service.submission_place == "here"
        and _state(service) == "published"
        and not service.expires().isPast()
    )


def _state(content):
    return getToolByName(content, "portal_workflow").getInfoFor(content, "review_state", "")


def open_form(service):
    """The form by which this service takes applications now, or None."""
    form = form_of(service)
    if form is None or not _is_open(service) or submit_action(form) is None:
        return None
    return form


def new_form(service, fields_model=FIELDS_MODEL, title="Nộp hồ sơ trực tuyến", id=None):
    """Add a form to a service: our action, no captcha, our own page of receipt.

    `fields_model` is supermodel XML as easyform stores it. Asks for no permission.
    """
    return createContentInContainer(
        service,
        "EasyForm",
        checkConstraints=False,
        id=id or "to-khai",
        title=title,
        fields_model=fields_model,
        actions_model=ACTIONS_MODEL,
        **DEFAULTS,
    )


def when_added(form, event):
    """A form added to a service hands its data to the dossiers, and to nobody by mail."""
    if event.object is not form or service_of(form) is None or submit_action(form) is not None:
        return
    form.actions_model = ACTIONS_MODEL
    if form.fields_model.strip() == FIELDS_DEFAULT.strip():
        form.fields_model = FIELDS_MODEL
    for name, value in DEFAULTS.items():
        setattr(form, name, value)
