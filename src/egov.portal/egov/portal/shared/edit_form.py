"""The forms of content: all invariants are asked, and saving without a change changes nothing.

Plone's edit form takes every rich text and the empty note of change for changed, and so makes a new
date of modification and a new version at each click on "Save".
"""

from egov.portal.shared.whole_form import WholeForm
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.interfaces import IRichTextValue
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import wrap_form
from z3c.form.interfaces import IDataManager
from z3c.form.interfaces import NOT_CHANGED
from zope.component import getMultiAdapter
from zope.interface import classImplements


NOTE = "IVersionable.changeNote"


def written(text):
    """What somebody wrote in a rich text, and its type; line ends do not matter."""
    if not IRichTextValue.providedBy(text) or not text.raw:
        return None
    return text.raw.replace("\r\n", "\n"), text.mimeType


class AddForm(WholeForm, DefaultAddForm):
    """Plone's form for new content of any type."""


class AddView(DefaultAddView):
    """The page of it."""

    form = AddForm


class EditForm(WholeForm, DefaultEditForm):
    """Plone's form of the portal's own types, less what is the same as before."""

    def applyChanges(self, data):
        for form in (self, *self.groups):
            for name, field in form.fields.items():
                if name in data and self.is_same(name, field.field, data[name]):
                    data[name] = NOT_CHANGED
        return super().applyChanges(data)

    def is_same(self, name, field, value):
        if name == NOTE:
            return not value
        if not IRichText.providedBy(field) or value is NOT_CHANGED:
            return False
        stored = getMultiAdapter((self.getContent(), field), IDataManager).query()
        return written(stored) == written(value)


EditView = wrap_form(EditForm)
classImplements(EditView, IDexterityEditForm)
