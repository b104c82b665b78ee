"""Rows of tables as fields of the registry.

The field of an interface must not be stored itself: it would belong to the database connection
that stored it, and fail in every other one of the process. The registry gets a copy.
"""

from collective.z3cform.datagridfield.interfaces import IRow
from collective.z3cform.datagridfield.registry import DictRow
from plone.registry.interfaces import IPersistentField
from zope.component import adapter
from zope.interface import implementer


@implementer(IPersistentField)
@adapter(IRow)
def persistent_row(field):
    return DictRow(schema=field.schema, title=field.title, required=field.required)
