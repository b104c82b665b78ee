"""From 1002 to 1003."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from egov.portal.search.dictionaries import add_new_entries
from egov.portal.search.rebuilding import give_versions
from egov.portal.upgrades.profile import add_missing_records


def upgrade(tool):
    """Records of the registry, indexes that know their states, new words for reading queries."""
    portal = aq_parent(aq_inner(tool))
    add_missing_records(tool)
    give_versions(portal.portal_catalog)
    add_new_entries()
