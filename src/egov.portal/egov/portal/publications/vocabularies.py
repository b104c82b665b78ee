"""Vocabularies of the publications."""

from egov.portal import _
from egov.portal.publications import taxonomy
from egov.portal.shared.vocabularies import fixed
from egov.portal.shared.vocabularies import from_catalog
from egov.portal.shared.vocabularies import listed


announcement_kinds = fixed(
    notice=_("Notice"),
    directive=_("Directive"),
    reception=_("Citizen reception schedule"),
    tender=_("Tender"),
    recruitment=_("Recruitment"),
    urgent=_("Urgent notice"),
)
document_types = listed(taxonomy.document_types)
legal_documents = from_catalog("LegalDocument", "UID")
