"""The forms of content: all invariants are asked, saving without a change changes nothing, and what
somebody else has saved meanwhile is not overwritten unawares.

Plone's edit form takes every rich text and the empty note of change for changed, and so makes a new
date of modification and a new version at each click on "Save". Its locks are for those who come
later, end after some minutes, and do not look when something is saved.
"""

from egov.portal import _
from egov.portal.shared.clock import timezone
from egov.portal.shared.whole_form import WholeForm
from html import escape
from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.interfaces import IRichTextValue
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import wrap_form
from z3c.form.field import Fields
from z3c.form.interfaces import HIDDEN_MODE
from z3c.form.interfaces import IDataManager
from z3c.form.interfaces import IErrorViewSnippet
from z3c.form.interfaces import NOT_CHANGED
from zope import schema
from zope.component import getMultiAdapter
from zope.interface import classImplements
from zope.interface import Interface
from zope.interface import Invalid


NOTE = "IVersionable.changeNote"
OPENED = "opened"


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


class IOpened(Interface):
    """What the form says of itself."""

    opened = schema.TextLine(title=_("State when it was opened"), required=False)


class EditForm(WholeForm, DefaultEditForm):
    """Plone's form of the portal's own types, less what is the same as before."""

    def updateFields(self):
        super().updateFields()
        self.fields += Fields(IOpened, mode=HIDDEN_MODE, ignoreContext=True)

    def updateWidgets(self):
        super().updateWidgets()
        if not self.widgets[OPENED].value:
            self.widgets[OPENED].value = self.now_stored()

    def now_stored(self):
        """What tells the state of the content from all others."""
        return repr(float(self.getContent().modified()))

    def extractData(self, setErrors=True):
        data, errors = super().extractData(setErrors=setErrors)
        opened = data.pop(OPENED, None)
        if opened and opened != self.now_stored():
            self.formErrorsMessage = self.who_was_faster()
            errors = (*errors, self.snippet(Invalid(self.formErrorsMessage)))
            # Whoever has read that may save.
            self.widgets[OPENED].value = self.now_stored()
        return data, errors

    def snippet(self, invalid):
        about = (invalid, self.request, None, None, self, self.getContent())
        found = getMultiAdapter(about, IErrorViewSnippet)
        found.update()
        return found

    def who_was_faster(self):
        """Shown as HTML: the name is escaped, and the history a link."""
        content = self.getContent()
        changed = content.modified().asdatetime().astimezone(timezone())
        history = escape(api.portal.translate(_("history (in a new window)")))
        address = escape(f"{content.absolute_url()}/@@historyview")
        return _(
            "Nothing is saved yet: ${name} changed this item at ${moment}, after you had opened "
            "it. What you wrote still stands here. See in the ${history} what was changed; "
            "saving again puts what stands here in its place.",
            mapping={
                "name": escape(self.last_editor()),
                "moment": f"{changed:%H:%M %d/%m/%Y}",
                "history": f'<a href="{address}" target="_blank" rel="noopener">{history}</a>',
            },
        )

    def last_editor(self):
        """The name of who saved the newest version, as far as there are versions."""
        history = api.portal.get_tool("portal_repository").getHistoryMetadata(self.getContent())
        if not history:
            return api.portal.translate(_("somebody else"))
        newest = history.retrieve(history.getLength(countPurged=False) - 1, countPurged=False)
        name = newest["metadata"]["sys_metadata"]["principal"]
        user = api.user.get(username=name)
        return (user.getProperty("fullname") if user is not None else "") or name

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
