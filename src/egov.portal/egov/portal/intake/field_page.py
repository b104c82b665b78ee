"""One field of a form on its page: label, box, help, what is wrong, and when it applies.

In place of easyform's own: what editors write is text, not HTML, and conditions are for our own
script, which anonymous visitors get too. Without a script every field is shown, with a hint when
it applies.
"""

from egov.portal import _
from egov.portal.intake.condition_words import in_words
from egov.portal.intake.conditions import as_client_knows_it
from egov.portal.intake.forms import words_lang
from egov.portal.shared.static_files import stamp
import json
from plone import api
from plone.namedfile.interfaces import INamedField
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.interfaces import ICheckBoxWidget
from z3c.form.interfaces import IRadioWidget
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.schema.interfaces import ICollection


SCRIPTED = "egov.portal.intake.scripted"


class FieldPage(BrowserView):
    """The widget is the context. Of forms that know no conditions nothing else is shown."""

    template = ViewPageTemplateFile("templates/field.pt")
    # Of a field that applies sometimes: its tree, or None.
    tree = None
    label = ""
    required = False

    def __call__(self):
        widget = self.widget = self.context
        form = form_of(widget)
        conditions = getattr(form, "conditions", None)
        name = widget.field.__name__
        self.label = widget.label
        self.required = bool(widget.required)
        if conditions and widget.mode == "input":
            self.tree = conditions.trees.get(name)
        if self.tree is not None:
            self.form, self.conditions = form, conditions
            # A browser lets nobody send what has an empty box of these, shown or not.
            widget.required = False
        return self.template()

    def lang_of(self, text):
        """Language of a text of the form's, where that is not the page's, else None."""
        if isinstance(text, Message):
            return None
        return words_lang(form_of(self.context).context, self.request)

    @property
    def box_lang(self):
        """The same of choices; what a box for a file says is the portal's."""
        file = INamedField.providedBy(self.widget.field)
        return None if file else self.lang_of("")

    @property
    def group_role(self):
        """The role of a field of several boxes, which no single label belongs to; else None."""
        if IRadioWidget.providedBy(self.widget):
            return "radiogroup"
        several = ICheckBoxWidget.providedBy(self.widget)
        return "group" if several and ICollection.providedBy(self.widget.field) else None

    @property
    def help(self):
        widget = self.widget
        if widget.mode != "input":
            return ""
        return getattr(widget, "description", widget.field.description)

    @property
    def described_by(self):
        """ids of what is said about the field: its help and its error."""
        said = {"help": self.help, "error": self.widget.error}
        return " ".join(f"{self.widget.id}-{part}" for part, there in said.items() if there)

    @property
    def box(self):
        """The widget's HTML. The widgets take no further attributes, so what is said about the
        field is written into what they made."""
        made = self.widget.render()
        if self.group_role or "aria-describedby" in made or not self.described_by:
            return made
        id_ = f'id="{self.widget.id}"'
        invalid = ' aria-invalid="true"' if self.widget.error else ""
        return made.replace(id_, f'{id_} aria-describedby="{self.described_by}"{invalid}', 1)

    @property
    def css_class(self):
        return self.widget.field.queryTaggedValue("css_class") or "mb-3"

    def condition(self):
        """The condition as JSON for the script; None for a field that always applies."""
        if self.tree is None:
            return None
        here = {widget.field.__name__ for widget in self.form.all_widgets()}
        elsewhere = {**self.form.answers_elsewhere(), **self.form.server_values()}
        return json.dumps(as_client_knows_it(self.conditions, self.tree, here, elsewhere))

    def hint(self):
        condition = in_words(self.conditions, self.tree, self.request)
        return _("only if ${condition}", mapping={"condition": condition})

    def told(self, message):
        title = translate(self.label, context=self.request)
        return translate(message, context=self.request).replace("{title}", title)

    def shown(self):
        return self.told(_("Now to be filled in: {title}"))

    def hidden(self):
        return self.told(_("No longer to be filled in: {title}"))

    def script(self):
        """Address of the script, once for a page."""
        if self.tree is None or self.request.get(SCRIPTED):
            return None
        self.request.set(SCRIPTED, True)
        hashed = stamp("egov.portal.intake", "static/conditions.js")
        base = api.portal.get().absolute_url()
        return f"{base}/++webresource++{hashed}/++plone++egov.portal.intake/conditions.js"


class LabelPage(FieldPage):
    """A text among the fields."""

    template = ViewPageTemplateFile("templates/label.pt")


def form_of(widget):
    """The form a widget is in; of a group, the form the group is in."""
    form = widget.form
    while getattr(form, "parentForm", None) is not None:
        form = form.parentForm
    return form
