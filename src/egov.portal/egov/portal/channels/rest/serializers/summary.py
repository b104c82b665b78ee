"""Content in listings and search results: Plone's summary and what its type adds."""

from egov.portal.interfaces import IEgovLayer
from plone import api
from plone.restapi.interfaces import ISerializeToJsonSummary
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.summary import DefaultJSONSummarySerializer
from Products.ZCatalog.interfaces import ICatalogBrain
from zope.component import adapter
from zope.interface import implementer


# Metadata columns added to a summary without being asked for.
COLUMNS = {
    "Agency": ("code",),
    "Announcement": ("kind", "number", "valid_until", "urgent_banner"),
    "FAQ": ("field",),
    "FormTemplate": ("code",),
    "LegalDocument": ("number", "issued_on"),
    "Procedure": ("code", "field", "levels", "online_level"),
    "Service": ("online_level",),
}
# Metadata that tells who keeps the content, and where: not for strangers, asked for or not.
INTERNAL = {"Creator", "author_name", "cmf_uid", "commentators", "getPath", "listCreators"}


@implementer(ISerializeToJsonSummary)
@adapter(ICatalogBrain, IEgovLayer)
class Summary(DefaultJSONSummarySerializer):
    def __init__(self, context, request):
        super().__init__(context, request)
        if api.user.is_anonymous():
            self.blocklisted_attributes = self.blocklisted_attributes | INTERNAL

    def __call__(self):
        result = super().__call__()
        for name in COLUMNS.get(self.context.portal_type, ()):
            if name not in result:
                result[name] = json_compatible(getattr(self.context, name, None))
        return result
