"""Content in JSON: all of it for those who may edit it, what is meant for readers for the rest."""

from egov.portal.catalogue.behaviors import IAgencyBoundFields
from egov.portal.catalogue.behaviors import IEnglish
from egov.portal.channels.rest.serializers.fields import may_edit
from egov.portal.interfaces import IEgovLayer
from plone import api
from plone.app.contenttypes.behaviors.richtext import IRichTextBehavior
from plone.app.dexterity.behaviors.metadata import IBasic
from plone.app.dexterity.behaviors.metadata import ICategorization
from plone.app.dexterity.behaviors.metadata import IPublication
from plone.dexterity.interfaces import IDexterityContainer
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.utils import iterSchemata
from plone.restapi.batching import HypermediaBatch
from plone.restapi.interfaces import ISchemaSerializer
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.serializer.expansion import expandable_elements
from plone.restapi.serializer.utils import get_portal_type_title
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.interface import implementer


# What only editors see of any content: how it is kept, and by whom.
INTERNAL = (
    "allow_discussion",
    "changeNote",
    "contributors",
    "creators",
    "exclude_from_nav",
    "immediately_addable_types",
    "layout",
    "locally_allowed_types",
    "lock",
    "nextPreviousEnabled",
    "relatedItems",
    "version",
    "versioning_enabled",
    "working_copy",
    "working_copy_of",
)
# Behaviors whose fields are for readers, beside the type's own schema; the names that are, of
# those behaviors that have others too.
READERS = {IBasic: None, IRichTextBehavior: None, IEnglish: None, IAgencyBoundFields: None}
READERS_PARTS = {ICategorization: ("subjects", "language"), IPublication: ("effective", "expires")}


@implementer(ISerializeToJson)
@adapter(IDexterityContent, IEgovLayer)
class ContentToJson(SerializeToJson):
    """Plone's own types: as plone.restapi has them, without what is internal for readers."""

    def __call__(self, *args, **kwargs):
        return without_internal(super().__call__(*args, **kwargs), self.context)


@implementer(ISerializeToJson)
@adapter(IDexterityContainer, IEgovLayer)
class ContainerToJson(SerializeFolderToJson):
    """Plone's own folderish types."""

    def __call__(self, *args, **kwargs):
        return without_internal(super().__call__(*args, **kwargs), self.context)


def without_internal(result, context):
    if not may_edit(context):
        for name in INTERNAL:
            result.pop(name, None)
    return result


class PortalTypeToJson(SerializeToJson):
    """Base of the portal's own types.

    Readers get the fields of the type's schema and of the behaviors in `READERS`, nothing else
    that a behavior may bring. `extend` adds what the type resolves.
    """

    schema = None

    def __call__(self, version=None, include_items=True, include_expansion=True):
        if may_edit(self.context):
            result = super().__call__(version=version, include_expansion=include_expansion)
        else:
            result = self.for_readers(include_expansion)
        self.extend(result, include_items)
        return result

    def for_readers(self, include_expansion):
        context = self.context
        parent = getMultiAdapter((context.__parent__, self.request), ISerializeToJsonSummary)
        result = {
            "@id": context.absolute_url(),
            "@type": context.portal_type,
            "UID": context.UID(),
            "created": json_compatible(context.created()),
            "id": context.getId(),
            "is_folderish": False,
            "modified": json_compatible(context.modified()),
            "parent": parent(),
            "review_state": self._get_workflow_state(context),
            "type_title": get_portal_type_title(context.portal_type),
        }
        if include_expansion:
            result.update(expandable_elements(context, self.request))
        for schema in iterSchemata(context):
            if schema is self.schema or schema in READERS:
                names = None
            elif schema in READERS_PARTS:
                names = READERS_PARTS[schema]
            else:
                continue
            values = getMultiAdapter((schema, context, self.request), ISchemaSerializer)()
            if names is not None:
                values = {name: values[name] for name in names if name in values}
            result.update(values)
        return result

    def extend(self, result, include_items):
        """Add to `result` what the type resolves."""


class PortalFolderToJson(PortalTypeToJson):
    """Base of the portal's own types that hold others: as Plone's, with `items`."""

    def extend(self, result, include_items):
        result["is_folderish"] = True
        if not include_items:
            return
        brains = api.portal.get_tool("portal_catalog")(
            path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
            sort_on="getObjPositionInParent",
        )
        batch = HypermediaBatch(self.request, brains)
        result["items_total"] = batch.items_total
        result["items"] = [
            getMultiAdapter((brain, self.request), ISerializeToJsonSummary)() for brain in batch
        ]
        if batch.links:
            result["batching"] = batch.links
