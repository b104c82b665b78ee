"""Making one item of the demo: its fields, its place, its state."""

from DateTime import DateTime
from egov.portal.site.demo.data import paper
from egov.portal.site.demo.data import rich_text
from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.dexterity.utils import createContent
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamedField
from zope.schema import getFields
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IFloat


# Fields that name items of the demo, and the kind of item whose UID they keep.
REFERENCES = {
    "agency": "agency",
    "parent": "agency",
    "agencies": "agency",
    "executing_agencies": "agency",
    "competent_agencies": "agency",
    "authorized_agencies": "agency",
    "coordinating_agencies": "agency",
    "promulgating_agency": "agency",
    "replaces": "document",
    "amends": "document",
    "based_on": "document",
}
# Members of an item in the data that are not fields of its type.
NOT_FIELDS = {"id", "key", "type", "form", "files", "effective"}


def make(container, portal_type, name, values, known):
    """Add content named `name` to the container and return it.

    `values` are the item's members as read; `known` is {(kind, key): UID} for the fields
    that refer to other items. LookupError for a member that is no field of the type.
    """
    content = createContent(portal_type)
    content.id = name
    fields = {}
    for schema in iterSchemata(content):
        for field_name, field in getFields(schema).items():
            fields.setdefault(field_name, (schema, field))
    for member, value in values.items():
        if member in NOT_FIELDS:
            continue
        if member not in fields:
            raise LookupError(f"{portal_type} has no field {member!r}")
        schema, field = fields[member]
        setattr(schema(content), member, in_field(field, value, known))
    container._setObject(name, content)
    return container[name]


def in_field(field, value, known):
    """The value as the field keeps it."""
    kind = REFERENCES.get(field.__name__)
    if kind:
        return (
            [known[kind, key] for key in value] if isinstance(value, list) else known[kind, value]
        )
    if IRichText.providedBy(field):
        return rich_text(value)
    if INamedField.providedBy(field):
        return paper(value)
    row = getattr(getattr(field, "value_type", None), "schema", None)
    if row is not None:
        return [whole_row(row, item) for item in value]
    return value


def whole_row(schema, row):
    """The row with every column of its schema; what is left out has the column's default."""
    columns = getFieldsInOrder(schema)
    unknown = set(row) - {name for name, _column in columns}
    if unknown:
        raise LookupError(f"{schema.__name__} has no column {sorted(unknown)}")
    return {name: in_column(column, row.get(name, column.default)) for name, column in columns}


def in_column(column, value):
    """The value as the column keeps it: an amount written without a fraction is one, too."""
    return float(value) if IFloat.providedBy(column) and value is not None else value


def publish(content, effective=None):
    """Publish the content; on the date `effective` if it is given, else today."""
    api.content.transition(content, "publish")
    if effective is not None:
        content.setEffectiveDate(DateTime(effective.isoformat()))
        content.reindexObject(idxs=["effective", "effectiveRange"])
