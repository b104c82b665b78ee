"""The steps of a form: its fieldsets, in their order."""

from collective.easyform.interfaces import IFieldExtender
from dataclasses import dataclass
from egov.portal import _
from egov.portal.intake.settings import settings
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.utils import mergedTaggedValueList
from zope import schema


@dataclass(frozen=True)
class Step:
    """`number` counts from 1; `fields`: names of the fields, in the order of the form."""

    number: int
    name: str
    title: object
    description: object
    fields: tuple


def steps_of(form, model):
    """The steps of a form whose schema is `model`; what is in no fieldset comes first.

    Fields that are the server's are in none.
    """
    names = [name for name, field in schema.getFieldsInOrder(model) if not is_servers(field)]
    groups, grouped = [], set()
    for fieldset in mergedTaggedValueList(model, FIELDSETS_KEY):
        fields = tuple(name for name in fieldset.fields if name in names and name not in grouped)
        grouped.update(fields)
        groups.append((fieldset.__name__, fieldset.label, fieldset.description, fields))
    rest = tuple(name for name in names if name not in grouped)
    first = form.default_fieldset_label or _("About the application")
    groups.insert(0, ("", first, "", rest))
    filled = [group for group in groups if group[3]]
    return tuple(Step(number, *group) for number, group in enumerate(filled, 1))


def is_servers(field):
    """Whether nobody fills the field in: its value is made by the server."""
    extended = IFieldExtender(field)
    return bool(extended.THidden or extended.serverSide)


def is_stepped(form, model):
    """Whether the form is filled in step by step, with a review page before it is sent."""
    return len(steps_of(form, model)) > 1 or settings().review_one_step


def belongs(key, names):
    """Whether a key of a posted form, without its prefix, is of one of the fields named."""
    return any(key == name or key.startswith((f"{name}.", f"{name}-")) for name in names)
