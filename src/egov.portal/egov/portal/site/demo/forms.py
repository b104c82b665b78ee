"""Forms of the demo's services, as EasyForm keeps them: fields as a model, texts as HTML."""

from egov.portal.shared.text import fold
import re
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr


MODEL = (
    '<model xmlns="http://namespaces.plone.org/supermodel/schema"'
    ' xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"'
    ' xmlns:form="http://namespaces.plone.org/supermodel/form">\n<schema>\n{}</schema>\n</model>'
)
TYPES = {
    "text": "zope.schema.TextLine",
    "personal_id": "zope.schema.TextLine",
    "phone": "zope.schema.TextLine",
    "email": "zope.schema.TextLine",
    "textarea": "zope.schema.Text",
    "date": "zope.schema.Date",
    "integer": "zope.schema.Int",
    "number": "zope.schema.Float",
    "choice": "zope.schema.Choice",
    "choices": "zope.schema.Set",
    "file": "plone.namedfile.field.NamedBlobFile",
    "consent": "zope.schema.Bool",
}
NOT_LETTERS = re.compile("[^a-z0-9]+")
LIMITS = ("min_length", "max_length", "min", "max", "default")
CONSENT_WIDGET = "plone.app.z3cform.widgets.singlecheckbox.SingleCheckBoxBoolFieldWidget"
CHOICE_WIDGET = "z3c.form.browser.radio.RadioFieldWidget"
CHOICES_WIDGET = "z3c.form.browser.checkbox.CheckBoxFieldWidget"
VALIDATORS = {
    "personal_id": "egov.portal.personal_id",
    "phone": "egov.portal.phone",
    "email": "egov.portal.email",
    "consent": "isChecked",
}


def make_form(form, parts):
    """Values of an EasyForm's fields from a form of `services.json`; `parts` are shared fields."""
    groups = "".join(fieldset(group, parts) for group in form["fieldsets"])
    return {
        "title": form["title"],
        "fields_model": MODEL.format(groups),
        "formPrologue": form["prologue"],
        # Tabs would need JavaScript.
        "form_tabbing": False,
    }


def fieldset(group, parts):
    specs = parts[group["use"]] if "use" in group else group["fields"]
    body = "".join(
        field({**parts["consent"], **spec} if spec["type"] == "consent" else spec) for spec in specs
    )
    name, label = quoteattr(group["name"]), quoteattr(group["title"])
    return f"<fieldset name={name} label={label}>\n{body}</fieldset>\n"


def field(spec):
    """One field of the model. A consent is a box to tick, never ticked beforehand."""
    kind = spec["type"]
    required = kind == "consent" or spec.get("required", False)
    parts = [element("title", spec["title"]), element("required", required)]
    if spec.get("description"):
        parts.append(element("description", spec["description"]))
    parts += [element(name, spec[name]) for name in LIMITS if name in spec]
    if kind == "choice":
        parts.append(choices(spec))
        # A list to drop down would have its first choice chosen beforehand.
        parts.append(f'<form:widget type="{CHOICE_WIDGET}"/>')
    elif kind == "choices":
        parts.append(f'<value_type type="zope.schema.Choice">{choices(spec)}</value_type>')
        parts.append(f'<form:widget type="{CHOICES_WIDGET}"/>')
    elif kind == "consent":
        parts.append(element("default", False))
        parts.append(f'<form:widget type="{CONSENT_WIDGET}"/>')
    validator = VALIDATORS.get(kind)
    checks = f" easyform:validators={quoteattr(validator)}" if validator else ""
    name = quoteattr(spec["name"])
    return f'<field name={name} type="{TYPES[kind]}"{checks}>{"".join(parts)}</field>\n'


def element(name, value):
    return f"<{name}>{escape(str(value))}</{name}>"


def choices(spec):
    """Choices with a key in plain letters each, that clients over REST may send."""
    elements = "".join(
        f'<element key="{NOT_LETTERS.sub("_", fold(choice))}">{escape(choice)}</element>'
        for choice in spec["choices"]
    )
    return f"<values>{elements}</values>"
