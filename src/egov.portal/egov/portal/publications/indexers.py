"""What the catalogue keeps of announcements and questions beyond their own attributes."""

from Acquisition import aq_base
from egov.portal.publications.announcement import IAnnouncement
from egov.portal.publications.faq import IFAQ
from egov.portal.publications.legal_document import ILegalDocument
from plone.indexer import indexer


@indexer(IAnnouncement)
def announcement_procedures(obj):
    return list(aq_base(obj).related_procedures or [])


@indexer(IFAQ)
def faq_fields(obj):
    field = aq_base(obj).field
    return [field] if field else []


@indexer(ILegalDocument)
def document_fields(obj):
    return list(aq_base(obj).fields or [])
