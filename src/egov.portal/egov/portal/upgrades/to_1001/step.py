"""From 1000 to 1001."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from egov.portal.dossiers.register import ensure_register
from egov.portal.intake.consent.versions import ensure_versions
from egov.portal.search.dictionaries import add_new_entries
from egov.portal.search.rebuilding import rebuild_indexes
from egov.portal.shared.limiting.sign_in import ensure_sign_in_limit
from egov.portal.shared.outbox import get_outbox
from egov.portal.upgrades.profile import add_missing_indexes
from egov.portal.upgrades.profile import add_missing_records
from egov.portal.upgrades.profile import add_missing_types
from egov.portal.upgrades.profile import import_objects
from egov.portal.upgrades.profile import import_steps


def upgrade(tool):
    """Records, rights, panels, types and the dossiers' workflow, as the profile has them now."""
    portal = aq_parent(aq_inner(tool))
    add_missing_records(tool)
    import_steps(tool, "rolemap", "controlpanel", "actions")
    add_missing_types(tool)
    types, workflows = portal.portal_types, portal.portal_workflow
    import_objects(tool, "types", *(types[name] for name in DOSSIER_TYPES))
    import_objects(tool, "workflows", workflows["egov_dossier_workflow"])
    add_new_entries()
    add_missing_indexes(tool)
    rebuild_indexes(portal)
    ensure_register(portal)
    get_outbox(portal)
    ensure_sign_in_limit(portal)
    ensure_versions()


DOSSIER_TYPES = ("Dossier", "DossierFolder", "DossierRegister")
