"""Adding fields to a form through the web: names come from Vietnamese titles.

The page's script replaces each letter it does not know by "_", so that "Ảnh căn cước" becomes
"_nh_c_n_c__c", which the form then refuses.
"""

from Acquisition import aq_parent
from collective.easyform.browser.fields import EasyFormFieldsListingPage
from collective.easyform.browser.fields import FieldsSchemaListing
from egov.portal import _
from egov.portal.intake.field_choices import warn_of_conditions
from egov.portal.intake.form_content import may_edit_models
from egov.portal.shared.text import fold
from plone.schemaeditor.browser.schema.add_field import FieldAddForm
from plone.schemaeditor.browser.schema.add_field import FieldAddFormPage
from plone.schemaeditor.browser.schema.add_fieldset import FieldsetAddForm
from plone.schemaeditor.browser.schema.add_fieldset import FieldsetAddFormPage
import re
from zope.i18n import translate


NAME = "form.widgets.__name__"
# What the script writes for the letters it knows; the others become "_".
KNOWN = (
    (r"[àáâãäå]", "a"),
    (r"[æ]", "ae"),
    (r"[ç]", "c"),
    (r"[èéêë]", "e"),
    (r"[ìíîï]", "i"),
    (r"[ñ]", "n"),
    (r"[òóôõö]", "o"),
    (r"[œ]", "oe"),
    (r"[ùúûü]", "u"),
    (r"[ýÿ]", "y"),
    (r"[ðþ]", "th"),
    (r"[ß]", "ss"),
    (r"[\s\\]+", "_"),
    (r"[^a-z0-9_]", "_"),
)


def guessed_by_script(title):
    """The name that the page's script gives a field with that title."""
    name = title.lower()
    for letters, replacement in KNOWN:
        name = re.sub(letters, replacement, name)
    return name


def name_from(title):
    """The title without marks: `Ảnh căn cước (mặt trước)` is `anh_can_cuoc_mat_truoc`."""
    name = re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_")
    return name if name[:1].isalpha() else f"field_{name}".rstrip("_")


class NamedByTitle:
    """A form whose name is made from its title unless somebody wrote another."""

    title_name = "form.widgets.title"

    def update(self):
        sent = self.request.form
        title, name = sent.get(self.title_name), sent.get(NAME)
        if isinstance(title, str) and title.strip():
            if not name or name in (guessed_by_script(title), guessed_by_script(title.strip())):
                sent[NAME] = name_from(title)
        super().update()


class NamedField(NamedByTitle, FieldAddForm):
    """Add a field."""


class NamedFieldset(NamedByTitle, FieldsetAddForm):
    """Add a group of fields."""

    title_name = "form.widgets.label"


class FieldPage(FieldAddFormPage):
    form = NamedField


class FieldsetPage(FieldsetAddFormPage):
    form = NamedFieldset


class FieldsListing(FieldsSchemaListing):
    """The fields; the button to their XML only for who may use it."""

    # Fields of no group are a step, too, and come first.
    default_fieldset_label = _("First step")

    def update(self):
        super().update()
        if self.request.method == "GET":
            warn_of_conditions(self.context)

    def updateActions(self):
        if not may_edit_models(aq_parent(self.context)):
            self.buttons = self.buttons.omit("modeleditor")
        super().updateActions()


class FieldsListingPage(EasyFormFieldsListingPage):
    """The page of them; Plone calls it by its address, `fields`."""

    form = FieldsListing
    label = _("Fields of the form")

    def __init__(self, context, request):
        super().__init__(context, request)
        # What stands in the breadcrumbs; it lives as long as the request.
        title = translate(self.label, context=request)
        context.Title = lambda: title
