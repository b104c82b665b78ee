"""What an editor sees of two versions: lines to read, for tables and choices too.

Plone's own comparison shows a row of a table as Python code, and a changed paragraph as a
whole text. Here every value becomes lines, and lines that stay are shown only near a change.
"""

from collective.z3cform.datagridfield.interfaces import IRow
import difflib
from egov.portal import _
from egov.portal.shared.fields import IAmount
from egov.portal.shared.forms import write_amount
from html import escape
from Products.CMFDiffTool.CMFDiffTool import registerDiffType
from Products.CMFDiffTool.dexteritydiff import DexterityCompoundDiff
from Products.CMFDiffTool.FieldDiff import FieldDiff
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText


# What Plone keeps for "no date of publication" and "no date of expiry".
UNSET_YEARS = ("1969", "2499")
NEAR = 2  # unchanged lines shown before and after a change


def readable(field, value, context):
    """The lines a person reads for a value of the field; none for an empty one."""
    if value is None or value == "" or value == []:
        return []
    if IRow.providedBy(field):
        return row_lines(field.schema, value, context)
    if ICollection.providedBy(field):
        return collection_lines(field, value, context)
    if IBool.providedBy(field):
        return [text(_("Yes") if value else _("No"))]
    if IChoice.providedBy(field):
        return [choice_title(field, value, context)]
    if IDatetime.providedBy(field):
        unset = value.strftime("%Y") in UNSET_YEARS
        return [] if unset else [value.strftime("%d/%m/%Y %H:%M")]
    if IDate.providedBy(field):
        return [value.strftime("%d/%m/%Y")]
    if IAmount.providedBy(field):
        return [write_amount(value)]
    return str(value).splitlines()


def collection_lines(field, values, context):
    lines = []
    is_table = IRow.providedBy(field.value_type)
    for number, value in enumerate(values, 1):
        if is_table:
            lines.append(text(_("Row ${number}", mapping={"number": number})))
        lines.extend(readable(field.value_type, value, context))
    return lines


def row_lines(schema, row, context):
    """`Column: value` for each column that has one; further lines of a text are indented."""
    lines = []
    for name, column in getFieldsInOrder(schema):
        value = row.get(name)
        if IBool.providedBy(column) and not value:
            continue
        first, *others = readable(column, value, context) or [""]
        if first:
            lines.append(f"    {text(column.title)}: {first}")
            lines.extend(f"        {line}" for line in others)
    return lines


def choice_title(field, value, context):
    try:
        title = field.bind(context).vocabulary.getTerm(value).title
    except LookupError:
        title = None
    return text(title) if title else str(value)


def text(message):
    return translate(message, context=getRequest())


class ReadableDiff(FieldDiff):
    """Two values of one schema field, line by line."""

    meta_type = "Readable lines"

    def __init__(self, old, new, schema_field, **names):
        super().__init__(old, new, schema_field.getName(), **names)
        self.schema_field = schema_field
        self.context = new

    def _parseField(self, value, filename=None):
        return readable(self.schema_field, value, self.context)

    def changes(self):
        """("equal" | "delete" | "insert" | "gap", line) in the order of reading."""
        old = self._parseField(self.oldValue)
        new = self._parseField(self.newValue)
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        for number, group in enumerate(matcher.get_grouped_opcodes(NEAR)):
            if number:
                yield "gap", "…"
            for tag, old_from, old_to, new_from, new_to in group:
                if tag == "equal":
                    yield from (("equal", line) for line in old[old_from:old_to])
                else:
                    yield from (("delete", line) for line in old[old_from:old_to])
                    yield from (("insert", line) for line in new[new_from:new_to])

    def inline_diff(self):
        shown = {
            "equal": "<div>{}</div>",
            "gap": "<div>{}</div>",
            "delete": '<div class="diff_sub"><del>{}</del></div>',
            "insert": '<div class="diff_add"><ins>{}</ins></div>',
        }
        lines = [
            shown[tag].format(escape(line).replace("    ", "&emsp;"))
            for tag, line in self.changes()
        ]
        return '<div class="InlineDiff">' + "\n".join(lines) + "</div>"

    def ndiff(self):
        signs = {"equal": " ", "gap": " ", "delete": "-", "insert": "+"}
        return "\n".join(f"{signs[tag]} {line}" for tag, line in self.changes())


class PortalContentDiff(DexterityCompoundDiff):
    """All fields of the portal's content; files and rich texts are compared as Plone does."""

    meta_type = "E-government content"

    def _diff_field(self, obj1, obj2, field, schema_name):
        if not is_readable(field):
            return super()._diff_field(obj1, obj2, field, schema_name)
        return ReadableDiff(
            obj1,
            obj2,
            field,
            id1=self.id1,
            id2=self.id2,
            field_label=field.title,
            schemata=schema_name,
        )


READABLE = (IRow, IText, IChoice, IBool, IDate, IDatetime, IInt, IFloat)


def is_readable(field):
    """Whether a field's values can be told in lines: all but files and rich text."""
    if ICollection.providedBy(field):
        return is_readable(field.value_type)
    return any(kind.providedBy(field) for kind in READABLE)


registerDiffType(PortalContentDiff)
