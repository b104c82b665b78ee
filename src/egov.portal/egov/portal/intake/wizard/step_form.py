"""The form library's form of one step, or of all of them, filled from a draft."""

from collective.easyform.browser.view import EasyFormForm
from egov.portal.intake.condition_language import names
from egov.portal.intake.drafts.store import DraftFile
from egov.portal.intake.form_view import ServiceForm
from egov.portal.intake.form_view import text_of
from egov.portal.intake.payload import PREFIX
from egov.portal.intake.steps import belongs
from egov.portal.intake.uploads import safe_name
from egov.portal.intake.uploads import type_of
from plone.app.textfield.interfaces import IRichText
from plone.namedfile.interfaces import INamed
from plone.namedfile.interfaces import INamedField
from plone.z3cform.z2 import switch_on
from z3c.form.button import Buttons
from z3c.form.button import Handlers
from z3c.form.interfaces import ICheckBoxWidget
from z3c.form.interfaces import IDataConverter
from z3c.form.interfaces import IFormLayer
from z3c.form.interfaces import IRadioWidget
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText


class DraftForm(ServiceForm):
    """All fields of a form, with the answers of a draft. It sends nothing by itself.

    `draft`: a Draft, or None while there is none; `kept`: {field name: file kept already}.
    """

    buttons = Buttons()
    handlers = Handlers()
    # What fills the request is the draft, not the address.
    allow_prefill_from_GET_request = True
    draft = None

    def __init__(self, context, request, draft=None):
        super().__init__(context, request)
        self.draft = draft
        self.kept = dict(draft.files) if draft is not None else {}
        switch_on(self, request_layer=IFormLayer)

    def update(self):
        super(EasyFormForm, self).update()
        self.markWidgets()

    def fill(self):
        """Show the draft's answers, as if they had just been sent, and nothing else."""
        request = self.request
        # Whoever comes from another site, from mail for instance, is not filled in otherwise.
        request.environ.pop("HTTP_REFERER", None)
        request.form.clear()
        self.ignoreRequest = True
        self.update()
        if self.draft is None:
            return
        numbers = {}
        for key, value in self.draft.answers.items():
            # A field that had several answers may take one text since.
            several = isinstance(value, list) and takes_several(self.schema.get(key))
            text = ", ".join(value) if isinstance(value, list) else value
            request.form[PREFIX + key] = list(value) if several else text
            if isinstance(value, (int, float)):
                numbers[PREFIX + key] = value
        for widget in self.all_widgets():
            if widget.name in numbers:
                value = IDataConverter(widget).toWidgetValue(numbers.pop(widget.name))
                request.form[widget.name] = value
        for name in numbers:  # of fields that are no numbers any more
            request.form[name] = str(numbers[name])
        self.ignoreRequest = False
        self.updateWidgets()
        for group in self.groups:
            group.ignoreRequest = False
            group.updateWidgets()
        self.markWidgets()


class StepForm(DraftForm):
    """The fields of one step."""

    def __init__(self, context, request, step, draft=None):
        super().__init__(context, request, draft)
        self.step = step
        others = [file for name, file in self.kept.items() if name not in step.fields]
        self.sizes_elsewhere = [file.getSize() for file in others]

    def updateFields(self):
        super().updateFields()
        left_out = self.left_out()
        for fields in [self.fields, *(group.fields for group in self.groups)]:
            wanted = [name for name in self.step.fields if name in fields]
            if wanted:
                self.fields = fields.select(*(name for name in wanted if name not in left_out))
        self.groups = ()

    def depends_on(self, name):
        """Names of the fields that a field's condition asks for."""
        tree = self.conditions.trees.get(name)
        return [] if tree is None else names(tree)

    def left_out(self):
        """Names of this step's fields that do not apply to what was answered in other steps."""
        if not self.conditions:
            return frozenset()
        here = set(self.step.fields)
        hidden = self.conditions.hidden({**self.answers_elsewhere(), **self.server_values()})
        return {name for name in hidden & here if here.isdisjoint(self.depends_on(name))}

    def answers_elsewhere(self):
        if self.draft is None:
            return {}
        asked = self.conditions.asked().difference(self.step.fields)
        return {name: value for name, value in self.draft.given.items() if name in asked}

    def posted(self, data, errors):
        """What was sent of this step, as (answers, files, refused) of a Draft.

        Wrong answers are kept too, to be put right; wrong files are not, but what is wrong is.

        :param data, errors: what `extractData` said
        """
        wrong = {error.widget: text_of(error) for error in errors}
        answers, files, refused = {}, {}, {}
        for name, value in self.request.form.items():
            key = name[len(PREFIX) :] if name.startswith(PREFIX) else ""
            if belongs(key, self.step.fields) and (isinstance(value, str) or is_texts(value)):
                answers[key] = value if isinstance(value, str) else list(value)
        for widget in self.all_widgets():
            name = widget.field.__name__
            value = data.get(name)
            if name in self.not_asked:
                answers = {key: value for key, value in answers.items() if not belongs(key, [name])}
            elif INamedField.providedBy(widget.field):
                if not widget.is_sent:
                    continue
                if widget in wrong:
                    refused[name] = wrong[widget]
                elif INamed.providedBy(value):
                    filename = safe_name(value.filename)
                    files[name] = DraftFile(value.data, type_of(value.data, filename), filename)
            elif name in answers and is_number(widget.field, value):
                # As a number, whatever way the reader's language writes it.
                answers[name] = value
        return answers, files, refused

    def forget_files(self):
        """What is kept already is not forgotten."""
        for widget in self.all_widgets():
            if INamedField.providedBy(widget.field) and widget.is_sent:
                widget.value = self.kept.get(widget.field.__name__)
                self.pick_again = True

    def check(self):
        """What is wrong in this step, [{id, label, message}]; shown at the fields as well."""
        _data, errors = self.extractData()
        found = {error.widget: error for error in errors}
        for widget in self.all_widgets():
            message = self.draft.refused.get(widget.field.__name__)
            if message is not None:
                found[widget] = self.error(widget, message)
        order = {widget: number for number, widget in enumerate(self.all_widgets())}
        return [
            {
                "id": id_of(widget),
                "label": widget.label if widget is not None else "",
                "message": text_of(error),
            }
            for widget, error in sorted(
                found.items(), key=lambda pair: order.get(pair[0], len(order))
            )
        ]


def id_of(widget):
    """The id of what is to be filled in: of the first choice of several."""
    if widget is None:
        return "step-form"
    items = getattr(widget, "items", None)
    if IRadioWidget.providedBy(widget) or ICheckBoxWidget.providedBy(widget):
        items = list(items() if callable(items) else items or ())
        return items[0]["id"] if items else widget.id
    return widget.id


def takes_several(field):
    """Whether a list of texts is an answer to a field, as its widget sends it."""
    return not IText.providedBy(field) and not IRichText.providedBy(field)


def is_texts(value):
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def is_number(field, value):
    wanted = IInt.providedBy(field) or IFloat.providedBy(field)
    return wanted and isinstance(value, (int, float)) and not isinstance(value, bool)
