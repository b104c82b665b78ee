"""GET @form: the body of a submission as a JSON Schema (draft 2020-12)."""

from collective.easyform.interfaces import ILabel
from egov.portal.intake import kinds
from egov.portal.intake.condition_schema import ALWAYS
from egov.portal.intake.condition_schema import ConditionSchema
from egov.portal.intake.consent import CONSENT
from egov.portal.intake.consent.rest import properties as properties_of_consent
from egov.portal.intake.form_view import ServiceForm
from egov.portal.intake.forms import NO_FORM
from egov.portal.intake.forms import open_form
from egov.portal.intake.settings import MEGABYTE
from egov.portal.intake.settings import settings
from egov.portal.intake.uploads import TYPES
from egov.portal.shared.answers import failure
from egov.portal.shared.language import use_asked_language
from plone.namedfile.interfaces import INamedImageField
from plone.restapi.services import Service
from plone.z3cform.z2 import switch_on
from z3c.form.interfaces import IFormLayer
from zope.i18n import translate


# Members of a schema that demand nothing.
DESCRIBES = ("title", "description", "order", "examples")
DRAFT = "https://json-schema.org/draft/2020-12/schema"
# A PDF of nothing and a picture of one point, for the examples of uploads.
A_PDF = {
    "filename": "giay-to.pdf",
    "content-type": "application/pdf",
    "data": "JVBERi0xLjQKJSVFT0YK",
}
A_PICTURE = {
    "filename": "anh.png",
    "content-type": "image/png",
    "data": (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4"
        "DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
    ),
}


class FormSchemaGet(Service):
    def reply(self):
        language = use_asked_language(self.request)
        self.request.response.setHeader("Content-Language", language)
        form = open_form(self.context)
        if form is None:
            return failure(self.request, 404, "NotFound", NO_FORM)
        view = ServiceForm(form, self.request)
        switch_on(view, request_layer=IFormLayer)
        view.ignoreRequest = True
        view.update()
        self.request.response.setHeader("Cache-Control", "private, no-cache")
        return schema_of(view, self.context, language)


def schema_of(view, service, language):
    """The schema of what `@submissions` takes. `view` is the updated form."""
    fields, uploads, required, asked = {}, {}, [], {}
    for number, widget in enumerate(view.all_widgets(), 1):
        field = widget.field
        if ILabel.providedBy(field):
            continue
        described = titled(field, number, language)
        if kinds.is_upload(field):
            uploads[field.__name__] = {**described, "required": bool(field.required)}
            if INamedImageField.providedBy(field):
                uploads[field.__name__]["extensions"] = pictures()
            asked[field.__name__] = None
        else:
            kind = kinds.kind_of(widget, language)
            fields[field.__name__] = {**described, **kind.schema(), "examples": [kind.example()]}
            asked[field.__name__] = kind
            if field.required:
                required.append(field.__name__)
    conditional = ConditionSchema(view.conditions, asked, view.server_values())
    definitions, rules = conditional.definitions(), []
    for name in view.conditions.trees:
        if name in uploads and uploads[name]["required"]:
            uploads[name]["required"] = False
            rules.append(conditional.rule(name, True, None))
        elif name in fields:
            whole = fields[name]
            fields[name] = {key: whole[key] for key in ALWAYS if key in whole}
            if "const" in whole:
                fields[name]["type"] = "boolean"
            rules.append(conditional.rule(name, name in required, constraints(whole)))
    required = [name for name in required if name not in view.conditions.trees]
    consent = properties_of_consent(language, len(fields) + len(uploads) + 1)
    fields.update(consent)
    required += [name for name in consent if name == CONSENT]
    properties = {
        "fields": {
            "type": "object",
            "properties": fields,
            "required": required,
            "additionalProperties": False,
        }
    }
    schema = {
        "$schema": DRAFT,
        "$id": f"{service.absolute_url()}/@form",
        "title": view.context.Title(),
        "description": view.context.Description(),
        "type": "object",
        "properties": properties,
        "required": ["fields"],
        "additionalProperties": False,
    }
    needed = [name for name, upload in uploads.items() if upload["required"]]
    if uploads:
        properties["attachments"] = attachments(uploads, needed)
        if needed:
            schema["required"].append("attachments")
        schema["uploads"] = uploads
        schema["limits"] = limits()
    if rules:
        schema["$defs"] = definitions
        schema["allOf"] = rules
    schema["examples"] = [example(fields, uploads)]
    return schema


def constraints(schema):
    """What a schema demands, without what only describes."""
    return {key: value for key, value in schema.items() if key not in DESCRIBES}


def titled(field, number, language):
    described = {
        "title": translate(field.title, target_language=language) or field.__name__,
        "order": number,
    }
    if field.description:
        described["description"] = translate(field.description, target_language=language)
    return described


def attachments(uploads, needed):
    """The list of files: each names its field, at most one file a field."""
    record = settings()
    item = {
        "type": "object",
        "properties": {
            "field": {"enum": list(uploads)},
            "filename": {
                "type": "string",
                "pattern": endings_pattern(record.file_types),
            },
            "content-type": {"type": "string"},
            "data": {"type": "string", "contentEncoding": "base64"},
        },
        "required": ["field", "filename", "data"],
        "additionalProperties": False,
    }
    schema = {"type": "array", "items": item, "maxItems": record.max_files}
    rules = [
        {
            "contains": {
                "type": "object",
                "properties": {"field": {"const": name}},
                "required": ["field"],
            }
        }
        for name in needed
    ]
    rules += [
        {
            "items": {
                "if": {"properties": {"field": {"const": name}}},
                "then": {
                    "properties": {"filename": {"pattern": endings_pattern(upload["extensions"])}}
                },
            }
        }
        for name, upload in uploads.items()
        if "extensions" in upload
    ]
    if rules:
        schema["allOf"] = rules
    return schema


def pictures():
    """The endings of pictures among those that are accepted."""
    return [end for end in settings().file_types if TYPES.get(end, "").startswith("image/")]


def endings_pattern(endings):
    """A pattern for names with one of these endings, in small or capital letters."""
    either = "|".join(
        "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in end) for end in endings
    )
    return rf"\.({either})$"


def limits():
    """Sizes in bytes."""
    record = settings()
    endings = [end for end in record.file_types if end in TYPES]
    return {
        "extensions": endings,
        "content_types": sorted({TYPES[end] for end in endings}),
        "max_file_size": record.max_file_size * MEGABYTE,
        "max_total_size": record.max_total_size * MEGABYTE,
        "max_files": record.max_files,
    }


def example(fields, uploads):
    """A whole body that is accepted: every field, and a file for each upload."""
    body = {"fields": {name: field["examples"][0] for name, field in fields.items()}}
    if uploads:
        body["attachments"] = [
            {"field": name, **(A_PICTURE if "extensions" in upload else A_PDF)}
            for name, upload in uploads.items()
        ]
    return body
