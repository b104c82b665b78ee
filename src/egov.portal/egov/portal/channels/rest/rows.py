"""Rows of tables: out with a title beside each token, in from the same shape or plain tokens."""

from collective.z3cform.datagridfield.interfaces import IRow
from egov.portal import _
from egov.portal.channels.rest.serializers.schema import in_json
from egov.portal.interfaces import IEgovLayer
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import IFieldDeserializer
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema import ValidationError
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IFloat


def serialized_rows(field, rows, context, request):
    """The rows of a table in JSON: `{token, title}` for terms, ISO 8601 for dates."""
    columns = [
        (name, column.bind(context) if IChoice.providedBy(column) else None)
        for name, column in getFieldsInOrder(field.value_type.schema)
    ]
    titles = {}

    def titled(column, value):
        """The term of a value as it is sent, each looked up once; the value of no term."""
        found = titles.get((column.__name__, value))
        if found is None:
            try:
                term = column.vocabulary.getTerm(value)
            except LookupError:
                return value
            title = translate(term.title or term.token, context=request)
            found = titles[column.__name__, value] = (term.token, title)
        return {"token": found[0], "title": found[1]}

    result = []
    for row in rows or ():
        values = {}
        for name, column in columns:
            value = row.get(name)
            if column is not None:
                value = titled(column, value)
            values[name] = value if type(value) is dict else in_json(value)
        result.append(values)
    return result


@implementer(IFieldDeserializer)
@adapter(IRow, IDexterityContent, IEgovLayer)
class RowDeserializer:
    """A row from JSON. Absent columns have their default; columns of no name here are left out."""

    def __init__(self, field, context, request):
        self.field = field
        self.context = context
        self.request = request

    def __call__(self, row):
        if not isinstance(row, dict):
            raise ValueError(self.said(_("A row is an object with the names of its columns.")))
        result = {}
        for name, column in getFieldsInOrder(self.field.schema):
            value = row[name] if name in row else column.default
            try:
                result[name] = self.cell(column, value)
            except (ValueError, Invalid) as error:
                reason = error.doc() if isinstance(error, ValidationError) else str(error)
                raise ValueError(
                    self.said(
                        _(
                            "Column ${name}: ${reason}",
                            mapping={"name": name, "reason": self.said(reason)},
                        )
                    )
                ) from error
        return result

    def cell(self, column, value):
        if isinstance(value, dict) and "token" in value:
            value = value["token"]
        column = column.bind(self.context)
        if value is None or value == "":
            value = column.missing_value if value is None else value
            if value == "" and IChoice.providedBy(column):
                value = None
            column.validate(value)
            return value
        if IFloat.providedBy(column) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        deserializer = getMultiAdapter((column, self.context, self.request), IFieldDeserializer)
        return deserializer(value)

    def said(self, message):
        return translate(message, context=self.request)
