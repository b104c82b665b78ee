"""Bodies of plain forms, checked by what is known of the form.

To make the form with its widgets for each body takes far longer than to check the answers. Once
it was made, and nothing of it is out of the ordinary, its plan is kept with its schema: fields,
their own checks and named validators, choices, conditions. Only what is right goes by the plan.
Whatever is wrong or strange is left to the form, which alone says what is wrong: a plan gives the
data that the form would give, or none.
"""

from collective.easyform.browser.view import ValidateFile
from collective.easyform.interfaces import IFieldExtender
from collective.easyform.interfaces import IFieldValidator
from collective.easyform.interfaces import ILabel
from collective.easyform.validators import FileSizeValidator
from egov.portal.intake import kinds
from egov.portal.intake.conditions import Conditions
from egov.portal.intake.field_rules import Check
from egov.portal.intake.field_rules import CheckInGroup
from egov.portal.intake.field_rules import says_nothing
from egov.portal.intake.file_widget import SubmittedFileWidget
from egov.portal.intake.received_file import received
from egov.portal.intake.received_file import ReceivedFileConverter
from egov.portal.intake.rest import plain_fields
from egov.portal.intake.uploads import problem
from egov.portal.intake.uploads import total_problem
from egov.portal.shared.whole_form import LaterInvariants
from plone import api
from plone.autoform.interfaces import MODES_KEY
from plone.autoform.interfaces import OMITTED_KEY
from plone.autoform.interfaces import WRITE_PERMISSIONS_KEY
from plone.namedfile.field import NamedBlobFile
from plone.namedfile.file import NamedBlobFile as StoredValue
from z3c.form.events import DataExtractedEvent
from z3c.form.interfaces import IDataConverter
from z3c.form.interfaces import IManagerValidator
from z3c.form.interfaces import INPUT_MODE
from z3c.form.interfaces import IValidator
from z3c.form.validator import InvariantsValidator
from z3c.form.validator import SimpleFieldValidator
from zope.component import getMultiAdapter
from zope.component import getSiteManager
from zope.component import queryUtility
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface import providedBy
from zope.schema import getFieldNames


PLAN = "egov.portal.intake.rest.plan"
NEVER = "never"
# What makes a form another for each user or each answer.
CHANGING = (MODES_KEY, OMITTED_KEY, WRITE_PERMISSIONS_KEY, "invariants")
EXPRESSIONS = ("serverSide", "TEnabled", "THidden", "TValidator")
# They ask the invariants of the schema, and it has none.
INVARIANTS = (InvariantsValidator, LaterInvariants)


class Strange(Exception):
    """Not for a plan."""


def data_of(form, model, request, body):
    """{field name: value} of a right body by the form's plan; None where the form has to look.

    :param model: the form's schema
    :param body: without the members that are no fields of the form
    """
    plan = model.queryTaggedValue(PLAN, NEVER)
    if plan is NEVER or body.texts or form.forceSSL:
        return None
    # The form takes an answer that was not sent from there.
    if any(name.startswith("form.") for name in request.cookies):
        return None
    try:
        return plan.data(form, request, body)
    except (Strange, Invalid, ValueError):
        return None


def keep(view):
    """Keep the plan of a form that was made just now, where it can have one."""
    if view.schema.queryTaggedValue(PLAN) is not None:
        return
    try:
        plan = Plan(view)
    except Strange:
        plan = NEVER
    view.schema.setTaggedValue(PLAN, plan)


class Plan:
    """`steps`: {field name: Step}, in the order of the form."""

    def __init__(self, view):
        widgets = list(view.all_widgets())
        self.steps = {widget.field.__name__: Step(view, widget) for widget in widgets}
        check_form(view, self.steps)
        labels = {widget.field.__name__ for widget in widgets if ILabel.providedBy(widget.field)}
        # In the order of the form, too.
        self.files = {name: step for name, step in self.steps.items() if step.is_file}.keys()
        self.answered = self.steps.keys() - self.files - labels
        self.conditions = Conditions(view.schema, view.context)
        self.conditions.context = None  # it leads to the request

    def data(self, form, request, body):
        """As `data_of`.

        :raises Strange, Invalid, ValueError: where the form has to look
        """
        if not (body.fields.keys() <= self.answered and body.files.keys() <= self.files):
            raise Strange()
        sent = {name: value for name, value in body.fields.items() if value is not None}
        sent.update(body.files)
        read = {name: self.steps[name].read(value) for name, value in sent.items()}
        not_asked = self.not_asked(read)
        data, sizes = {}, []
        for name, step in self.steps.items():
            if name not in not_asked:
                data[name] = step.value(form, request, read.get(name))
        for name in self.files:
            value = data.get(name)
            if value is not None:
                sizes.append(value.getSize())
                if problem(value.filename or "", value.data) or total_problem(sizes):
                    raise Strange()
        return data

    def not_asked(self, read):
        """Names of the fields whose condition is not met."""
        if not self.conditions:
            return frozenset()
        answers = {name: read[name][0] for name in self.conditions.asked() if name in read}
        return self.conditions.hidden(answers)


class Step:
    """What is done with one answer."""

    def __init__(self, view, widget):
        self.field = widget.field
        self.is_file = kinds.is_upload(self.field)
        converter = IDataConverter(widget, None)
        if self.is_file:
            self.read = file_read
            check_file(self.field, widget, converter)
        elif ILabel.providedBy(self.field):
            self.read = None  # it has no answer
        else:
            self.read = plain_fields.reader_of(widget, converter)
            if self.read is None:
                raise Strange()
        self.names = check_rules(view, widget, self.is_file)

    def value(self, form, request, read):
        """The value of what was read, checked; of None, nothing was sent."""
        field = self.field
        value = field.missing_value if read is None else read[1]()
        if self.is_file:
            value = field.missing_value if value is None else value
            most = api.portal.get_registry_record("easyform.max_filesize")
            if most and ValidateFile(form, request)(value, size=most):
                raise Strange()
        field.validate(value)
        if field.required and says_nothing(value):
            raise Strange()
        for name in self.names:
            check = queryUtility(IFieldValidator, name=name)
            if check is not None and check(value, REQUEST=request):
                raise Strange()
        return value


def file_read(upload):
    if not upload.filename:
        raise Strange()
    return upload, lambda: received(upload)


def check_form(view, steps):
    """Refuse a form that more is asked of than its fields.

    :raises Strange: so
    """
    schema = view.schema
    if set(steps) != set(getFieldNames(schema)):
        raise Strange()
    if any(base.queryTaggedValue(key) for base in schema.__iro__ for key in CHANGING):
        raise Strange()
    for form in (view, *view.groups):
        if form is not view and getattr(form, "groups", ()):
            raise Strange()
        objects = (view.context, view.request, form, schema, form.widgets)
        if type(getMultiAdapter(objects, IManagerValidator)) not in INVARIANTS:
            raise Strange()
    # Somebody else's check of what was sent.
    listening = getSiteManager().adapters.subscriptions
    event = providedBy(DataExtractedEvent({}, (), view))
    if set(listening([event], None)) != set(listening([Interface], None)):
        raise Strange()


def check_file(field, widget, converter):
    """Refuse a field of files whose values are made in another way.

    :raises Strange: so
    """
    usual = (NamedBlobFile, SubmittedFileWidget, ReceivedFileConverter)
    if (type(field), type(widget), type(converter)) != usual:
        raise Strange()
    if field._type is not StoredValue:
        raise Strange()


def check_rules(view, widget, is_file):
    """The names of a field's validators.

    :raises Strange: where more than those and the field itself checks it
    """
    field, extended = widget.field, IFieldExtender(widget.field)
    if widget.mode != INPUT_MODE or field.readonly or "constraint" in vars(field):
        raise Strange()
    if any(getattr(extended, name, None) for name in EXPRESSIONS):
        raise Strange()
    objects = (view.context, view.request, widget.form, field, widget)
    rule = getMultiAdapter(objects, IValidator)
    usual = FileSizeValidator if is_file else SimpleFieldValidator
    if type(rule) not in (Check, CheckInGroup) or type(rule.next(IValidator)) is not usual:
        raise Strange()
    return tuple(extended.validators or ())
