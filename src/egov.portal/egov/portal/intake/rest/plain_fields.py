"""Answers to fields of the usual kinds, read without a widget, as the widget would read them.

A reader takes a JSON value and gives (what the widget would take from a request, which conditions
look at; function giving the value of the field). ValueError for what it would not read.
"""

from collective.easyform.interfaces import ILabel
import datetime
from egov.portal.intake import kinds
from egov.portal.shared.date_boxes import Dates
from egov.portal.shared.numbers import WholeNumbers
from functools import partial
from plone.app.z3cform.converters import BoolSingleCheckboxDataConverter
from plone.app.z3cform.converters import Select2WidgetConverter
from plone.app.z3cform.converters import SequenceSelect2WidgetConverter
from plone.app.z3cform.widgets.checkbox import CheckBoxWidget
from plone.app.z3cform.widgets.datetime import DateWidget
from plone.app.z3cform.widgets.email import EmailWidget
from plone.app.z3cform.widgets.orderedselect import OrderedSelectWidget
from plone.app.z3cform.widgets.radio import RadioWidget
from plone.app.z3cform.widgets.select import SelectWidget
from plone.app.z3cform.widgets.singlecheckbox import SingleCheckBoxBoolWidget
from plone.app.z3cform.widgets.text import TextAreaWidget
from plone.app.z3cform.widgets.text import TextWidget
from plone.schema.email import Email
from z3c.form import converter as converters
from zope import schema
from zope.schema.vocabulary import SimpleVocabulary


# Beyond these the way a number is written may matter.
LARGEST = 10**9


def reader_of(widget, converter):
    """The reader for a field, known by its widget; None for what is not usual."""
    field = widget.field
    kind = type(kinds.kind_of(widget, "en"))
    usual = USUAL.get((type(field), type(widget), type(converter), kind))
    if usual is None or ILabel.providedBy(field):
        return None
    if kind in (kinds.Choice, kinds.Choices):
        inner = field.value_type if kind is kinds.Choices else field
        if type(inner) is not schema.Choice or "constraint" in vars(inner):
            return None
        # Others may be another list for each that asks.
        if type(inner.vocabulary) is not SimpleVocabulary:
            return None
        tokens = kinds.kind_of(widget, "en").tokens()
        if {widget.noValueToken, ""} & set(tokens.values()):
            return None
        values = {token: widget.terms.getValue(token) for token in tokens.values()}
        return partial(usual, field, tokens, values)
    return partial(usual, field)


def text(field, given):
    if not isinstance(given, str):
        raise ValueError(given)

    def value():
        stripped = given.strip()
        return field.fromUnicode(stripped) if stripped else field.missing_value

    return given, value


def yes_or_no(field, given):
    if not isinstance(given, bool):
        raise ValueError(given)
    return given, lambda: given


def whole(field, given):
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) > LARGEST:
        raise ValueError(given)
    return given, lambda: given


def date(field, given):
    if not isinstance(given, str):
        raise ValueError(given)
    day = datetime.date.fromisoformat(given)
    return day.isoformat(), lambda: day


def choice(field, tokens, values, given):
    token = tokens.get(given) if isinstance(given, str) else None
    if token is None:
        raise ValueError(given)
    return [token], lambda: values[token]


def choices(field, tokens, values, given):
    if not isinstance(given, list):
        raise ValueError(given)
    chosen = [choice(field, tokens, values, item)[0][0] for item in given]
    if len(set(chosen)) < len(chosen):
        raise ValueError(given)
    made = field._type[-1] if isinstance(field._type, tuple) else field._type
    return chosen, lambda: made([values[token] for token in chosen])


TEXT = converters.FieldDataConverter
# Of a select and of boxes.
ONE = {
    SelectWidget: SequenceSelect2WidgetConverter,
    RadioWidget: converters.SequenceDataConverter,
}
SEVERAL = {
    SelectWidget: Select2WidgetConverter,
    OrderedSelectWidget: converters.CollectionSequenceDataConverter,
    CheckBoxWidget: converters.CollectionSequenceDataConverter,
}
USUAL = {
    (schema.TextLine, TextWidget, TEXT, kinds.Kind): text,
    (schema.Text, TextAreaWidget, TEXT, kinds.Kind): text,
    (Email, EmailWidget, TEXT, kinds.Email): text,
    (schema.Bool, SingleCheckBoxBoolWidget, BoolSingleCheckboxDataConverter, kinds.Boolean): (
        yes_or_no
    ),
    (schema.Int, TextWidget, WholeNumbers, kinds.Whole): whole,
    (schema.Date, DateWidget, Dates, kinds.Moment): date,
    **{(schema.Choice, *pair, kinds.Choice): choice for pair in ONE.items()},
    **{
        (kind, *pair, kinds.Choices): choices
        for kind in (schema.Set, schema.List)
        for pair in SEVERAL.items()
    },
}
