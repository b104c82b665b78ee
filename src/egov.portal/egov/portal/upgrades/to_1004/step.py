"""From 1003 to 1004."""

from egov.portal.dossiers.register import get_register
from egov.portal.upgrades.profile import add_missing_records
from egov.portal.upgrades.profile import import_steps


def upgrade(tool):
    """Records of the registry: English names of fields, groups, types of documents, the portal.

    And the role by which reviewers of agencies look through the sections. The dossiers' catalogue
    lets go of a list of all of them, which it finds by their rows now.
    """
    add_missing_records(tool)
    import_steps(tool, "rolemap")
    get_register()._catalog.drop_unused()
