"""The fields of a schema, as plone.restapi gives them, without looking each up anew."""

from Acquisition import aq_base
from egov.portal.interfaces import IEgovLayer
from plone.autoform.interfaces import READ_PERMISSIONS_KEY
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.interfaces import ISchemaSerializer
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from plone.restapi.serializer.schema import _check_permission
from plone.restapi.serializer.schema import SerializeSchemaToJson
from plone.supermodel.utils import mergedTaggedValueDict
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.component import getSiteManager
from zope.interface import implementer
from zope.interface import providedBy
from zope.interface.interfaces import IInterface
from zope.schema import getFields


#: What JSON has itself.
PLAIN = frozenset((str, int, float, bool, type(None)))


def in_json(value):
    """A value as JSON has it: most are texts, which need no adapter."""
    return value if type(value) in PLAIN else json_compatible(value)


@implementer(ISchemaSerializer)
@adapter(IInterface, IDexterityContent, IEgovLayer)
class ContentSchemaToJson(SerializeSchemaToJson):
    """What the content and the request provide is found out once, not for each field."""

    def __call__(self):
        lookup = getSiteManager().adapters.lookup
        content, request = providedBy(self.context), providedBy(self.request)
        permissions = mergedTaggedValueDict(self.schema, READ_PERMISSIONS_KEY)
        adapted = {}
        result = {}
        for name, field in getFields(self.schema).items():
            if not _check_permission(permissions.get(name), self):
                continue
            factory = lookup((providedBy(field), content, request), IFieldSerializer)
            if factory is DefaultFieldSerializer:
                if field.interface not in adapted:
                    adapted[field.interface] = self.values_of(field.interface, content)
                value = in_json(getattr(adapted[field.interface], field.__name__, None))
            elif factory is None:
                value = getMultiAdapter((field, self.context, self.request), IFieldSerializer)()
            else:
                value = factory(field, self.context, self.request)()
            result[name] = value
        return result

    def values_of(self, schema, content):
        """What has the values of a schema: the content itself, or its adapter."""
        return aq_base(self.context) if content.isOrExtends(schema) else schema(self.context)
