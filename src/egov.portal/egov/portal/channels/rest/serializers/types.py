"""Agencies, services, form templates, announcements, legal documents and FAQs in JSON."""

from egov.portal.catalogue.agency import IAgency
from egov.portal.catalogue.form_template import IFormTemplate
from egov.portal.catalogue.service import form_of
from egov.portal.catalogue.service import IService
from egov.portal.channels.rest.references import file_of
from egov.portal.channels.rest.references import reference
from egov.portal.channels.rest.serializers.content import PortalFolderToJson
from egov.portal.channels.rest.serializers.content import PortalTypeToJson
from egov.portal.interfaces import IEgovLayer
from egov.portal.publications.announcement import IAnnouncement
from egov.portal.publications.faq import IFAQ
from egov.portal.publications.legal_document import ILegalDocument
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from zope.component import adapter
from zope.interface import implementer


# Attachments of one announcement that are listed.
MOST_CHILDREN = 100


@implementer(ISerializeToJson)
@adapter(IAgency, IEgovLayer)
class AgencyToJson(PortalTypeToJson):
    schema = IAgency

    def extend(self, result, include_items):
        catalog = api.portal.get_tool("portal_catalog")
        uid = self.context.UID()
        result["services_total"] = len(catalog(portal_type="Service", agency=uid))
        result["procedures_total"] = len(catalog(portal_type="Procedure", agencies=uid))


@implementer(ISerializeToJson)
@adapter(IService, IEgovLayer)
class ServiceToJson(PortalFolderToJson):
    """With `form`: where the form is described (`@form`), when it is submitted here."""

    schema = IService

    def extend(self, result, include_items):
        super().extend(result, include_items)
        form = form_of(self.context)
        url = self.context.absolute_url()
        here = form is not None and self.context.submission_place == "here"
        result["form"] = (
            {"@id": f"{url}/@form", "submissions": f"{url}/@submissions"} if here else None
        )


@implementer(ISerializeToJson)
@adapter(IFormTemplate, IEgovLayer)
class FormTemplateToJson(PortalTypeToJson):
    schema = IFormTemplate

    def extend(self, result, include_items):
        result["file"] = file_of(self.context)


@implementer(ISerializeToJson)
@adapter(IAnnouncement, IEgovLayer)
class AnnouncementToJson(PortalFolderToJson):
    """With `attachments`: the files and pictures in it."""

    schema = IAnnouncement

    def extend(self, result, include_items):
        super().extend(result, include_items)
        result["attachments"] = [
            {**reference(brain), **(attachment(brain) or {})}
            for brain in api.portal.get_tool("portal_catalog")(
                path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
                portal_type=["File", "Image"],
                sort_on="getObjPositionInParent",
            )[:MOST_CHILDREN]
        ]


def attachment(brain):
    return file_of(brain.getObject(), "image" if brain.portal_type == "Image" else "file")


@implementer(ISerializeToJson)
@adapter(ILegalDocument, IEgovLayer)
class LegalDocumentToJson(PortalTypeToJson):
    schema = ILegalDocument

    def extend(self, result, include_items):
        result["file"] = file_of(self.context)


@implementer(ISerializeToJson)
@adapter(IFAQ, IEgovLayer)
class FAQToJson(PortalTypeToJson):
    schema = IFAQ
