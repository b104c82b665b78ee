"""Conditions as JSON Schema, so that a client that checks by the schema agrees with the server."""

from egov.portal.intake import kinds
from egov.portal.intake.condition_language import Both
from egov.portal.intake.condition_language import Comparison
from egov.portal.intake.condition_language import Not
from egov.portal.intake.condition_language import Truthy
from plone.namedfile.interfaces import INamedField
import re
from zope.schema import interfaces


# What is said of a field that may not apply, whatever the other answers are.
ALWAYS = ("title", "description", "order", "type", "oneOf", "items", "examples")
SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}/]")
ORDER = {"<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum"}


class ConditionSchema:
    """Schemas of a whole body for the conditions of a form.

    :param conditions: the form's Conditions
    :param kinds_of: {field name: Kind} of the fields a body may have, None for a file
    :param server_values: {field name: value} of those that are the server's
    """

    def __init__(self, conditions, kinds_of, server_values):
        self.conditions = conditions
        self.kinds = kinds_of
        self.server = server_values

    def definitions(self):
        """{name: schema of the bodies for which a field applies}, to stand in `$defs`."""
        return {
            of_field(name): self.of(tree)
            for name, tree in self.conditions.trees.items()
            if name in self.kinds
        }

    def rule(self, name, required, schema):
        """What holds of a field when it applies."""
        if INamedField.providedBy(self.conditions.fields[name]):
            then = has_attachment(name)
        else:
            then = in_fields(name, schema, required)
        return {"if": {"$ref": f"#/$defs/{of_field(name)}"}, "then": then}

    def of(self, tree):
        if isinstance(tree, Not):
            return {"not": self.of(tree.term)}
        if not isinstance(tree, (Truthy, Comparison)):
            both = isinstance(tree, Both)
            return {"allOf" if both else "anyOf": [self.of(tree.left), self.of(tree.right)]}
        if tree.name not in self.kinds:
            return self.conditions.is_met(tree, self.server)
        field = self.conditions.fields[tree.name]
        if INamedField.providedBy(field):
            schema = has_attachment(tree.name)
        else:
            schema = in_fields(tree.name, self.answer(tree, field), True)
        if tree.name in self.conditions.trees:
            return {"allOf": [{"$ref": f"#/$defs/{of_field(tree.name)}"}, schema]}
        return schema

    def answer(self, tree, field):
        """Schema of the answers for which a comparison holds."""
        kind = self.kinds[tree.name]
        if isinstance(tree, Truthy):
            return {"const": True} if interfaces.IBool.providedBy(field) else given(kind)
        if isinstance(kind, kinds.Whole):
            return {ORDER.get(tree.operator, "const"): tree.value}
        if isinstance(kind, kinds.Choice):
            values = [value for value, token in kind.tokens().items() if token == tree.value]
            one = {"enum": values}
        else:
            one = {"pattern": pattern(tree.operator, tree.value)}
        return {"contains": one} if isinstance(kind, (kinds.Choices, kinds.Lines)) else one


def given(kind):
    """Schema of an answer that is not empty."""
    if isinstance(kind, kinds.Whole):
        return {"type": "number"}
    if isinstance(kind, kinds.Choices):
        return {"minItems": 1}
    if isinstance(kind, kinds.Lines):
        return {"contains": {"pattern": r"\S"}}
    return {"pattern": r"\S"}


def pattern(operator, value):
    if operator == "~=":
        return escaped(value)
    texts = [value] if operator == "=" else parts(value)
    return rf"^\s*(?:{'|'.join(map(escaped, texts))})\s*$"


def parts(text):
    """All texts that a text contains, without space around them, the longest first."""
    ends = range(1, len(text) + 1)
    found = {text[start:end].strip() for end in ends for start in range(end)}
    return sorted(found - {""}, key=lambda part: (-len(part), part))


def escaped(text):
    """A text as a pattern; only what every dialect of patterns has."""
    return SPECIAL.sub(r"\\\g<0>", text)


def in_fields(name, schema, required):
    fields = {"properties": {name: schema}}
    if required:
        fields["required"] = [name]
    return {"properties": {"fields": fields}}


def has_attachment(name):
    item = {"type": "object", "properties": {"field": {"const": name}}, "required": ["field"]}
    return {"properties": {"attachments": {"contains": item}}, "required": ["attachments"]}


def of_field(name):
    return f"asks-{name}"
