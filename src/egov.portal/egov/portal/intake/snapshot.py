"""The answers of a form as they are kept: with the titles and choices of this moment."""

from collective.easyform.interfaces import ILabel
import datetime
from egov.portal import dossiers
from egov.portal.intake.uploads import ending
from egov.portal.intake.uploads import safe_name
from egov.portal.intake.uploads import TYPES
from egov.portal.shared.text import clean
from plone.app.textfield.interfaces import IRichTextValue
from plone.namedfile.interfaces import INamed
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.utils import mergedTaggedValueList
from zope import schema
from zope.i18n import translate
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection


def fields_in_order(model):
    """(name, field) as the form shows them: those of no fieldset first, then by fieldset."""
    grouped = [
        name for fieldset in mergedTaggedValueList(model, FIELDSETS_KEY) for name in fieldset.fields
    ]
    named = dict(schema.getFieldsInOrder(model))
    order = [name for name in named if name not in grouped]
    order += [name for name in dict.fromkeys(grouped) if name in named]
    return [(name, named[name]) for name in order if not ILabel.providedBy(named[name])]


def snapshot(form, model, data, language):
    """(answers, uploads) of the checked data of a form, `model` being its schema.

    Answers are dicts {name, title, type, value, readable}; a file's value is the id of an upload.
    """
    answers, uploads = [], []
    for name, field in fields_in_order(model):
        if name not in data:
            continue
        value = data[name]
        if INamed.providedBy(value):
            filename = safe_name(value.filename)
            upload = dossiers.Upload(
                id=str(len(uploads) + 1),
                field=name,
                filename=filename,
                content_type=TYPES.get(ending(filename), "application/octet-stream"),
                data=value.data,
            )
            uploads.append(upload)
            kind, stored, readable = "file", upload.id, filename
        else:
            kind, stored = plain(value)
            readable = readable_value(form, field, value, language)
        answers.append(
            {
                "name": name,
                "title": translate(field.title, target_language=language) or name,
                "type": kind,
                "value": stored,
                "readable": readable,
            }
        )
    return tuple(answers), tuple(uploads)


def plain(value):
    """(type, value) as JSON has it."""
    if value is None:
        return "empty", None
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int):
        return "integer", value
    if isinstance(value, float):
        return "number", value
    if isinstance(value, datetime.datetime):
        return "datetime", value.isoformat()
    if isinstance(value, datetime.date):
        return "date", value.isoformat()
    if isinstance(value, datetime.time):
        return "time", value.isoformat()
    if isinstance(value, (set, frozenset)):
        return "list", sorted(plain(item)[1] for item in value)
    if isinstance(value, (list, tuple)):
        return "list", [plain(item)[1] for item in value]
    if isinstance(value, dict):
        return "table", {str(key): plain(item)[1] for key, item in value.items()}
    if IRichTextValue.providedBy(value):
        return "text", clean(value.raw)
    return "text", clean(str(value))


def readable_value(form, field, value, language):
    """The value as people read it: titles of choices, dates as day/month/year."""
    if value is None:
        return ""
    if ICollection.providedBy(field) and IChoice.providedBy(field.value_type):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ", ".join(choice_title(form, field.value_type, item, language) for item in items)
    if IChoice.providedBy(field):
        return choice_title(form, field, value, language)
    if isinstance(value, bool):
        return {("vi", True): "Có", ("vi", False): "Không"}.get(
            (language, value), "Yes" if value else "No"
        )
    if isinstance(value, float):
        number = f"{value:.15g}"
        return number.replace(".", ",") if language == "vi" else number
    if isinstance(value, datetime.datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, (list, tuple, set, frozenset)):
        return "\n".join(clean(str(item)) for item in value)
    return str(plain(value)[1])


def choice_title(form, field, value, language):
    vocabulary = field.bind(form).vocabulary
    try:
        term = vocabulary.getTerm(value)
    except LookupError:
        return str(value)
    return translate(term.title, target_language=language) or str(term.value)
