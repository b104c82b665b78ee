"""From 1001 to 1002."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from egov.portal.search.dictionaries import add_new_entries
from egov.portal.shared.caching.marks import ensure_marks
from egov.portal.upgrades.profile import add_missing_indexes
from egov.portal.upgrades.profile import add_missing_records
from egov.portal.upgrades.profile import import_objects
from egov.portal.upgrades.profile import import_steps


def upgrade(tool):
    """Records, rights, panels, actions, indexes and the workflow of content, as they are now."""
    portal = aq_parent(aq_inner(tool))
    add_missing_records(tool)
    import_steps(tool, "rolemap", "controlpanel", "actions")
    import_objects(tool, "workflows", portal.portal_workflow["egov_publication_workflow"])
    import_objects(tool, "types", portal.portal_types["Document"])
    add_missing_indexes(tool)
    ensure_marks(portal)
    add_new_entries()
