"""The parsed models of forms. Parsing takes longer than the rest of checking an answer does.

Each thread keeps those it parsed last, by the form and the text of its model: a model that was
changed is another. What is kept is for filling in a form; whoever edits a model parses it anew.
"""

from collections import OrderedDict
from collective.easyform.api import CONTEXT_KEY
from collective.easyform.api import get_actions
from collective.easyform.api import get_schema
from plone.supermodel import loadString
from plone.supermodel.parser import SupermodelParseError
import threading


MOST = 40


class Kept(threading.local):
    """`models`: {(UID of the form, text): schema}; `used`: schemas that know a request's form."""

    def __init__(self):
        self.models = OrderedDict()
        self.used = []


kept = Kept()


def schema_of(form):
    """The schema of a form's fields."""
    return model_of(form, form.fields_model) or get_schema(form)


def actions_of(form):
    """The schema whose fields are a form's actions."""
    return model_of(form, form.actions_model) or get_actions(form)


def model_of(form, text):
    """The schema of a model's text; None where easyform has to look for another."""
    key = (form.UID(), text)
    schema = kept.models.get(key)
    if schema is None:
        schema = parsed(text)
        if schema is None:
            return None
        kept.models[key] = schema
        while len(kept.models) > MOST:
            kept.models.popitem(last=False)
    else:
        kept.models.move_to_end(key)
    if schema.queryTaggedValue(CONTEXT_KEY) is not form:
        schema.setTaggedValue(CONTEXT_KEY, form)
        kept.used.append(schema)
    return schema


def parsed(text):
    if not text:
        return None
    try:
        return loadString(text).schema
    except SupermodelParseError:
        return None


def request_ended(event):
    """Let go of the forms, which lead to the request and all that was uploaded with it."""
    while kept.used:
        kept.used.pop().setTaggedValue(CONTEXT_KEY, None)
